// Applies parallel load: several connections put and get at the same time, each as fast as it gets
// answers. Records a history. The only judgement here is whether an answer can be part of a
// history; if not, `Trouble` names the rule that the answer breaks.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "eardrum/conformance/load/history.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/process/launcher.hpp"
#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace eardrum::conformance::load {

inline constexpr std::size_t default_operations = 150;

struct Load {
  std::size_t connections = 4;                  ///< at most 26
  std::size_t operations = default_operations;  ///< of each connection
  Moment time_max = std::chrono::seconds(2);  ///< nothing is asked afterwards: servers may be slow
  bool asks_for_all = false;                  ///< also send `get *`; needs an empty store
  std::string key_suffix{};                   ///< makes keys unique on the store
  std::uint64_t seed = 1;                     ///< determines the operations and their order
  Patience patience{};
  std::optional<pid_t> process{};  ///< of the testee, to see whether it works; nothing if unknown
};

/// An answer that is wrong with and without load, or a missing answer.
struct Trouble {
  enum class Kind {
    answer,   ///< the answer breaks `rule`
    closed,   ///< the testee closed the connection instead
    silent,   ///< no answer arrived
    at_work,  ///< no answer arrived, but the testee was computing: the kit waited too briefly
  };

  Kind kind = Kind::answer;
  std::string_view rule{};  ///< for Kind::answer
  std::string sentence;     ///< without bytes of the testee
  std::string request;      ///< as it was sent
  TesteeBytes received{};
};

struct Loaded {
  History history;
  std::optional<Trouble> trouble;  ///< the first one; the history continues without its connection
  std::uint64_t exchanges = 0;     ///< requests sent

  /// Why there is no history: the server does not serve so many connections at the same time (a
  /// house rule, REQ-CON-5), or accepts no connection.
  std::string refusal;
  bool none_served = false;  ///< even the first connection was refused
};

/// Applies the load and blocks until it is done. The patience limits each wait. Throws GivenUp.
Loaded apply(const Load& load, const Address& address);

}  // namespace eardrum::conformance::load
