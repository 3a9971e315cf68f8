#!/usr/bin/env bash
# A program's manual page names every option and subcommand that its --help shows, and no other
# option; with groff, it is typeset without a warning.
# Usage: manuals_test.sh PROGRAM PAGE [GROFF]
set -euo pipefail
program=$1
page=$2
groff=${3:-}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
bad=0
complain() { echo "$(basename "$page"): $1" >&2; bad=1; }

options() { grep -oE '^  (-.,)?--[a-z-]+' | grep -oE -- '--[a-z-]+'; }
subcommands=$("$program" --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p')
{
  "$program" --help | options
  for subcommand in $subcommands; do "$program" "$subcommand" --help | options; done
} | sort -u >"$scratch/has"
sed -n 's/\\-/-/g; s/^\\fB\(-., \)\{0,1\}\(--[a-z-]*\)\(, --[a-z-]*\)*\\fR.*/\2/p' "$page" | sort -u >"$scratch/told"
[ "$(wc -l <"$scratch/has")" -ge 4 ] || complain "too few options were looked for"
diff "$scratch/has" "$scratch/told" >&2 || complain "tells other options than the program has"
for subcommand in $subcommands; do
  grep -qx "\.SH $(basename "$program" | sed 's/-/\\\\-/g') $subcommand" "$page" ||
    complain "has no section of $subcommand"
done
if grep -q '@[A-Z]*@' "$page"; then complain "has a placeholder left"; fi

if [ -n "$groff" ]; then
  "$groff" -man -Tutf8 -P-cbou -ww -rLL=100n "$page" >"$scratch/typeset" 2>"$scratch/warnings"
  [ ! -s "$scratch/warnings" ] || { cat "$scratch/warnings" >&2; complain "groff warns"; }
  grep -qx SYNOPSIS "$scratch/typeset" || complain "is typeset without a synopsis"
fi
exit "$bad"
