#!/usr/bin/env bash
# Presses the tab key at many places: what bash offers is what the program takes.
# Usage: completion_test.sh EARDRUM
set -euo pipefail
eardrum=$1
. "$(dirname "$0")/eardrum.bash"
# A user's shell does not run with these; the functions must not need them.
set +eu

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/a folder"
touch "$scratch/a report.json"
cd "$scratch"
bad=0

# press WORD...: completes the last of the words
press() {
  COMP_WORDS=("$eardrum" "$@")
  COMP_CWORD=$#
  _eardrum
}

complain() {
  echo "completion: $1; offered: ${COMPREPLY[*]:0:20}" >&2
  bad=1
}

# offered WORD...: all of them are among what is offered
offered() {
  local wanted lines
  lines=$'\n'$(printf '%s\n' "${COMPREPLY[@]}")$'\n'
  for wanted in "$@"; do
    [[ $lines == *$'\n'"$wanted"$'\n'* ]] || complain "'$wanted' is missing"
  done
}

# exactly WORD...: these are offered and nothing else
exactly() {
  [ "$(printf '%s\n' "${COMPREPLY[@]}" | sort)" = "$(printf '%s\n' "$@" | sort)" ] ||
    complain "not exactly '$*'"
}

press ch
exactly check check-client
press exp
exactly explain export-seeds

# Every option that --help shows is offered, and nothing else; --help is read here in another way.
for subcommand in $("$eardrum" --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p'); do
  commands=$((commands + 1))
  mapfile -t options < <("$eardrum" "$subcommand" --help | grep -oE '^  (-.,)?--[a-z-]+' | grep -oE -- '--[a-z-]+')
  press "$subcommand" --
  exactly "${options[@]}"
done
[ "$commands" -ge 5 ] || complain "only $commands subcommands were tried"

press check --profile ''
exactly base strict course
press check --profile = s
exactly strict
press check --profile =
exactly base strict course
IFS=: press check --profile ''
exactly base strict course
press check --level ''
exactly S D H U
press check --only get.row
offered get.row-is-key-value-timestamp
press check-client --skip client.connects
offered client.connects-with-timeout
press check --rule REQ-FRM-
offered REQ-FRM-1 REQ-FRM-5
press check --tag gr
exactly grammar
press check --failed-last-time a
exactly 'a folder' 'a report.json'
press explain REQ-GET-
offered REQ-GET-1 REQ-GET-2
press check --json a
exactly 'a folder' 'a report.json'
press check --cwd a
exactly 'a folder'
press check -- 'a r'
exactly 'a report.json'
press check --only x -- pri
offered printf
press check --only x -- ./server --pro
exactly ''
press compare a
exactly 'a folder' 'a report.json'
press check --jobs ''
exactly ''

# Each delivery that is offered is one: there is nothing to play, but nothing wrong in the words.
press check --delivery ''
[ "${#COMPREPLY[@]}" -eq 4 ] || complain "not four deliveries"
for delivery in "${COMPREPLY[@]}"; do
  "$eardrum" check --delivery "$delivery" --only no.such --random 0 --load 0 -- false 2>"$scratch/error"
  [ "$?" -eq 4 ] || complain "--delivery $delivery: $(cat "$scratch/error")"
done

# A program that is not there: silence.
eardrum=$scratch/none
press check --pro 2>"$scratch/error"
exactly ''
[ ! -s "$scratch/error" ] || complain "it says $(cat "$scratch/error")"
exit "$bad"
