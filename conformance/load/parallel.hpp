// Several connections put and get at the same time, each as fast as it is answered; what they did
// and saw becomes a history. Judges nothing but whether an answer can be part of one.
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
  bool asks_for_all = false;                  ///< `get *` too: the store holds nothing else
  std::string key_suffix{};                   ///< makes keys unique on the store
  std::uint64_t seed = 1;                     ///< what is put and asked, and in which order
  Patience patience{};
  std::optional<pid_t> process{};  ///< the testee's, to tell work from silence; nothing if not ours
};

/// An answer that no store gives, alone or under load, or none.
struct Trouble {
  enum class Kind {
    answer,   ///< it breaks `rule`
    closed,   ///< the connection ended instead
    silent,   ///< nothing came
    at_work,  ///< nothing came yet, and the testee still computed: a wait of ours was too short
  };

  Kind kind = Kind::answer;
  std::string_view rule{};  ///< for Kind::answer
  std::string sentence;     ///< our own words
  std::string request;      ///< as it was sent
  TesteeBytes received{};
};

struct Loaded {
  History history;
  std::optional<Trouble>
      trouble;                  ///< the first in time; the history goes on without its connection
  std::uint64_t exchanges = 0;  ///< requests sent

  /// Why there is no history: the server does not serve so many connections at once (a house rule,
  /// REQ-CON-5), or takes none.
  std::string refusal;
  bool none_served = false;  ///< the refusal was met by the very first connection
};

/// Blocks until all is done, each wait bounded by the patience. Throws GivenUp.
Loaded apply(const Load& load, const Address& address);

}  // namespace eardrum::conformance::load
