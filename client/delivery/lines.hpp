// Reads and writes samples as lines of the put/get protocol and of other metrics protocols. Pure.
//
// Sources: carbon's plaintext protocol is "PATH VALUE TIME" (Graphite documentation, "Feeding In
// Your Data"); OpenTSDB's telnet protocol is "put METRIC TIME VALUE TAG=VALUE..." with at least one
// tag and only letters, digits and "-_./" in names (OpenTSDB documentation, "put", "Writing Data").
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "eardrum/client/delivery/sample.hpp"

namespace eardrum::client {

/// Appends "KEY VALUE TIME\n", which is also the form of a row in an answer to a get.
void append_carbon_line(const Sample& sample, std::string& out);

/// Appends "put KEY TIME VALUE source=eardrum\n". A byte that OpenTSDB refuses in a name becomes
/// '_'.
void append_opentsdb_line(const Sample& sample, std::string& out);

/// Appends "put KEY VALUE TIME\n", a request of the put/get protocol.
void append_put_line(const Sample& sample, std::string& out);

/// Reads a carbon line without its line end. Blanks and tabs separate the fields. Numbers may have
/// every form that carbon accepts. A fraction of the time is dropped. A time of "-1" or "N", and a
/// missing time, mean `now`. The error says why the line is not a sample.
std::expected<Sample, std::string> read_carbon_line(std::string_view line, std::int64_t now);

/// Reads "put KEY VALUE TIME" strictly, without its line end. The error says why the line is not a
/// put.
std::expected<Sample, std::string> read_put_line(std::string_view line);

/// Why a sample cannot be put: the key has a byte that the protocol refuses, or the value is not
/// finite. Empty if it can be put.
std::string why_not_put(std::string_view key, double value);

}  // namespace eardrum::client
