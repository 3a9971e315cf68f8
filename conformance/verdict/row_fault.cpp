#include "eardrum/conformance/verdict/row_fault.hpp"

namespace eardrum::conformance {

std::string_view words_for(RowFaultKind kind) {
  switch (kind) {
    case RowFaultKind::foreign_key:
      return "another key";
    case RowFaultKind::other_time:
      return "another timestamp";
    case RowFaultKind::other_value:
      return "another value";
    case RowFaultKind::too_often:
      return "too many";
    case RowFaultKind::missing:
      break;
  }
  return "missing";
}

std::string without_quoted(std::string_view sentence) {
  std::string own;
  bool quoted = false;
  for (const char c : sentence) {
    if (c == '\'') quoted = !quoted;
    if (!quoted) own += c;
  }
  return own;
}

std::vector<RowFaultKind> row_faults_told(std::string_view sentence) {
  const auto own = without_quoted(sentence);
  if (!own.contains("row")) return {};
  std::vector<RowFaultKind> told;
  for (auto i = 0; i <= static_cast<int>(RowFaultKind::missing); ++i) {
    const auto kind = static_cast<RowFaultKind>(i);
    if (own.contains(words_for(kind))) told.push_back(kind);
  }
  return told;
}

}  // namespace eardrum::conformance
