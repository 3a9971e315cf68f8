#include "eardrum/conformance/commands/manual_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>

namespace eardrum::conformance {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view frame =
    ".TH X 1 \"\" \"x @VERSION@\"\n@SYNOPSIS@\n.SH DESCRIPTION\n@SUBCOMMANDS@\n.SH SEE ALSO\n";

/// A program with one subcommand that has one option of each kind.
class AProgram : public testing::Test {
 protected:
  AProgram() {
    app_.footer("Exit codes: as the frame says");
    auto* const judge = app_.add_subcommand("judge", "Judge it:\nonce");
    judge->add_option("COMMAND", command_, "The command, after --");
    judge->add_option("--profile", profile_, "How 'severe'")
        ->check(CLI::IsMember({"base", "strict"}))
        ->capture_default_str()
        ->group("How");
    app_.add_subcommand("measure")->footer("Exit codes: 0 measured,\n2 wrong usage\n");
    app_.add_subcommand("weigh");
    judge->add_flag("-v,--verbose", verbose_, ".all of it");
    judge->add_flag("--secret", secret_, "not for the public")->group("");
  }

  std::string page() const { return manual_page(frame, "0.1.0", app_); }

 private:
  CLI::App app_{"A program", "program"};
  std::vector<std::string> command_;
  std::string profile_ = "base";
  bool verbose_ = false;
  bool secret_ = false;
};

TEST(RoffText, PrintsDotsQuotesAndBackslashesInsteadOfObeyingThem) {
  EXPECT_EQ(roff_text(".TH no request"), "\\&.TH no request");
  EXPECT_EQ(roff_text("'br"), "\\&\\(aqbr");
  EXPECT_EQ(roff_text("a\\fBc"), "a\\efBc");
}

TEST(RoffText, StaysOnOneLine) {
  EXPECT_EQ(roff_text("one\n.br"), "one .br");
}

TEST(RoffText, KeepsHyphensThatCanBeCopied) {
  EXPECT_EQ(roff_text("--no-builtin"), "\\-\\-no\\-builtin");
}

TEST_F(AProgram, HasItsSynopsis) {
  EXPECT_THAT(
      page(),
      HasSubstr("0.1.0\"\n\\fBprogram judge\\fR [\\fIOPTION\\fR]... [\\fICOMMAND\\fR...]\n.br\n"));
}

TEST_F(AProgram, NamesEachOptionWithItsValuesAndDefault) {
  EXPECT_THAT(page(), HasSubstr(".SS How\n.TP\n\\fB\\-\\-profile\\fR \\fI{base,strict}\\fR\n"
                                "How \\(aqsevere\\(aq (default: base)\n"));
  EXPECT_THAT(page(), HasSubstr(".TP\n\\fB\\-v, \\-\\-verbose\\fR\n\\&.all of it\n"));
}

TEST_F(AProgram, NamesEachSubcommandOnOneLine) {
  EXPECT_THAT(page(), HasSubstr(".SH program judge\nJudge it: once\n"));
}

TEST_F(AProgram, TellsTheExitCodesOfASubcommandThatHasItsOwn) {
  EXPECT_THAT(page(), HasSubstr(".PP\nExit codes: 0 measured, 2 wrong usage\n.SH "));
  EXPECT_THAT(page(), Not(HasSubstr("as the frame says")));
}

TEST(AProgramWithoutSubcommands, HasItsOptionsInItsOwnSynopsisAndList) {
  CLI::App app("Serves", "server");
  std::string listen = "8888";
  app.add_option("--listen", listen, "where")->capture_default_str();
  EXPECT_EQ(manual_page("@SYNOPSIS@\n@OPTIONS@\n@SUBCOMMANDS@\n", "0.1.0", app),
            "\\fBserver\\fR [\\fIOPTION\\fR]...\n"
            ".TP\n\\fB\\-h, \\-\\-help\\fR\nPrint this help message and exit\n"
            ".TP\n\\fB\\-\\-listen\\fR \\fITEXT\\fR\nwhere (default: 8888)\n");
}

TEST(AProgramWithBoth, NamesItsOwnOptionsBeforeTheSubcommand) {
  CLI::App app("Talks", "client");
  std::string text;
  app.add_option("--host", text);
  auto* const put = app.add_subcommand("put");
  put->add_option("NAME", text)->required();
  EXPECT_EQ(manual_page("@SYNOPSIS@\n", "0.1.0", app),
            "\\fBclient\\fR [\\fIOPTION\\fR]... \\fBput\\fR \\fINAME\\fR\n");
}

TEST_F(AProgram, TellsPositionalsFirst) {
  const auto text = page();
  EXPECT_LT(text.find(".TP\n\\fBCOMMAND\\fR\nThe command, after \\-\\-\n"), text.find("profile"));
}

TEST_F(AProgram, KeepsToItselfWhatHelpHides) {
  EXPECT_THAT(page(), Not(HasSubstr("secret")));
}

TEST_F(AProgram, LeavesNoPlaceholder) {
  EXPECT_THAT(page(), Not(HasSubstr("@")));
}

}  // namespace
}  // namespace eardrum::conformance
