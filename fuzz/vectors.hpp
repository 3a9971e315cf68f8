// The vectors of protocol/vectors/, and what a codec has to say to them. They were written by the
// proved model (protocol/formal/), so a codec that agrees with all of them reads, writes and frames
// as the model does, on those inputs.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/fuzz/laws/session_model.hpp"
#include "eardrum/fuzz/laws/verdict.hpp"

namespace eardrum::fuzz {

/// One sample as a vector shows it.
struct VectorSample {
  std::string key{};
  std::string value{};      ///< the 64 bits of the binary64, 16 hexadecimal digits
  std::string timestamp{};  ///< decimal
};

/// One line of a vectors file. Members that its kind does not have are empty.
struct Vector {
  std::string kind;
  std::string bytes;
  std::string zone;
  std::string verdict;
  std::string command;
  std::string status;
  std::vector<VectorSample>
      samples;  ///< of a put, a value or a timestamp one; of an answer, its rows
  std::string canonical;
  std::string refusal;
  std::string rule;
  std::vector<std::string> messages;
  std::string tail;
  std::string answers;
};

/// Reads a vectors file; throws std::exception if it is none.
std::vector<Vector> read_vectors(const std::filesystem::path& file);

/// Whether the codec, the server and the zones of eardrum::protocol agree with the vector.
Verdict agrees_with_vector(const Vector& vector, const Codec& codec = reference_codec(),
                           const Serve& serve = reference_serve());

}  // namespace eardrum::fuzz
