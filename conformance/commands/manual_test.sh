#!/usr/bin/env bash
# The manual page names every subcommand and every option that --help shows, and each exit code;
# with groff, it is typeset without a warning.
# Usage: manual_test.sh EARDRUM [GROFF]
set -euo pipefail
eardrum=$1
groff=${2:-}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$eardrum" manual >"$scratch/eardrum.1"

if [ -n "$groff" ]; then
  "$groff" -man -Tutf8 -ww -rLL=100n "$scratch/eardrum.1" >"$scratch/page" 2>"$scratch/warnings"
  [ ! -s "$scratch/warnings" ] || { cat "$scratch/warnings" >&2; exit 1; }
  grep -q 'judges servers and clients' "$scratch/page"
  exit 0
fi

bad=0
complain() { echo "eardrum.1: $1" >&2; bad=1; }
subcommands=$("$eardrum" --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p')
options=0
for subcommand in $subcommands; do
  # This subcommand's own section: what stands in another's is no excuse.
  awk -v heading=".SH eardrum $subcommand" '{gsub(/\\-/, "-")}
      /^\.SH / {inside = $0 == heading} inside' "$scratch/eardrum.1" >"$scratch/section"
  [ -s "$scratch/section" ] || complain "has no section of $subcommand"
  for option in $("$eardrum" "$subcommand" --help | grep -oE '^  (-.,)?--[a-z-]+' | grep -oE -- '--[a-z-]+'); do
    options=$((options + 1))
    grep -qE "^\\\\fB(-., )?$option\\\\fR" "$scratch/section" || complain "$subcommand lacks $option"
  done
done
[ "$options" -ge 40 ] || complain "only $options options were looked for"
# The exit codes that --help ends with: "Exit codes: 0 all as expected, 1 the testee ..., 2 ..."
for code in $("$eardrum" --help | sed -n '/^Exit codes:/,$p' | grep -oE '\b[0-9]\b'); do
  grep -qx ".B $code" "$scratch/eardrum.1" || complain "does not tell exit code $code"
done
if grep -q '@[A-Z]*@' "$scratch/eardrum.1"; then complain "has a placeholder left"; fi
exit "$bad"
