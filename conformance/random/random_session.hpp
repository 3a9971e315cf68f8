// A random dialogue with a server, as a value that can be made smaller: commands, not bytes. Keys
// and lines are written as session files write them, so `{k}` is a key of this dialogue alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/play/delivery.hpp"

namespace eardrum::conformance::random {

struct Command {
  enum class Kind {
    put,    ///< a core put: must be taken
    get,    ///< a get of one core key
    star,   ///< get *; only on a store that is fresh
    wrong,  ///< a line that no reading takes: the error is due, the store stays as it is
    open,   ///< a put that the text leaves open, under a key that is never asked for
    bytes,  ///< anything: all that is wanted is that the server lives on
  };

  /// What the kit does with the connection afterwards.
  enum class End { none, close, abort, half_close };

  Kind kind = Kind::get;
  char connection = 'A';
  std::string key;        ///< for put and get, as a session writes it: "{k}x"
  std::string value;      ///< for put
  std::string timestamp;  ///< for put
  std::string line;  ///< for wrong, open and bytes: all of it, escaped, with its "\n" if it has
  std::string_view rule;  ///< for wrong: which rule makes it so
  End end = End::none;

  /// The line that is sent, as a session writes it.
  std::string text() const;

  friend bool operator==(const Command&, const Command&) = default;
};

struct RandomSession {
  std::vector<Command> commands;
  Delivery delivery;
  bool fresh_store = false;  ///< counts on an empty store, and has keys without a suffix

  /// Two connections are open at the same time.
  bool overlaps() const;
};

}  // namespace eardrum::conformance::random
