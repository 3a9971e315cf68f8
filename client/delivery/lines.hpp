// Samples as lines of the protocols around us, both ways. Pure.
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

/// "KEY VALUE TIME\n": also a row of our own answers.
void append_carbon_line(const Sample& sample, std::string& out);

/// "put KEY TIME VALUE source=eardrum\n"; a byte that OpenTSDB refuses in a name becomes '_'.
void append_opentsdb_line(const Sample& sample, std::string& out);

/// "put KEY VALUE TIME\n": a request of our own protocol.
void append_put_line(const Sample& sample, std::string& out);

/// Reads a carbon line without its end. Blanks and tabs separate; numbers are read as widely as
/// carbon reads them: a time may have a fraction, which is dropped, and "-1", "N" or none means
/// `now`. Else why it is no sample.
std::expected<Sample, std::string> read_carbon_line(std::string_view line, std::int64_t now);

/// Reads "put KEY VALUE TIME" without its end, strictly. Else why it is none.
std::expected<Sample, std::string> read_put_line(std::string_view line);

/// Why a sample cannot be put: the key has a byte that the protocol refuses, the value is no finite
/// number. Empty if it can.
std::string why_not_put(std::string_view key, double value);

}  // namespace eardrum::client
