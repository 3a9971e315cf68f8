#include "eardrum/conformance/load/parallel.hpp"

#include <algorithm>
#include <barrier>
#include <mutex>
#include <random>
#include <thread>
#include <utility>

#include "eardrum/conformance/language/rows.hpp"
#include "eardrum/conformance/load/whole_answer.hpp"
#include "eardrum/conformance/observation/processor_time.hpp"
#include "eardrum/conformance/play/wire.hpp"

namespace eardrum::conformance::load {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t keys = 3;

/// What one connection will do, one after the other. A put says which, a get its key.
struct Plan {
  enum class Kind { put, get, all };
  struct Step {
    Kind kind;
    std::size_t index;  ///< of the put in the history, or of the key
  };
  std::vector<Step> steps;
};

std::string key_text(std::size_t key, const Load& load) {
  return "load.key-" + std::to_string(key) + load.key_suffix;
}

/// A row's timestamp and value name its put.
std::int64_t timestamp_of(std::size_t put) {
  return static_cast<std::int64_t>(put) + 1;
}
double value_of(std::size_t put) {
  return static_cast<double>(put) + 0.5;
}

std::string request_of(const Plan::Step& step, const History& history, const Load& load) {
  switch (step.kind) {
    case Plan::Kind::put:
      return "put " + key_text(history.puts[step.index].key, load) + " " +
             std::to_string(step.index) + ".5 " + std::to_string(timestamp_of(step.index)) + "\n";
    case Plan::Kind::get:
      return "get " + key_text(step.index, load) + "\n";
    case Plan::Kind::all:
      break;
  }
  return "get *\n";
}

/// Half of the steps are puts; what is asked for all is asked seldom, since its answers are long.
std::vector<Plan> make_plans(const Load& load, History& history) {
  std::mt19937_64 engine(load.seed);
  const auto below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine);
  };
  std::vector<Plan> plans(load.connections);
  for (std::size_t c = 0; c < plans.size(); ++c) {
    for (std::size_t i = 0; i < load.operations; ++i) {
      const auto draw = below(10);
      const auto key = below(keys);
      if (draw < 5) {
        plans[c].steps.push_back({Plan::Kind::put, history.puts.size()});
        history.puts.push_back({static_cast<char>('A' + c), key, {}});
      } else if (draw < 9 || !load.asks_for_all) {
        plans[c].steps.push_back({Plan::Kind::get, key});
      } else {
        plans[c].steps.push_back({Plan::Kind::all, 0});
      }
    }
  }
  return plans;
}

/// The put that a row comes from; nothing if there is none.
std::optional<std::size_t> put_of(const WideRow& row, const History& history, const Load& load) {
  if (row.timestamp < 1) return std::nullopt;
  const auto put = static_cast<std::size_t>(row.timestamp - 1);
  if (put >= history.puts.size() || row.value != value_of(put)) return std::nullopt;
  if (row.key != key_text(history.puts[put].key, load)) return std::nullopt;
  return put;
}

/// One connection at work. `puts` of the history are written by their own connection alone.
class Worker {
 public:
  Worker(const Load& load, const Plan& plan, char letter, Wire wire, Clock::time_point begin,
         History& history)
      : load_(load),
        plan_(plan),
        letter_(letter),
        wire_(std::move(wire)),
        begin_(begin),
        history_(history) {}

  void work() {
    for (const auto& step : plan_.steps) {
      if (now() >= load_.time_max || !act(step)) return;
    }
  }

  std::vector<Get> gets;
  std::optional<Trouble> trouble;
  Moment trouble_at{};
  std::uint64_t exchanges = 0;

 private:
  Moment now() const { return std::chrono::duration_cast<Moment>(Clock::now() - begin_); }

  /// False if the connection is of no more use.
  bool act(const Plan::Step& step) {
    const auto request = request_of(step, history_, load_);
    Interval when{now(), std::nullopt};
    if (step.kind == Plan::Kind::put) history_.puts[step.index].when = when;
    ++exchanges;
    std::string answer;
    const bool sent = wire_.send(request, received_, load_.patience.answer);
    const auto answered =
        sent ? read_answer(wire_, received_, answer, load_.patience.answer, load_.patience.given_up)
             : Answered::closed;
    when.end = now();
    if (answered == Answered::closed) {
      return unanswered(Trouble::Kind::closed, "the server closed a connection under load",
                        request);
    }
    if (answered == Answered::silent && at_work()) {
      return unanswered(Trouble::Kind::at_work,
                        "the server was still working on an answer when the time limit was reached",
                        request);
    }
    if (answered == Answered::silent) {
      return unanswered(Trouble::Kind::silent, "the server did not answer under load", request);
    }
    if (!received_.empty()) {
      return fail("REQ-FRM-4", "the server sent more than one answer to one request", request,
                  answer + received_);
    }
    if (step.kind != Plan::Kind::put) return take_rows(step, request, answer, when);
    if (answer != "ok\n\n") {
      return fail("REQ-PUT-1", "a put that must be accepted was not answered ok", request, answer);
    }
    history_.puts[step.index].when = when;
    return true;
  }

