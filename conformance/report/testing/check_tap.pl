# check_tap.pl REPORT...: a TAP harness reads every report, and finds in it what we wrote. Perl's
# harness knows version 13; what it is shown of version 14 differs in the first line alone.
use strict;
use warnings;
use TAP::Parser;

my $points = 0;
for my $name (@ARGV) {
    open my $file, '<:raw', $name or die "$name: $!\n";
    my $text = do { local $/; <$file> };
    my $cut_short = $text =~ /^Bail out!/m;
    $text =~ s/\ATAP version 14\n/TAP version 13\n/ or die "$name: does not begin with its version\n";
    my $parser = TAP::Parser->new({tap => $text});
    my ($red, $evidence) = (0, 0);
    while (my $result = $parser->next) {
        die "$name: a line that is no TAP: " . $result->as_string . "\n" if $result->is_unknown;
        $evidence++ if $result->is_yaml;
        $red++ if $result->is_test && !$result->is_ok;
    }
    die "$name: " . join('; ', $parser->parse_errors) . "\n" if $parser->parse_errors;
    die "$name: " . $parser->tests_run . " points were run, " . $parser->tests_planned . " planned\n"
        if $parser->tests_run != $parser->tests_planned;
    die "$name: $red points are red, $evidence have evidence\n" if $red != $evidence;
    die "$name: a run cut short is not said to be\n" if $cut_short && $name !~ /cut-short/;
    $points += $parser->tests_run;
}
die "nothing was checked\n" if $points == 0;
print scalar(@ARGV) . " reports are read, with $points points\n";
