#include "eardrum/conformance/bench/pairs.hpp"

#include <algorithm>
#include <cassert>
#include <cstdio>
#include <map>

namespace eardrum::conformance::bench {
namespace {

double median(std::vector<double> values) {
  assert(!values.empty());
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::string benchmark_name(const Comparison& comparison, const Contender& contender) {
  return comparison.title + "/" + contender.name;
}

/// Keeps each repetition's seconds per call; prints nothing itself.
class Collector : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& /*context*/) override { return true; }

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const auto& run : runs) {
      if (run.error_occurred) {
        std::fprintf(stderr, "bench: %s: %s\n", run.run_name.function_name.c_str(),
                     run.error_message.c_str());
        failed_ = true;
      } else if (run.run_type == Run::RT_Iteration) {
        seconds_[run.run_name.function_name].push_back(run.real_accumulated_time /
                                                       static_cast<double>(run.iterations));
      }
    }
  }

  bool failed() const { return failed_; }

  const std::vector<double>& seconds(const std::string& name) const { return seconds_.at(name); }

 private:
  std::map<std::string, std::vector<double>> seconds_;
  bool failed_ = false;
};

std::string readable(double seconds) {
  char text[32];
  if (seconds < 1e-6) {
    std::snprintf(text, sizeof text, "%.1f ns", seconds * 1e9);
  } else if (seconds < 1e-3) {
    std::snprintf(text, sizeof text, "%.2f us", seconds * 1e6);
  } else if (seconds < 1) {
    std::snprintf(text, sizeof text, "%.2f ms", seconds * 1e3);
  } else {
    std::snprintf(text, sizeof text, "%.2f s", seconds);
  }
  return text;
}

void print(const Comparison& comparison, const Collector& collector) {
  std::printf("\n%s\n", comparison.title.c_str());
  const auto& subject = comparison.contenders.front();
  const auto ours = collector.seconds(benchmark_name(comparison, subject));
  std::printf("  %-34s %10s for each %s\n", subject.name.c_str(),
              readable(median(ours) / comparison.count).c_str(), comparison.of_what.c_str());
  for (std::size_t i = 1; i < comparison.contenders.size(); ++i) {
    const auto& peer = comparison.contenders[i];
    const auto theirs = collector.seconds(benchmark_name(comparison, peer));
    const auto [fastest, slowest] = std::minmax_element(theirs.begin(), theirs.end());
    const auto [our_fastest, our_slowest] = std::minmax_element(ours.begin(), ours.end());
    std::printf("  %-34s %10s   ratio %.2f (extremes %.2f .. %.2f)\n", peer.name.c_str(),
                readable(median(theirs) / comparison.count).c_str(), median(ours) / median(theirs),
                *our_fastest / *slowest, *our_slowest / *fastest);
  }
}

}  // namespace

bool run_comparisons(const std::vector<Comparison>& comparisons, int repetitions) {
  for (const auto& comparison : comparisons) {
    for (const auto& contender : comparison.contenders) {
      benchmark::RegisterBenchmark(benchmark_name(comparison, contender).c_str(),
                                   [work = contender.work](benchmark::State& state) {
                                     try {
                                       for ([[maybe_unused]] auto step : state) work();
                                     } catch (const std::exception& error) {
                                       state.SkipWithError(error.what());
                                     }
                                   })
          ->UseRealTime()
          ->MinTime(0.05)
          ->Repetitions(repetitions);
    }
  }
  std::string program = "eardrum-bench";
  std::string in_turns = "--benchmark_enable_random_interleaving=true";
  char* words[] = {program.data(), in_turns.data(), nullptr};
  int count = 2;
  benchmark::Initialize(&count, words);
  Collector collector;
  const auto run = benchmark::RunSpecifiedBenchmarks(&collector);
  benchmark::Shutdown();
  if (run == 0 || collector.failed()) return false;
  for (const auto& comparison : comparisons) print(comparison, collector);
  return true;
}

}  // namespace eardrum::conformance::bench
