#include "eardrum/conformance/language/head_reader.hpp"

#include <algorithm>

#include "eardrum/protocol/characters.hpp"

namespace eardrum::conformance {
namespace {

const protocol::Requirement* read_rule(const Words& id) {
  const auto* const rule = protocol::find_requirement(id.text);
  if (rule == nullptr) id.fail("'" + std::string(id.text) + "' is not a rule of requirements.tsv");
  return rule;
}

/// "values in a put: 1e3", or an axis alone.
FingerprintPlace read_axis(const Words& rest) {
  constexpr std::string_view separator = ": ";
  const auto end = rest.text.find(separator);
  const auto axis = rest.text.substr(0, end);
  if (!is_fingerprint_axis(axis)) {
    rest.fail("'" + std::string(axis) + "' is no axis of the fingerprint" +
              suggestion(axis, {fingerprint_axes.begin(), fingerprint_axes.end()}));
  }
  const auto question =
      end == rest.text.npos ? std::string_view() : rest.text.substr(end + separator.size());
  return {std::string(axis), std::string(question)};
}

void read_only(Words rest, Session& session) {
  if (rest.take("in ")) {
    session.only_in = parse_profile(rest.text);
    if (!session.only_in) {
      rest.fail("'" + std::string(rest.text) + "' is no profile" +
                suggestion(rest.text, {"base", "strict", "course"}));
    }
    return;
  }
  if (!rest.take("delivered ")) rest.fail("write: only in PROFILE, or: only delivered KIND, KIND");
  while (!rest.text.empty()) {
    auto kind = rest.take_word();
    if (kind.text.ends_with(',')) kind.text.remove_suffix(1);
    const auto parsed = parse_delivery_kind(kind.text);
    if (!parsed) {
      kind.fail("'" + std::string(kind.text) + "' is not a delivery" +
                suggestion(kind.text, delivery_names()));
    }
    session.deliveries.push_back(*parsed);
  }
  std::ranges::sort(session.deliveries);
  if (session.deliveries.empty() || session.deliveries.front() != DeliveryKind::whole) {
    rest.fail("whole is always among the deliveries: the others are compared with it");
  }
}

}  // namespace

void read_session_name(Words head, Session& session) {
  const auto name = head.take_word();
  const auto right = [](char c) {
    return (c >= 'a' && c <= 'z') || protocol::is_digit(c) || c == '.' || c == '-';
  };
  constexpr std::size_t name_bytes_max = 80;
  if (name.text.empty() || name.text.size() > name_bytes_max ||
      !std::ranges::all_of(name.text, right)) {
    name.fail("a session's name is 1 to 80 lower case letters, digits, '.' and '-'");
  }
  session.name = name.text;
  const auto id = head.take_word();
  if (id.text.empty()) id.fail("a session names its rule: session NAME REQ-...");
  session.requirement = read_rule(id);
  if (!head.text.empty()) head.fail("nothing stands after the rule");
}

bool read_attribute(Words rest, Session& session) {
  const auto keyword = rest.take_word().text;
  if (keyword == "title") {
    session.title = rest.text;
  } else if (keyword == "axis") {
    session.fingerprint = read_axis(rest);
  } else if (keyword == "note") {
    session.notes.emplace_back(rest.text);
  } else if (keyword == "needs") {
    if (rest.text != "fresh store" && rest.text != "two connections") {
      rest.fail("what can be needed is: fresh store, two connections" +
                suggestion(rest.text, {"fresh store", "two connections"}));
    }
    (rest.text == "fresh store" ? session.needs_fresh_store : session.needs_two_connections) = true;
  } else if (keyword == "otherwise") {
    session.otherwise = read_rule(rest);
  } else if (keyword == "role") {
    if (rest.text != "client") rest.fail("the only role to be named is: client");
    session.judges_client = true;
  } else if (keyword == "only") {
    read_only(rest, session);
  } else {
    return false;
  }
  return true;
}

}  // namespace eardrum::conformance
