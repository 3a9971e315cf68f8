#include "eardrum/client/input/load_command.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <map>

#include "eardrum/client/delivery/complain.hpp"
#include "eardrum/client/delivery/put_stream.hpp"
#include "eardrum/client/input/input_lines.hpp"
#include "eardrum/client/view/view_options.hpp"
#include "eardrum/client/visible.hpp"

namespace eardrum::client {
namespace {

const std::map<std::string, InputFormat>& input_formats() {
  static const std::map<std::string, InputFormat> by_name{{"csv", InputFormat::csv},
                                                          {"jsonl", InputFormat::jsonl},
                                                          {"carbon", InputFormat::carbon},
                                                          {"put", InputFormat::put}};
  return by_name;
}

struct Totals {
  std::int64_t stored = 0;
  std::int64_t refused = 0;
};

/// "1234 stored, 0 refused (45 %)", again and again on one line of a terminal.
class ProgressLine {
 public:
  explicit ProgressLine(std::int64_t bytes) : bytes_(bytes) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() {
    if (shown_) std::cerr << "\r\x1b[K" << std::flush;
  }

  void show(std::int64_t done, const Totals& totals) {
    constexpr std::int64_t lines_between = 5'000;
    if (!wanted_ || calls_++ % lines_between != 0) return;
    shown_ = true;
    std::cerr << "\r\x1b[K" << totals.stored << " stored, " << totals.refused << " refused";
    if (bytes_ > 0) {
      constexpr std::int64_t width = 30;
      const auto full = static_cast<std::size_t>(std::min(done * width / bytes_, width));
      std::cerr << " [" << std::string(full, '#') << std::string(width - full, '.') << "]";
    }
    std::cerr << std::flush;
  }

 private:
  std::int64_t bytes_;  ///< of the file; 0: unknown
  std::int64_t calls_ = 0;
  bool wanted_ = isatty(STDERR_FILENO) == 1;
  bool shown_ = false;
};

/// One file on its way: lines in, puts out.
class Loading {
 public:
  Loading(const LoadCommand& command, std::string name, PutStream& stream, Totals& totals)
      : command_(command), name_(std::move(name)), stream_(stream), totals_(totals) {}

  /// Zero, or the exit code of a failure that ends it, after a line on stderr.
  int run(std::istream& input, std::int64_t bytes) {
    ProgressLine progress(bytes);
    std::string line;
    std::int64_t done = 0;
    for (std::int64_t number = 1; std::getline(input, line); ++number) {
      done += static_cast<std::int64_t>(line.size()) + 1;
      read(line, number);
      progress.show(done, totals_);
      if (waiting_.size() < static_cast<std::size_t>(command_.pipeline)) continue;
      if (const int code = send(); code != ExitCode::done) return code;
    }
    return send();
  }

 private:
  void read(const std::string& line, std::int64_t number) {
    if (!reader_) {
      if (line.find_first_not_of(" \t\r") == line.npos) return;
      const auto named = input_formats().find(command_.format);
      const auto format = named == input_formats().end() ? sniff(line) : named->second;
      const auto zone = command_.utc ? TimeZone::utc : TimeZone::local;
      reader_.emplace(format, zone, seconds_now());
    }
    const bool head = number < command_.from_line;  // the head of a CSV is read all the same
    auto samples = reader_->read(line);
    if (head) return;
    if (!samples) {
      refuse(number, samples.error());
      return;
    }
    for (auto& sample : *samples) {
      waiting_.push_back(std::move(sample));
      numbers_.push_back(number);
    }
  }

  void refuse(std::int64_t number, const std::string& reason) {
    ++totals_.refused;
    std::cerr << visible(name_) << ':' << number << ": " << reason << '\n';
  }

  int send() {
    if (waiting_.empty()) return ExitCode::done;
    const auto answers = stream_.put(waiting_);
    const auto& accepted = answers ? *answers : answers.error().accepted;
    for (std::size_t i = 0; i < accepted.size(); ++i) {
      if (accepted[i]) {
        ++totals_.stored;
      } else {
        refuse(numbers_[i], "the server answered: error, wrong command");
      }
    }
    if (!answers) {
      complain(visible(name_) + ": stopped at line " + std::to_string(numbers_[accepted.size()]) +
               ": " + answers.error().message + "; go on with --from-line " +
               std::to_string(numbers_[accepted.size()]));
      return answers.error().code;
    }
    waiting_.clear();
    numbers_.clear();
    return ExitCode::done;
  }

  const LoadCommand& command_;
  std::string name_;
  PutStream& stream_;
  Totals& totals_;
  std::optional<InputReader> reader_;  ///< once the first line was seen
  std::vector<Sample> waiting_;
  std::vector<std::int64_t> numbers_;  ///< the line of each that waits
};

int load_file(const LoadCommand& command, const std::string& name, PutStream& stream,
              Totals& totals) {
  Loading loading(command, name, stream, totals);
  if (name == "-") return loading.run(std::cin, 0);
  std::ifstream file(name, std::ios::binary | std::ios::ate);
  const std::int64_t bytes = file ? static_cast<std::int64_t>(file.tellg()) : -1;
  file.seekg(0);
  if (!file || bytes < 0) {
    complain("cannot read " + visible(name));
    return ExitCode::wrong_usage;
  }
  return loading.run(file, bytes);
}

}  // namespace

void add_command(CLI::App& app, LoadCommand& command) {
  auto* load = app.add_subcommand("load", "store the samples of files");
  load->footer(
      "csv: a head with time, key and value, or with time and a column for each metric; also "
      "timestamp, date, name, metric, path. jsonl: {\"key\": ..., \"time\": ..., \"value\": ...}. "
      "carbon: key value time. put: put key value time. A line that is refused is told with "
      "FILE:LINE and a reason; the others go on.");
  load->add_option("FILE", command.files, "files to read; - is standard input")->required();
  load->add_option("--format", command.format, "auto, csv, jsonl, carbon or put")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"auto", "csv", "jsonl", "carbon", "put"}))
      ->capture_default_str();
  load->add_flag("--utc", command.utc, "dates without an offset are UTC, not local");
  load->add_option("--pipeline", command.pipeline,
                   "send so many puts before their answers are read; the server has to answer "
                   "pipelined requests in order")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000}))
      ->capture_default_str();
  load->add_option("--from-line", command.from_line, "go on at this line of each file")
      ->type_name("N")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
}

int run(const LoadCommand& command, const ServerOptions& server) {
  PutStream stream(server);
  Totals totals;
  int code = ExitCode::done;
  for (const auto& name : command.files) {
    code = load_file(command, name, stream, totals);
    if (code != ExitCode::done) break;
  }
  complain("stored " + std::to_string(totals.stored) + ", refused " +
           std::to_string(totals.refused));
  if (code != ExitCode::done) return code;
  return totals.refused > 0 ? ExitCode::refused : ExitCode::done;
}

}  // namespace eardrum::client
