#include "eardrum/conformance/random/model.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "eardrum/protocol/numeral.hpp"

namespace eardrum::conformance::random {

std::string Model::allowed(const Command& command) const {
  switch (command.kind) {
    case Command::Kind::put:
      return "ok\\n\\n";
    case Command::Kind::get:
    case Command::Kind::star:
      return allowed_rows(samples(command));
    case Command::Kind::wrong:
      return "error\\nwrong command\\n\\n";
    case Command::Kind::bytes:
      return "";
    case Command::Kind::open:
      break;
  }
  return "one of:\n     an answer = a frame\n     an end    = closed";
}

void Model::sent(const Command& command) {
  switch (command.kind) {
    case Command::Kind::put:
      puts_.push_back({command.key, command.value, command.timestamp});
      shown_ = false;
      return;
    case Command::Kind::get:
    case Command::Kind::star:
      shown_ = shown_ || !samples(command).empty();
      return;
    case Command::Kind::wrong:
      return;  // an error leaves the store as it is
    case Command::Kind::open:
    case Command::Kind::bytes:
      break;  // perhaps a put
  }
  shown_ = false;
}

std::vector<Model::Sample> Model::samples(const Command& get) const {
  std::vector<Sample> found;
  std::ranges::copy_if(puts_, std::back_inserter(found), [&](const Sample& sample) {
    return get.kind == Command::Kind::star || sample.key == get.key;
  });
  return found;
}

std::string Model::allowed_rows(std::vector<Sample> samples) const {
  if (samples.empty()) return "ok\\n\\n";
  std::string text = shown_ ? "ok, from these puts, as before:" : "ok, from these puts:";
  if (profile_ == Profile::course) {
    // Rows of a key sorted by time, and the last value of a second wins.
    std::map<std::pair<std::string, std::int64_t>, Sample> last;
    for (auto& sample : samples) {
      const auto timestamp = protocol::parse_timestamp(sample.timestamp).value();
      last[{sample.key, timestamp}] = std::move(sample);
    }
    samples.clear();
    for (auto& [slot, sample] : last) samples.push_back(std::move(sample));
    text = "ok, in order within each key:";
  }
  for (const auto& sample : samples) {
    text += "\n     " + sample.key + " " + sample.value + " " + sample.timestamp;
  }
  return text;
}

}  // namespace eardrum::conformance::random
