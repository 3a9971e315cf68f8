// Drivers that behave, lie, die and hang. They are shell scripts: descriptor 0 is the channel.
#include "eardrum/conformance/clients/driver.hpp"

#include <gmock/gmock.h>
#include <poll.h>

namespace eardrum::conformance {
namespace {

constexpr const char* ready = "read -r line; echo '{\"id\":1,\"returned\":null}' >&0; ";

DriverSpec script(const std::string& text) {
  DriverSpec spec;
  spec.command = {"/bin/sh", "-c", text};
  return spec;
}

std::unique_ptr<Driver> started(const std::string& text) {
  auto driver = start_driver(script(ready + text));
  EXPECT_TRUE(driver) << driver.error().sentence;
  return driver ? *std::move(driver) : nullptr;
}

const Call get{Call::Method::get, "k", {}, {}, {}};

/// Waits until the last call is answered, or never will be.
std::optional<DriverAnswer> await(Driver& driver) {
  for (;;) {
    if (auto answer = driver.take_answer()) return answer;
    if (driver.ended()) return std::nullopt;
    pollfd entry{driver.fd(), POLLIN, 0};
    ::poll(&entry, 1, -1);
  }
}

TEST(StartDriver, SaysWhyThereIsNone) {
  DriverSpec spec;
  spec.command = {"/no/such/driver"};
  const auto driver = start_driver(spec);
  ASSERT_FALSE(driver);
  EXPECT_THAT(driver.error().sentence, testing::HasSubstr("/no/such/driver"));
}

TEST(StartDriver, SaysHowItDiedAndKeepsItsWords) {
  const auto driver = start_driver(script("echo trouble >&2; exit 3"));
  ASSERT_FALSE(driver);
  EXPECT_EQ(driver.error().sentence, "the driver exited with code 3 before it was ready");
  EXPECT_EQ(driver.error().output.err.visible(), "trouble\\n");
}

TEST(StartDriver, TakesNoOtherAnswerForReady) {
  const auto driver =
      start_driver(script("echo '{\"id\":1,\"raised\":\"ImportError\"}' >&0; read -r line"));
  ASSERT_FALSE(driver);
  EXPECT_THAT(driver.error().sentence, testing::HasSubstr("ImportError"));
}

TEST(StartDriver, GivesUpOnOneThatNeverIsReady) {
  auto spec = script("read -r line; read -r line");
  spec.start_timeout = std::chrono::milliseconds(1);
  const auto driver = start_driver(spec);
  ASSERT_FALSE(driver);
  EXPECT_THAT(driver.error().sentence, testing::HasSubstr("not ready within"));
}

TEST(Driver, AnswersTheCallThatWasMade) {
  const auto driver = started(
      "read -r line; echo noise >&0; echo '{\"id\":1,\"returned\":{}}' >&0; "
      "echo '{\"id\":2,\"returned\":null}' >&0; read -r line");
  EXPECT_TRUE(driver->idle());
  ASSERT_TRUE(driver->call(get, {}));
  EXPECT_FALSE(driver->idle());
  const auto answer = await(*driver);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->kind, DriverAnswer::Kind::nothing);
  EXPECT_TRUE(driver->idle());
}

TEST(Driver, WhatIsPrintedIsNoAnswerButEvidence) {
  const auto driver = started(
      "read -r line; echo '{\"id\":2,\"returned\":{}}'; echo '{\"id\":2,\"returned\":null}' >&0; "
      "read -r line");
  driver->call(get, {});
  const auto answer = await(*driver);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->kind, DriverAnswer::Kind::nothing);
  EXPECT_EQ(driver->output().out.visible(), "{\"id\":2,\"returned\":{}}\\n");
}

TEST(Driver, EndsWhenItsProcessDies) {
  const auto driver = started("read -r line; kill -9 $$");
  driver->call(get, {});
  EXPECT_FALSE(await(*driver));
  const auto exit = driver->wait_for_exit(std::chrono::seconds(60));
  ASSERT_TRUE(exit);
  EXPECT_EQ(exit->signal, 9);
}

TEST(Driver, ThatFloodsWithoutALineEndIsGivenUp) {
  const auto driver = started("read -r line; exec cat /dev/zero >&0");
  driver->call(get, {});
  EXPECT_FALSE(await(*driver));
  EXPECT_TRUE(driver->ended());
}

}  // namespace
}  // namespace eardrum::conformance
