// The lines between the kit and a driver, which calls a client under test (drivers/README.md):
// calls are written, answers are read. No I/O; what a driver says is a stranger's bytes.
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

/// A longer line of a driver is a flood: no session asks for a hundredth of it.
inline constexpr std::size_t driver_line_bytes_max = std::size_t{16} << 20;

/// The line that asks whether the driver is there; `id` comes back with its answer.
std::string driver_ready_line(std::uint64_t id);

/// The line for a call. `address` is where a connect goes. A byte of a key is written as the
/// character with its number, so that every line is ASCII; values stand as the session spells them.
std::string driver_call_line(std::uint64_t id, const Call& call, const Address& address);

/// How a call ended.
struct DriverAnswer {
  enum class Kind {
    nothing,  ///< it returned without a value
    samples,  ///< it returned samples, maybe none
    other,    ///< it returned something else, which `text` describes
    raised,   ///< it raised; `text` names the exception
    unknown,  ///< the driver's line has no form that is agreed upon
  };

  Kind kind = Kind::unknown;
  std::vector<WideRow> rows;     ///< for samples: key after key, in the order returned within a key
  std::set<std::string> keys;    ///< for samples: also those without a row
  bool client_error = false;     ///< for raised: it is the client's own ClientError
  bool no_client_error = false;  ///< for raised: the client's module has no class ClientError
  bool debugger = false;         ///< the client called a debugger, and the driver passed over it
  TesteeBytes text;
  TesteeBytes message;  ///< for raised: what the exception says
};

/// Reads one line without its line end. Nothing if it answers no call, or not the call `id`: a
/// driver may let through what the client prints. Bounded in depth and size.
std::optional<DriverAnswer> read_driver_answer(std::string_view line, std::uint64_t id);

/// What came back, in our own words: "2 samples", "the exception ValueError".
std::string describe(const DriverAnswer& answer);

}  // namespace eardrum::conformance
