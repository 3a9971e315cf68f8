#!/usr/bin/env bash
# The commands that play random sessions, from outside: an honest server is green, a faulty one is
# found, and what was found is a file that shows it again by the command that was printed.
# Usage: main_test.sh EARDRUM EARDRUM-FUZZ EARDRUM-SERVER EARDRUM-MUTANT
set -euo pipefail
eardrum=$1
fuzz=$2
server=$3
mutant=$4

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# expect CODE COMMAND...: runs it, output in said; its exit code must be CODE.
expect() {
  local wanted=$1 code=0
  shift
  "$@" >said 2>&1 || code=$?
  [ "$code" -eq "$wanted" ] && return
  echo "exit code $code, not $wanted: $*" >&2
  cat said >&2
  exit 1
}

# replay_of FILE: the command that the report in FILE tells, run as it stands.
replay() {
  sed -n 's/^ *replay  *//p' "$1" | head -n 1 >replay.sh
  [ -s replay.sh ] || { echo "no replay in $1" >&2; cat "$1" >&2; exit 1; }
  expect 1 bash replay.sh
}

honest=("$server" --listen '{host}:{port}')
faulty=("$mutant" overwriting-moves --listen '{host}:{port}')

expect 0 "$fuzz" --sessions 100 -- "${honest[@]}"
grep -q '100 sessions' said
[ ! -e eardrum-findings ] || { echo "an honest server leaves findings" >&2; exit 1; }

expect 1 "$fuzz" --sessions 300 --out found -- "${faulty[@]}"
cp said first
ls found/*.session >/dev/null
replay first

expect 0 "$eardrum" check --only random.sessions -- "${honest[@]}"
expect 1 "$eardrum" check --only random.sessions --findings kept -- "${faulty[@]}"
cp said second
ls kept/*.session >/dev/null
replay second
expect 4 "$eardrum" check --only random.sessions --random 0 -- "${honest[@]}"
expect 0 "$eardrum" check --rule REQ-GET-5 --delivery whole -- "${honest[@]}"
"$eardrum" list --only 'random.*' | grep -q '^random.sessions  REQ-GET-5'

expect 2 "$fuzz"
expect 2 "$fuzz" --seconds 0 -- "${honest[@]}"
expect 3 "$fuzz" -- /nonexistent/server
