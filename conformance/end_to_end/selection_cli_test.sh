#!/usr/bin/env bash
# Selection and baseline from the command line, against a real server: exit codes, and that each
# sentence names what it is about. Two sessions: one that the server fulfils and one that it cannot.
# Usage: selection_cli_test.sh EARDRUM EARDRUM-SERVER
set -euo pipefail
eardrum=$1
server=$2
unset EARDRUM_TOTAL_SHARDS EARDRUM_SHARD_INDEX GTEST_TOTAL_SHARDS GTEST_SHARD_INDEX

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
cat >two.session <<'SESSIONS'
session mine.right  REQ-GET-2
title   a get of nothing is answered
A> get {k}\n
A< ok\n\n

session mine.wrong  REQ-GET-2
title   nobody answers this
A> get {k}\n
A< never\n
SESSIONS

# run WANTED-EXIT-CODE WORDS...: eardrum with its output in "said"
run() {
  local wanted=$1 status=0
  shift
  "$eardrum" "$@" >said 2>&1 || status=$?
  [ "$status" -eq "$wanted" ] && return
  echo "eardrum $*: exit code $status, not $wanted" >&2
  cat said >&2
  exit 1
}

says() {
  grep -qF -- "$1" said && return
  echo "this is not said: $1" >&2
  cat said >&2
  exit 1
}

mine=(check --sessions two.session --no-builtin)
launch=(-- "$server" --listen '{host}:{port}')

# A baseline: written, refused without reasons, then believed, and not believed any more.
run 1 "${mine[@]}" --json before.json "${launch[@]}"
run 1 "${mine[@]}" --write-baseline known.txt "${launch[@]}"
says "write the reason after 'because'"
grep -q '^fails mine.wrong whole because$' known.txt
run 2 "${mine[@]}" --baseline known.txt "${launch[@]}"
says "known.txt:3:31: write after 'because'"
sed -i 's/because$/because nobody can/' known.txt
run 0 "${mine[@]}" --baseline known.txt --json as-known.json "${launch[@]}"
says 'AS EXPECTED'
says 'mine.wrong [whole]: nobody can (known.txt:3:1)'
grep -q '"exit_code": 0' as-known.json
run 2 "${mine[@]}" --write-baseline known.txt "${launch[@]}"
says 'known.txt exists'
run 0 "${mine[@]}" --baseline known.txt --write-baseline known.txt "${launch[@]}"
grep -q '^fails mine.wrong whole because nobody can$' known.txt
echo 'fails mine.right whole because it was so' >>known.txt
echo 'flaky mine.wrogn whole because it was so' >>known.txt
run 1 "${mine[@]}" --baseline known.txt "${launch[@]}"
says 'known.txt:4:1: mine.right whole: passes now'
says "known.txt:5:1: mine.wrogn whole: names no session that exists; did you mean 'mine.wrong'?"

# What failed last time, alone.
run 1 "${mine[@]}" --failed-last-time before.json --json again.json "${launch[@]}"
grep -q '"session": "mine.wrong"' again.json
if grep -q mine.right again.json; then echo "what was green is played again" >&2; exit 1; fi

# Nothing is started by a dry run, and it needs no command.
run 0 "${mine[@]}" --dry-run
says 'mine.right  REQ-GET-2  S  [whole, byte-by-byte, cut]'
says '2 sessions, 6 cases: whole 2, byte-by-byte 2, cut 2; nothing was started'

# Nothing selected: which option left nothing, and what was probably meant.
run 4 "${mine[@]}" --only mine.rihgt "${launch[@]}"
says "--only 'mine.rihgt' excludes all of the 2 sessions"
says "did you mean 'mine.right'?"
run 4 list --only 'get.*' --level H --skip 'get.*'
run 0 list --only 'get.*' --skip 'putt.*'
says "--skip 'putt.*' matches no session; did you mean 'put.*'?"

# Shards: together all sessions, each once, from flags and from variables alike.
run 0 list
sort said >all
for part in 1 2 3; do
  "$eardrum" list --shard "$part/3" 2>/dev/null >"part$part"
  GTEST_TOTAL_SHARDS=3 GTEST_SHARD_INDEX=$((part - 1)) "$eardrum" list 2>/dev/null | cmp - "part$part"
  [ -s "part$part" ]
done
sort part1 part2 part3 | cmp - all
run 2 list --shard 4/3
says 'I from 1 to N'
run 4 "${mine[@]}" --shard 3/3 "${launch[@]}"
says 'the shard excludes all of the 2 sessions'

# Quick: green for the reference; no open points, no load, no random sessions.
run 0 check --quick "${launch[@]}"
run 0 list --quick
if grep -qE '^(load|random)\.|  U  ' said; then echo "too much for --quick" >&2; exit 1; fi

# Seeds: what sessions send, a file each. A folder that cannot be made is no fault of usage.
run 0 export-seeds --sessions two.session --no-builtin seeds
says '2 streams of requests in seeds'
[ "$(cat seeds/requests/mine.right)" = 'get k' ]
run 3 export-seeds two.session/seeds
says 'two.session/seeds/requests: Not a directory'
run 2 export-seeds --sessions none.session seeds

# A wrong command line is answered with what is right.
run 2 check --prot 80 "${launch[@]}"
says "eardrum check: unknown option --prot; did you mean '--port'? Run 'eardrum check --help' for the usage."
run 2 chekc
says "eardrum: unknown subcommand 'chekc'; did you mean 'check'?"
run 2 list surplus
says "eardrum list: unexpected argument 'surplus'."
run 2 check --profile strikt "${launch[@]}"
says 'eardrum check: --profile: strikt not in {base,strict,course}.'
