#include "eardrum/client/delivery/target.hpp"

#include <array>
#include <charconv>

#include "eardrum/client/visible.hpp"

namespace eardrum::client {
namespace {

struct SchemeName {
  std::string_view name;
  Scheme scheme;
  std::uint16_t port;  ///< the one that servers of this protocol listen on by default
};

constexpr std::array scheme_names{
    SchemeName{"put", Scheme::put, 8888},
    SchemeName{"carbon", Scheme::carbon, 2003},
    SchemeName{"opentsdb", Scheme::opentsdb, 4242},
};

std::unexpected<std::string> wrong(std::string_view text, const std::string& why) {
  return std::unexpected("'" + visible(text, 64) + "': " + why);
}

bool read_port(std::string_view text, std::uint16_t& port) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && port != 0;
}

}  // namespace

std::expected<Target, std::string> parse_target(std::string_view text) {
  auto rest = text;
  auto known = scheme_names.front();
  if (const auto end = rest.find("://"); end != std::string_view::npos) {
    known = {};
    for (const auto& each : scheme_names) {
      if (each.name == rest.substr(0, end)) known = each;
    }
    if (known.name.empty()) return wrong(text, "the scheme is not put, carbon or opentsdb");
    rest.remove_prefix(end + 3);
  }
  Target target{known.scheme, {}, known.port};
  std::string_view port;
  if (rest.starts_with('[')) {
    const auto end = rest.find(']');
    if (end == std::string_view::npos) return wrong(text, "the bracket is not closed");
    target.host = rest.substr(1, end - 1);
    rest.remove_prefix(end + 1);
    if (!rest.empty() && rest.front() != ':') return wrong(text, "expected ':' after the bracket");
    port = rest;
  } else {
    const auto colon = rest.find(':');
    target.host = rest.substr(0, colon);
    if (colon != std::string_view::npos) port = rest.substr(colon);
  }
  if (target.host.empty()) return wrong(text, "no host");
  if (!port.empty() && !read_port(port.substr(1), target.port)) {
    return wrong(text, "the port is not a number from 1 to 65535; an IPv6 address needs brackets");
  }
  return target;
}

std::string to_text(const Target& target) {
  std::string text;
  for (const auto& each : scheme_names) {
    if (each.scheme == target.scheme) text.append(each.name).append("://");
  }
  const bool brackets = target.host.contains(':');
  text += brackets ? "[" + target.host + "]" : target.host;
  return text + ":" + std::to_string(target.port);
}

}  // namespace eardrum::client
