#include "eardrum/conformance/language/read_file.hpp"

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace eardrum::conformance {

std::expected<std::string, std::string> read_file(const std::filesystem::path& path,
                                                  std::size_t bytes_max) {
  const auto refuse = [&](const std::string& why) {
    return std::unexpected("cannot read " + visible(path.string()) + ": " + why);
  };
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return refuse(std::generic_category().message(errno));
  std::string bytes;
  std::array<char, std::size_t{1} << 16U> buffer{};
  while (file.read(buffer.data(), buffer.size()) || file.gcount() > 0) {
    bytes.append(buffer.data(), static_cast<std::size_t>(file.gcount()));
    if (bytes.size() > bytes_max) {
      return refuse("it is larger than " + std::to_string(bytes_max) + " bytes");
    }
  }
  if (file.bad()) return refuse(std::generic_category().message(errno));
  return bytes;
}

}  // namespace eardrum::conformance