  bool take_rows(const Plan::Step& step, const std::string& request, const std::string& answer,
                 const Interval& when) {
    const auto rows = read_ok_frame(answer);
    if (!rows)
      return fail("REQ-GET-1", "no answer to get: " + rows.error().reason, request, answer);
    Get get{letter_, std::nullopt, when, {}};
    if (step.kind == Plan::Kind::get) get.key = step.index;
    for (const auto& row : *rows) {
      const auto put = put_of(row, history_, load_);
      if (!put || (get.key && *get.key != history_.puts[*put].key)) {
        return fail("REQ-GET-4", "an answer contains a row that was never put under this key",
                    request, answer);
      }
      get.puts.push_back(*put);
    }
    std::ranges::sort(get.puts);
    if (std::ranges::adjacent_find(get.puts) != get.puts.end()) {
      return fail("REQ-PUT-17", "an answer contains a row twice that was put once", request,
                  answer);
    }
    gets.push_back(std::move(get));
    return true;
  }

  bool fail(std::string_view rule, std::string sentence, std::string request,
            const std::string& received) {
    trouble_at = now();
    trouble = Trouble{Trouble::Kind::answer, rule, std::move(sentence), std::move(request),
                      TesteeBytes(received)};
    return false;
  }

  bool unanswered(Trouble::Kind kind, std::string sentence, const std::string& request) {
    fail({}, std::move(sentence), request, received_);
    trouble->kind = kind;
    return false;
  }

  /// Whether the testee computes: by now the other connections are done, or wait as this one does.
  bool at_work() const {
    constexpr milliseconds window{500};
    constexpr int part_at_work = 20;
    const auto before = load_.process ? processor_time(*load_.process) : std::nullopt;
    if (!before) return false;
    std::this_thread::sleep_for(window);
    const auto after = processor_time(*load_.process);
    return after && (*after - *before) * part_at_work >= window;
  }

  const Load& load_;
  const Plan& plan_;
  char letter_;
  Wire wire_;
  Clock::time_point begin_;
  History& history_;
  std::string received_;
};

/// All connections, each of which has had an answer while all before it are open.
std::optional<std::vector<Wire>> connect_all(const Load& load, const Address& address,
                                             Loaded& loaded) {
  std::vector<Wire> wires;
  for (std::size_t i = 0; i < load.connections; ++i) {
    auto wire = Wire::connect(address, load.patience.connect);
    std::string received;
    std::string answer;
    if (!wire) {
      loaded.refusal = wire.error();
      loaded.none_served = i == 0;
      return std::nullopt;
    }
    ++loaded.exchanges;
    if (!wire->send("get " + key_text(0, load) + "\n", received, load.patience.answer) ||
        read_answer(*wire, received, answer, load.patience.asleep_answer, load.patience.given_up) !=
            Answered::whole) {
      throw_if(load.patience.given_up);
      loaded.refusal = "the server does not serve " + std::to_string(load.connections) +
                       " connections at once (REQ-CON-5)";
      loaded.none_served = i == 0;
      return std::nullopt;
    }
    wires.push_back(*std::move(wire));
  }
  return wires;
}

}  // namespace

Loaded apply(const Load& load, const Address& address) {
  Loaded loaded;
  auto wires = connect_all(load, address, loaded);
  if (!wires) return loaded;
  const auto plans = make_plans(load, loaded.history);
  const auto begin = Clock::now();
  std::vector<Worker> workers;
  workers.reserve(plans.size());
  for (std::size_t i = 0; i < plans.size(); ++i) {
    workers.emplace_back(load, plans[i], static_cast<char>('A' + i), std::move((*wires)[i]), begin,
                         loaded.history);
  }
  {
    std::barrier start(static_cast<std::ptrdiff_t>(workers.size()));
    std::vector<std::jthread> threads;
    threads.reserve(workers.size());
    for (auto& worker : workers) {
      threads.emplace_back([&worker, &start] {
        start.arrive_and_wait();
        worker.work();
      });
    }
  }
  throw_if(load.patience.given_up);  // the workers have stopped where they were
  Moment first = Moment::max();
  for (auto& worker : workers) {
    loaded.exchanges += worker.exchanges;
    std::ranges::move(worker.gets, std::back_inserter(loaded.history.gets));
    if (worker.trouble && worker.trouble_at < first) {
      first = worker.trouble_at;
      loaded.trouble = std::move(worker.trouble);
    }
  }
  return loaded;
}

}  // namespace eardrum::conformance::load
