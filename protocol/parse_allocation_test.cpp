// Reading a request allocates nothing, whatever the bytes: this program counts every call of
// operator new. It is a program of its own because the replacement holds for all of it; ASan
// replaces malloc beneath, so it passes there too.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "eardrum/protocol/framer.hpp"
#include "eardrum/protocol/parse.hpp"

namespace {
std::size_t allocations = 0;  // the test runs in one thread
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);  // NOLINT(clang-analyzer-cplusplus.NewDelete): malloc's, of operator new above
}

namespace eardrum::protocol {
namespace {

/// Good lines, and one for each way of being refused, long numbers and huge exponents among them.
std::vector<std::string> lines() {
  return {"put palm.cpu 10.6 1501864247\n",
          "get palm.cpu\n",
          "get *\n",
          "put " + std::string(255, 'k') + " -1.5e-300 -9223372036854775808\n",
          "put k 0." + std::string(900, '1') + "e5 1\n",
          "put k " + std::string(1000, '9') + " 1\n",
          "put k 1e-99999999999 1\n",
          "put k 1 " + std::string(1000, '9') + "\n",
          "put k 2.47032822920623272088284396434110686182e-324 1\n",
          "\n",
          "get k",
          std::string(5000, 'x') + "\n",
          "gett k\n",
          "PUT k 1 1\n",
          "put k 1\n",
          "get k k\n",
          "put  k 1 1\n",
          "get k\r\n",
          "get a\tb\n",
          "get " + std::string(256, 'k') + "\n",
          "put * 1 1\n",
          "put k abc 1\n",
          "put k nan 1\n",
          "put k +1 1\n",
          "put k 1 abc\n",
          "put k 1 1-2\n",
          "put k 1 007\n"};
}

TEST(CountingNew, SeesAnAllocation) {
  const auto before = allocations;
  const std::string text(1000, 'x');
  EXPECT_GT(allocations, before) << text.size();
}

TEST(ParseRequest, AllocatesNothing) {
  for (const auto& line : lines()) {
    const auto before = allocations;
    const auto request = parse_request(line);
    const auto after = allocations;
    EXPECT_EQ(after, before) << line.substr(0, 60) << (request ? " (taken)" : " (refused)");
  }
}

// Once its buffer has grown to the size of a chunk, the framer allocates no more: 1000 rounds over
// all the lines, overlong ones among them.
TEST(RequestFramer, AllocatesNothingOnceItsBufferHasGrown) {
  std::string stream;
  for (const auto& line : lines()) stream += line;
  stream += '\n';
  auto framer = Framer::requests();
  const auto round = [&] {
    std::size_t messages = 0;
    framer.feed(stream);
    for (auto frame = framer.next(); !std::holds_alternative<NeedMore>(frame);
         frame = framer.next()) {
      ++messages;
    }
    return messages;
  };
  const auto first = round();
  const auto before = allocations;
  std::size_t messages = 0;
  for (int i = 0; i < 1000; ++i) messages += round();
  const auto after = allocations;
  EXPECT_EQ(after, before);
  EXPECT_EQ(messages, 1000 * first);
  EXPECT_GT(first, 20u);
}

// A reader that keeps its vector allocates nothing for rows that fit in it.
TEST(ParseResponse, AllocatesNothingBeyondTheCallersVector) {
  std::string response = "ok\n";
  for (int i = 0; i < 100; ++i) response += "palm.cpu 10.5 1501864247\n";
  response += '\n';
  std::vector<Row> rows;
  rows.reserve(100);
  const auto before = allocations;
  const auto status = parse_response(response, rows);
  const auto after = allocations;
  EXPECT_EQ(after, before);
  EXPECT_EQ(status, Status::ok);
  EXPECT_EQ(rows.size(), 100u);
}

}  // namespace
}  // namespace eardrum::protocol
