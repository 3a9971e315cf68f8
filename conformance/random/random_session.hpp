// A random dialogue with a server as a value, which the shrinker can make smaller. It consists of
// commands, not of bytes. Keys and lines are written as in session files, so `{k}` is a private
// key.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/play/delivery.hpp"

namespace eardrum::conformance::random {

struct Command {
  enum class Kind {
    put,    ///< a core put, which must be accepted
    get,    ///< a get of one core key
    star,   ///< get *; only for a fresh store
    wrong,  ///< a line that no reading accepts: needs an error answer and must not change the store
    open,   ///< a put that the text leaves open, with a key that is used in no get
    bytes,  ///< any bytes; the server must only survive them
  };

  /// What the kit does with the connection afterwards.
  enum class End { none, close, abort, half_close };

  Kind kind = Kind::get;
  char connection = 'A';
  std::string key;        ///< for put and get, as a session writes it: "{k}x"
  std::string value;      ///< for put
  std::string timestamp;  ///< for put
  std::string line;       ///< for wrong, open and bytes: the bytes, escaped; a "\n" is not added
  std::string_view rule;  ///< for wrong: the rule that demands the error
  End end = End::none;

  /// The line that is sent, as a session writes it.
  std::string text() const;

  friend bool operator==(const Command&, const Command&) = default;
};

struct RandomSession {
  std::vector<Command> commands;
  Delivery delivery;
  bool fresh_store = false;  ///< needs an empty store, and has keys without a suffix

  /// Whether two connections are open at the same time.
  bool overlaps() const;
};

}  // namespace eardrum::conformance::random
