// Describes the requests up to the failure of a case, and their unusual features. A session with
// underscores in names may fail for another reason than one with plain names, although both are
// refused in the same way.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/evidence.hpp"
#include "eardrum/conformance/verdict/fault.hpp"

namespace eardrum::conformance {

/// The requests up to the last one on `connection` (on any connection if it is empty). `error_due`
/// means that this last line must be refused. Nothing if no complete line was sent.
std::optional<Dialogue> dialogue_of(const std::vector<TranscriptEntry>& transcript,
                                    std::string_view connection, bool error_due);

/// The unusual features of the requests of a dialogue in which every answer was correct.
AnsweredRightly answered_rightly(const std::vector<TranscriptEntry>& transcript);

/// The same for a dialogue in which only the answer to the last request on `connection` was wrong
/// (on any connection if it is empty).
AnsweredRightly answered_rightly_but_last(const std::vector<TranscriptEntry>& transcript,
                                          std::string_view connection);

/// The unusual features that may make the last request fail. For a put, and for a line that must be
/// refused, these are the features of the request itself. For a get they are the features of the
/// whole dialogue.
Unusuals what_may_matter(const Dialogue& dialogue);

}  // namespace eardrum::conformance
