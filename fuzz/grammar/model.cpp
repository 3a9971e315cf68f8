#include "eardrum/fuzz/grammar/model.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "eardrum/fuzz/laws/verdict.hpp"
#include "eardrum/protocol/format.hpp"
#include "eardrum/protocol/parse.hpp"

extern char** environ;

namespace eardrum::fuzz {
namespace {

using nlohmann::json;
using protocol::Zone;

/// Each code point of the text is one byte.
std::string bytes_of(const std::string& utf8) {
  std::string bytes;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    auto value = static_cast<unsigned char>(utf8[i]);
    if (value >= 0xC0 && i + 1 < utf8.size()) {
      const auto low = static_cast<unsigned char>(utf8[++i]);
      value = static_cast<unsigned char>(((value & 0x03U) << 6U) | (low & 0x3FU));
    }
    bytes += static_cast<char>(value);
  }
  return bytes;
}

std::string_view name(Zone zone) {
  switch (zone) {
    case Zone::must_accept:
      return "must_accept";
    case Zone::must_reject:
      return "must_reject";
    case Zone::open:
      break;
  }
  return "open";
}

std::optional<std::string> differs(std::string_view what, const std::string& bytes) {
  return broken("agreement with the model", what, bytes);
}

std::optional<std::string> compare_request(const json& said, const std::string& bytes) {
  const auto request = protocol::parse_request(bytes);
  if (request.has_value() != (said.at("verdict") == "accepted")) {
    return differs("model and codec disagree whether the request is taken", bytes);
  }
  if (said.contains("zone") &&
      said.at("zone") != name(protocol::request_zone(bytes.substr(0, bytes.size() - 1)))) {
    return differs("model and codec disagree on the zone", bytes);
  }
  if (!request) return std::nullopt;
  std::string canonical;
  reference_codec().append_request(*request, canonical);
  if (canonical == bytes_of(said.at("canonical"))) return std::nullopt;
  return differs("model and codec disagree on the canonical bytes", bytes);
}

std::optional<std::string> compare_response(const json& said, const std::string& bytes) {
  std::vector<protocol::Row> rows;
  const auto status = protocol::parse_response(bytes, rows);
  if (status.has_value() != (said.at("verdict") == "accepted")) {
    return differs("model and codec disagree whether the response is taken", bytes);
  }
  if (!status) return std::nullopt;
  std::string canonical;
  reference_codec().append_response(*status, rows, canonical);
  if (canonical == bytes_of(said.at("canonical"))) return std::nullopt;
  return differs("model and codec disagree on the canonical bytes", bytes);
}

using File = std::unique_ptr<std::FILE, decltype([](std::FILE* file) { std::fclose(file); })>;

}  // namespace

std::optional<std::string> compare_with_model(Agreement& agreement, std::string_view json_line) {
  const auto said = json::parse(json_line, nullptr, false);
  if (said.is_discarded() || !said.contains("kind")) {
    return "the model's answer is no answer: " + visible(json_line);
  }
  const bool is_request = said.at("kind") == "request";
  if (!is_request && said.at("kind") != "response") return std::nullopt;
  const auto bytes = bytes_of(said.at("bytes"));
  auto wrong = is_request ? compare_request(said, bytes) : compare_response(said, bytes);
  if (wrong) return wrong;
  return is_request ? agreement.compare_request(bytes) : agreement.compare_response(bytes);
}

std::string question(TextKind kind, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string line(kind == TextKind::request ? "request " : "response ");
  for (const char c : text) {
    const auto value = static_cast<unsigned char>(c);
    line += digits[value >> 4U];
    line += digits[value & 0x0FU];
  }
  return line;
}

std::optional<std::vector<std::string>> ask_oracle(const std::string& program,
                                                   const std::vector<std::string>& questions) {
  const File in(std::tmpfile());
  const File out(std::tmpfile());
  if (!in || !out) return std::nullopt;
  for (const auto& line : questions) std::fprintf(in.get(), "%s\n", line.c_str());
  if (std::fflush(in.get()) != 0 || std::fseek(in.get(), 0, SEEK_SET) != 0) return std::nullopt;
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ::fileno(in.get()), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, ::fileno(out.get()), STDOUT_FILENO);
  std::string path = program;
  char* words[] = {path.data(), nullptr};
  pid_t pid = 0;
  const int error = ::posix_spawn(&pid, path.c_str(), &actions, nullptr, words, environ);
  ::posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  if (error != 0 || ::waitpid(pid, &status, 0) != pid || status != 0) return std::nullopt;
  if (std::fseek(out.get(), 0, SEEK_SET) != 0) return std::nullopt;
  std::vector<std::string> answers(1);
  for (int c = std::fgetc(out.get()); c != EOF; c = std::fgetc(out.get())) {
    if (c == '\n') {
      answers.emplace_back();
    } else {
      answers.back() += static_cast<char>(c);
    }
  }
  answers.pop_back();  // what follows the last line end
  if (answers.size() != questions.size()) return std::nullopt;
  return answers;
}

}  // namespace eardrum::fuzz
