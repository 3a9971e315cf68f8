#include "eardrum/conformance/mutants/mutants.hpp"

#include <algorithm>
#include <iterator>

namespace eardrum::conformance::mutants {

std::span<const Mutant> faulty() {
  static const std::vector<Mutant> all = [] {
    std::vector<Mutant> joined;
    for (const auto subject : fault_subjects) {
      std::ranges::move(subject(), std::back_inserter(joined));
    }
    return joined;
  }();
  return all;
}

std::span<const Mutant> elusive() {
  static const std::vector<Mutant> all = elusive_faults();
  return all;
}

std::span<const Mutant> faithful() {
  static const std::vector<Mutant> all = faithful_variants();
  return all;
}

const Mutant* find(std::string_view name) {
  static const std::vector<Mutant> load = load_faults();
  static const std::vector<Mutant> leftover = leftover_faults();
  static const std::vector<Mutant> crowd = crowd_faults();
  static const std::vector<Mutant> busy = busy_faults();
  static const std::vector<Mutant> service = service_faults();
  for (const auto all : {faulty(), elusive(), faithful(), std::span<const Mutant>(load),
                         std::span<const Mutant>(leftover), std::span<const Mutant>(crowd),
                         std::span<const Mutant>(busy), std::span<const Mutant>(service)}) {
    const auto found = std::ranges::find(all, name, &Mutant::name);
    if (found != all.end()) return &*found;
  }
  return nullptr;
}

}  // namespace eardrum::conformance::mutants
