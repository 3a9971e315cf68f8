// What a second look at a server shows that the first did not. Pure.
#pragma once

#include <string>
#include <string_view>

#include "eardrum/client/answer.hpp"
#include "eardrum/client/view/format.hpp"

namespace eardrum::client {

/// A line for each sample of `now` that `before` has not: time, key, value, and what has been added
/// since the sample before it. Both as select() leaves them.
std::string new_lines(const Samples& before, const Samples& now, const TimeStyle& style);

/// The last sample of each key, with its difference from that of `before`, as a table.
std::string last_table(const Samples& before, const Samples& now, const TimeStyle& style);

}  // namespace eardrum::client
