// Writes calls and reads results as lines, which the kit and a driver exchange (drivers/README.md).
// No I/O. The lines of a driver are untrusted input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/language/rows.hpp"
#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/process/launcher.hpp"
#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace eardrum::conformance {

/// The kit refuses longer lines of a driver. No session needs a hundredth of this.
inline constexpr std::size_t driver_line_bytes_max = std::size_t{16} << 20;

/// The line that asks whether the driver is ready. The answer contains `id`.
std::string driver_ready_line(std::uint64_t id);

/// The line for a call. `address` is the address for a connect. A byte of a key is written as the
/// character with its number, so that every line is ASCII. Values are written as in the session.
std::string driver_call_line(std::uint64_t id, const Call& call, const Address& address);

/// How a call ended.
struct DriverAnswer {
  enum class Kind {
    nothing,  ///< it returned without a value
    samples,  ///< it returned samples, maybe none
    other,    ///< it returned something else, which `text` describes
    raised,   ///< it raised; `text` names the exception
    unknown,  ///< the line of the driver has an unknown form
  };

  Kind kind = Kind::unknown;
  std::vector<WideRow> rows;     ///< for samples: key after key, in the order returned within a key
  std::set<std::string> keys;    ///< for samples: also those without a row
  bool client_error = false;     ///< for raised: it is the client's own ClientError
  bool no_client_error = false;  ///< for raised: the client's module has no class ClientError
  bool debugger = false;         ///< the client called a debugger, and the driver skipped the call
  TesteeBytes text;
  TesteeBytes message;  ///< for raised: the message of the exception
};

/// Reads one line without its line end. Nothing if the line is not the result of the call `id`,
/// because a driver may forward the output of the client. Depth and size are limited.
std::optional<DriverAnswer> read_driver_answer(std::string_view line, std::uint64_t id);

/// Describes the result: "2 samples", "the exception ValueError".
std::string describe(const DriverAnswer& answer);

}  // namespace eardrum::conformance
