// What was asked until a case failed, and what in that is unusual: a session about underscores in
// names fails for another reason than one about plain names, though both are refused alike.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/evidence.hpp"
#include "eardrum/conformance/verdict/fault.hpp"

namespace eardrum::conformance {

/// What was asked until the request that was sent last on `connection` (on any, if empty). With
/// `error_due`, that line had to be refused. Nothing if no whole line was sent.
std::optional<Dialogue> dialogue_of(const std::vector<TranscriptEntry>& transcript,
                                    std::string_view connection, bool error_due);

/// Of a dialogue in which every answer was right.
AnsweredRightly answered_rightly(const std::vector<TranscriptEntry>& transcript);

/// Of a dialogue in which all answers were right but the one to the last request on `connection`
/// (on any, if empty).
AnsweredRightly answered_rightly_but_last(const std::vector<TranscriptEntry>& transcript,
                                          std::string_view connection);

/// What may make a request of that kind fail: of a put what is unusual in the put itself, of others
/// what is unusual in all that came before.
Unusuals what_may_matter(const Dialogue& dialogue);

}  // namespace eardrum::conformance
