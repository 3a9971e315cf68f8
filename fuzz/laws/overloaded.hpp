// Combines several functions into one, for std::visit. If no function accepts an alternative, the
// code does not compile.
#pragma once

namespace eardrum::fuzz {

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};

}  // namespace eardrum::fuzz
