// Samples that wait for one target: bounded by count and by age, the oldest are dropped first.
// An SQLite database holds them, in memory or in a file that outlives the program.
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

/// Move-only; not for use by several threads at once.
class Spool {
 public:
  /// Opens or makes the database at `path`; an empty path: in memory. A file that another program
  /// holds, or that is no database, is an error.
  static std::expected<Spool, std::string> open(const std::string& path, const SpoolLimits& limits);

  /// Appends, then drops what is beyond the limits at `now` (seconds since 1970), and returns how
  /// many were dropped. If the disk is full nothing is kept.
  std::expected<std::int64_t, std::string> add(std::span<const Sample> samples, std::int64_t now);

  struct Batch {
    std::vector<Sample> samples;
    std::vector<std::int64_t> ids;  ///< of each, ascending
  };

  /// The oldest, at most `count`, in the order in which they were added.
  Batch oldest(std::int64_t count) const;

  /// Removes everything up to this id; what is gone already is no error.
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
