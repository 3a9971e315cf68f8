#include "eardrum/conformance/play/crash_signature.hpp"

#include <gmock/gmock.h>

namespace eardrum::conformance {
namespace {

TEST(CrashSignature, IsEmptyWhereNothingIsSaid) {
  EXPECT_EQ(crash_signature(""), "");
  EXPECT_EQ(crash_signature("listening on 127.0.0.1:4000\nclient connected\n"), "");
}

TEST(CrashSignature, OfPythonIsTheExceptionAndTheInnermostLine) {
  const auto text = [](const char* line, const char* value) {
    return std::string(
               "Exception in thread Thread-7:\nTraceback (most recent call last):\n"
               "  File \"/srv/a.py\", line 3, in serve\n    self.answer(x)\n"
               "  File \"/srv/server.py\", line ") +
           line + ", in put\n    raise\nValueError: bad key '" + value + "'\n";
  };
  EXPECT_EQ(crash_signature(text("12", "aaa")), crash_signature(text("12", "bbbb")));
  EXPECT_NE(crash_signature(text("12", "aaa")), crash_signature(text("13", "aaa")));
  EXPECT_EQ(crash_signature(text("12", "a")), "ValueError < server.py\", line 12, in put");
}

TEST(CrashSignature, OfASanitizerIsItsKindAndTheFirstFunctions) {
  const auto report = [](const char* function) {
    return std::string(
               "==77==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602 at pc "
               "0x55\nREAD of size 1\n    #0 0x5581 in ") +
           function + " server.cpp:12:5\n    #1 0x5582 in main server.cpp:40\n\nShadow bytes\n";
  };
  EXPECT_EQ(crash_signature(report("store")),
            "AddressSanitizer heap-buffer-overflow < store < main");
  EXPECT_NE(crash_signature(report("store")), crash_signature(report("answer")));
}

TEST(CrashSignature, OfAPanicInGoNamesItsFunction) {
  EXPECT_EQ(crash_signature("panic: runtime error: index out of range [3] with length 3\n\n"
                            "goroutine 18 [running]:\nmain.(*server).put(0xc000012345)\n"
                            "\t/srv/main.go:33 +0x1d\n"),
            "panic: runtime error: index out of range [0] with length 0 < main.(*server).put");
}

TEST(CrashSignature, OfJavaAndNodeNamesTheFirstFrame) {
  EXPECT_EQ(
      crash_signature("Exception in thread \"main\" java.lang.NullPointerException\n"
                      "\tat Server.put(Server.java:33)\n\tat Server.main(Server.java:9)\n"),
      "Exception in thread \" java.lang.NullPointerException < at Server.put(Server.java:33)");
  EXPECT_EQ(crash_signature("/srv/s.js:10\n\nTypeError: Cannot read properties of undefined\n"
                            "    at put (/srv/s.js:10:5)\n"),
            "TypeError < at put (/srv/s.js:10:5)");
}

TEST(CrashSignature, OfCxxIsWhatTerminateSays) {
  EXPECT_EQ(crash_signature("terminate called after throwing an instance of 'std::out_of_range'\n"
                            "  what():  basic_string::substr: 9 > 3\n"),
            "terminate called after throwing an instance of 'std::out_of_range'");
}

}  // namespace
}  // namespace eardrum::conformance
