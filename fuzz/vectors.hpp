// Reads the vectors of protocol/vectors/ and compares a codec with them. The proved model
// (protocol/formal/) wrote the vectors. So a codec that agrees with all of them reads, writes and
// frames like the model for these inputs.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/fuzz/laws/session_model.hpp"
#include "eardrum/fuzz/laws/verdict.hpp"

namespace eardrum::fuzz {

/// One sample in the notation of the vectors.
struct VectorSample {
  std::string key{};
  std::string value{};      ///< the 64 bits of the binary64, 16 hexadecimal digits
  std::string timestamp{};  ///< decimal
};

/// One line of a file of vectors. A member is empty if the kind of the vector does not have it.
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

/// Reads a file of vectors. Throws std::exception if it is not such a file.
std::vector<Vector> read_vectors(const std::filesystem::path& file);

/// Whether the codec, the server and the zones of eardrum::protocol agree with the vector.
Verdict agrees_with_vector(const Vector& vector, const Codec& codec = reference_codec(),
                           const Serve& serve = reference_serve());

}  // namespace eardrum::fuzz
