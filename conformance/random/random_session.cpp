#include "eardrum/conformance/random/random_session.hpp"

#include <set>

namespace eardrum::conformance::random {

std::string Command::text() const {
  switch (kind) {
    case Kind::put:
      return "put " + key + " " + value + " " + timestamp + "\\n";
    case Kind::get:
      return "get " + key + "\\n";
    case Kind::star:
      return "get *\\n";
    case Kind::wrong:
    case Kind::open:
    case Kind::bytes:
      break;
  }
  return line;
}

bool RandomSession::overlaps() const {
  std::set<char> open;
  for (const auto& command : commands) {
    open.insert(command.connection);
    if (open.size() > 1) return true;
    if (command.end != Command::End::none) open.erase(command.connection);
  }
  return false;
}

}  // namespace eardrum::conformance::random
