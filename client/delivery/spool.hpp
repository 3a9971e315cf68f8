// A queue of samples for one target, limited by number and age. The oldest samples are dropped
// first. An SQLite database stores the queue, in memory or in a file that outlives the program.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "eardrum/client/delivery/sample.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace eardrum::client {

struct SpoolLimits {
  std::int64_t rows_max = 100'000;
  std::int64_t age_seconds_max = 86'400;  ///< since they were added
};

/// Move-only. Not thread-safe.
class Spool {
 public:
  /// Opens or creates the database at `path`; if `path` is empty, in memory. A file that another
  /// program has locked, or that is not a database, is an error.
  static std::expected<Spool, std::string> open(const std::string& path, const SpoolLimits& limits);

  /// Appends the samples, then drops those that exceed the limits at `now` (seconds since 1970).
  /// Returns the number of dropped samples. If the disk is full, none of `samples` is kept.
  std::expected<std::int64_t, std::string> add(std::span<const Sample> samples, std::int64_t now);

  struct Batch {
    std::vector<Sample> samples;
    std::vector<std::int64_t> ids;  ///< of each, ascending
  };

  /// The oldest, at most `count`, in the order in which they were added.
  Batch oldest(std::int64_t count) const;

  /// Removes all samples up to this id. It is not an error if some are removed already.
  void remove_through(std::int64_t id);

  std::int64_t size() const { return rows_; }

 private:
  struct CloseDatabase {
    void operator()(sqlite3* database) const;
  };
  struct FinishStatement {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, FinishStatement>;

  Spool() = default;
  std::expected<void, std::string> run(const std::string& text) const;
  Statement prepare(const std::string& text) const;
  std::string why() const;
  std::int64_t drop(const std::string& which);

  std::unique_ptr<sqlite3, CloseDatabase> database_;  ///< outlives the statements
  SpoolLimits limits_;
  std::int64_t rows_ = 0;
};

}  // namespace eardrum::client
