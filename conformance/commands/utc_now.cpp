#include "eardrum/conformance/commands/utc_now.hpp"

#include <ctime>
#include <string_view>

namespace eardrum::conformance {

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char text[sizeof "2000-01-01T00:00:00Z"];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::string day_of(const std::string& time) {
  return time.substr(0, std::string_view("2000-01-01").size());
}

}  // namespace eardrum::conformance
