#include "eardrum/conformance/language/session.hpp"

#include <utility>

#include "eardrum/protocol/requirement.hpp"

namespace eardrum::conformance {

std::string Place::text() const {
  return file + ":" + std::to_string(line) + ":" + std::to_string(column);
}

Session stepless_session(std::string name, std::string_view rule, std::string title) {
  Session session;
  session.name = std::move(name);
  session.requirement = protocol::find_requirement(rule);
  session.title = std::move(title);
  session.deliveries = {DeliveryKind::whole};
  return session;
}

}  // namespace eardrum::conformance
