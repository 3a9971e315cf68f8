// Prints what speed and memory cost here, as ratios to peers measured in the same run.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>

#include "eardrum/conformance/bench/benches.hpp"

namespace {

using namespace eardrum::conformance;

std::unique_ptr<Testee> start(std::vector<std::string> command) {
  LaunchSpec spec;
  spec.command = std::move(command);
  spec.port_announced = true;
  auto started = launch(spec);
  if (!started) throw std::runtime_error(started.error().sentence);
  return std::move(*started);
}

int measure(const bench::Programs& programs, const std::string& own_path, int repetitions) {
  const auto server = start({programs.server, "--listen", "127.0.0.1:0"});
  const auto responder = start({own_path, "--respond"});
  auto comparisons = bench::kit_comparisons(programs, responder->address());
  for (auto&& more : bench::codec_comparisons()) comparisons.push_back(more);
  for (auto&& more : bench::wire_comparisons(server->address(), responder->address()))
    comparisons.push_back(more);
  bench::print_memory_of_samples(*server);
  std::printf("Medians of %d rounds in random turns; a ratio above 1 is the price of the first.\n",
              repetitions);
  std::fflush(stdout);
  return bench::run_comparisons(comparisons, repetitions) ? 0 : 3;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Speed and memory as ratios to peers measured in the same run.", "eardrum-bench"};
  bench::Programs programs;
  int repetitions = 5;
  bool respond = false;
  app.add_option("--kit", programs.kit, "The program eardrum")->type_name("FILE");
  app.add_option("--server", programs.server, "The program eardrum-server")->type_name("FILE");
  app.add_option("--rounds", repetitions, "How often each contender runs")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_flag("--respond", respond, "Be the bare responder")->group("");
  try {
    app.parse(argc, argv);
    if (respond) bench::respond();
    if (programs.kit.empty() || programs.server.empty())
      throw CLI::ValidationError("--kit and --server are needed");
    return measure(programs, "/proc/self/exe", repetitions);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    std::cerr << "eardrum-bench: " << error.what() << '\n';
    return 3;
  }
}
