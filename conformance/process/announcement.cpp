#include "eardrum/conformance/process/announcement.hpp"

#include <algorithm>
#include <charconv>

#include "eardrum/conformance/observation/proc_file.hpp"
#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace eardrum::conformance {
namespace {

using Result = std::expected<Announcement, std::string>;

constexpr std::size_t quoted_bytes_max = 80;

std::unexpected<std::string> refused(std::string_view said, const char* why) {
  return std::unexpected("the server announced \"" +
                         TesteeBytes(std::string(said)).visible(quoted_bytes_max) + "\", " + why);
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  if (!all_digits(text)) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || port == 0) return std::nullopt;
  return port;
}

/// The address of this machine that a host text stands for. Names are not looked up: a testee does
/// not choose whom we ask.
std::optional<IpAddress> parse_own_host(std::string_view text, const IpAddress& default_ip) {
  if (text == "localhost") return default_ip.loopback();
  const auto ip = IpAddress::parse(text);
  if (ip && ip->is_wildcard()) return ip->loopback();
  if (ip && ip->is_loopback()) return ip;
  return std::nullopt;
}

Result parse_listening(std::string_view said, const IpAddress& default_ip) {
  const auto colon = said.rfind(':');
  const auto port_text = colon == std::string_view::npos ? said : said.substr(colon + 1);
  const auto port = parse_port(port_text);
  if (!port) return refused(said, "which holds no port from 1 to 65535");
  if (colon == std::string_view::npos) return Announcement{default_ip, *port};
  const auto ip = parse_own_host(said.substr(0, colon), default_ip);
  if (!ip) return refused(said, "which is not on this machine's loopback");
  return Announcement{*ip, *port};
}

std::optional<Result> parse_line(std::string_view line, const IpAddress& default_ip) {
  constexpr std::string_view keyword = "listening ";
  const auto text_end = line.find_last_not_of(" \t\r");
  line = line.substr(0, text_end == std::string_view::npos ? 0 : text_end + 1);
  if (line.starts_with(keyword)) {
    const auto fields = fields_of(line);
    return parse_listening(fields.back(), default_ip);
  }
  if (all_digits(line)) return parse_listening(line, default_ip);
  const auto fields = fields_of(line);
  if (fields.empty()) return std::nullopt;
  const auto last = fields.back();
  const auto colon = last.rfind(':');
  if (colon == std::string_view::npos || !parse_own_host(last.substr(0, colon), default_ip) ||
      !all_digits(last.substr(colon + 1))) {
    return std::nullopt;
  }
  return parse_listening(last, default_ip);
}

}  // namespace

std::optional<Result> find_announcement(std::string_view out, const IpAddress& default_ip) {
  const auto complete = out.rfind('\n');
  if (complete == std::string_view::npos) return std::nullopt;
  for (const auto line : lines_of(out.substr(0, complete))) {
    if (auto found = parse_line(line, default_ip)) return found;
  }
  return std::nullopt;
}

}  // namespace eardrum::conformance
