#include "eardrum/client/delivery/spool.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace eardrum::client {

void Spool::CloseDatabase::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

void Spool::FinishStatement::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

std::string Spool::why() const {
  return database_ ? sqlite3_errmsg(database_.get()) : "out of memory";
}

std::expected<void, std::string> Spool::run(const std::string& text) const {
  if (sqlite3_exec(database_.get(), text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return std::unexpected(why());
  }
  return {};
}

Spool::Statement Spool::prepare(const std::string& text) const {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database_.get(), text.c_str(), static_cast<int>(text.size()), &statement,
                     nullptr);
  return Statement(statement);
}

std::expected<Spool, std::string> Spool::open(const std::string& path, const SpoolLimits& limits) {
  Spool spool;
  spool.limits_ = limits;
  sqlite3* database = nullptr;
  const auto flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const auto name = path.empty() ? ":memory:" : path;
  const int opened = sqlite3_open_v2(name.c_str(), &database, flags, nullptr);
  spool.database_.reset(database);
  if (opened != SQLITE_OK) return std::unexpected(name + ": " + spool.why());
  // Exclusive: two programs must not send the same rows. The log is synced at checkpoints alone:
  // after a power cut the last samples may be missing, but the file is whole.
  const auto made = spool.run(
      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
      "CREATE TABLE IF NOT EXISTS waiting (id INTEGER PRIMARY KEY AUTOINCREMENT,"
      " key BLOB NOT NULL, value REAL NOT NULL, timestamp INTEGER NOT NULL,"
      " added INTEGER NOT NULL);"
      "BEGIN EXCLUSIVE; COMMIT;");
  if (!made) return std::unexpected(name + ": " + made.error());
  const auto count = spool.prepare("SELECT count(*) FROM waiting");
  if (!count || sqlite3_step(count.get()) != SQLITE_ROW) {
    return std::unexpected(name + ": " + spool.why());
  }
  spool.rows_ = sqlite3_column_int64(count.get(), 0);
  return spool;
}

std::expected<std::int64_t, std::string> Spool::add(std::span<const Sample> samples,
                                                    std::int64_t now) {
  if (const auto begun = run("BEGIN"); !begun) return std::unexpected(begun.error());
  const auto insert =
      prepare("INSERT INTO waiting (key, value, timestamp, added) VALUES (?1, ?2, ?3, ?4)");
  bool kept = insert != nullptr;
  for (const auto& sample : samples) {
    if (!kept) break;
    sqlite3_bind_blob64(insert.get(), 1, sample.key.data(), sample.key.size(), SQLITE_STATIC);
    sqlite3_bind_double(insert.get(), 2, sample.value);
    sqlite3_bind_int64(insert.get(), 3, sample.timestamp);
    sqlite3_bind_int64(insert.get(), 4, now);
    kept = sqlite3_step(insert.get()) == SQLITE_DONE;
    sqlite3_reset(insert.get());
  }
  if (!kept || !run("COMMIT")) {
    auto reason = why();
    (void)run("ROLLBACK");
    return std::unexpected(std::move(reason));
  }
  rows_ += static_cast<std::int64_t>(samples.size());
  const auto aged = drop("added < " + std::to_string(now - limits_.age_seconds_max));
  const auto surplus = std::max<std::int64_t>(rows_ - limits_.rows_max, 0);
  if (surplus == 0) return aged;
  return aged +
         drop("id IN (SELECT id FROM waiting ORDER BY id LIMIT " + std::to_string(surplus) + ")");
}

std::int64_t Spool::drop(const std::string& which) {
  if (!run("DELETE FROM waiting WHERE " + which)) return 0;
  const std::int64_t dropped = sqlite3_changes(database_.get());
  rows_ -= dropped;
  return dropped;
}

Spool::Batch Spool::oldest(std::int64_t count) const {
  Batch batch;
  const auto select = prepare("SELECT id, key, value, timestamp FROM waiting ORDER BY id LIMIT ?1");
  if (!select) return batch;
  auto* const row = select.get();
  sqlite3_bind_int64(row, 1, count);
  while (sqlite3_step(row) == SQLITE_ROW) {
    batch.ids.push_back(sqlite3_column_int64(row, 0));
    const auto* key = static_cast<const char*>(sqlite3_column_blob(row, 1));
    const auto key_bytes = static_cast<std::size_t>(sqlite3_column_bytes(row, 1));
    batch.samples.push_back({key == nullptr ? std::string() : std::string(key, key_bytes),
                             sqlite3_column_double(row, 2), sqlite3_column_int64(row, 3)});
  }
  return batch;
}

void Spool::remove_through(std::int64_t id) {
  drop("id <= " + std::to_string(id));
}

}  // namespace eardrum::client
