#include "eardrum/client/delivery/complain.hpp"

#include <iostream>
#include <mutex>

namespace eardrum::client {

void complain(const std::string& message) {
  static std::mutex mutex;
  const std::scoped_lock lock(mutex);
  std::cerr << "eardrum-client: " << message << '\n' << std::flush;
}

}  // namespace eardrum::client
