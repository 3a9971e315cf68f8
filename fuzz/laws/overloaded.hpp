// Several functions as one, for std::visit: an alternative that none of them takes does not
// compile.
#pragma once

namespace eardrum::fuzz {

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};

}  // namespace eardrum::fuzz
