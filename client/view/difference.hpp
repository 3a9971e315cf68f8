// Compares the samples of two queries of a server. Pure.
#pragma once

#include <string>
#include <string_view>

#include "eardrum/client/answer.hpp"
#include "eardrum/client/view/format.hpp"

namespace eardrum::client {

/// A line for each sample of `now` that is not in `before`: time, key, value, and the difference
/// from the previous sample. Both arguments must be results of select().
std::string new_lines(const Samples& before, const Samples& now, const TimeStyle& style);

/// A table of the last sample of each key, with its difference from the last one in `before`.
std::string last_table(const Samples& before, const Samples& now, const TimeStyle& style);

}  // namespace eardrum::client
