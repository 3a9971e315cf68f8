#!/bin/sh
# The client program and the example application against a real server.
# Usage: main_test.sh EARDRUM_CLIENT LOAD_AVERAGE EARDRUM_SERVER
set -eu
client=$1
load_average=$2
server=$3
. "$(dirname "$0")/../server/started_server.sh"

stop() {
  kill -TERM "$pid"
  ended "$pid" || fail "the server did not stop cleanly"
}

# expect STATUS OUTPUT ARGUMENTS...: with no output, and one line on stderr, if STATUS is not 0.
expect() {
  wanted=$1
  output=$2
  shift 2
  status=0
  "$client" --port "$port" --timeout 30 "$@" >"$scratch/stdout" 2>"$scratch/stderr" || status=$?
  [ "$status" = "$wanted" ] || fail "exit $status, not $wanted, with: $*"
  [ "$(cat "$scratch/stdout")" = "$output" ] || fail "printed $(cat "$scratch/stdout") with: $*"
  lines=$(wc -l <"$scratch/stderr")
  if [ "$wanted" = 0 ]; then
    [ "$lines" = 0 ] || fail "complained with: $*"
  else
    [ "$lines" = 1 ] || fail "not one line on stderr with: $*"
  fi
}

start --listen 127.0.0.1:0
expect 0 '' get
expect 0 '' put palm.cpu 10.50 1501864247
expect 0 '' put palm.cpu -3 -5
expect 0 'palm.cpu -3 -5
palm.cpu 10.5 1501864247' get palm.cpu
expect 0 '' get nothing
expect 0 '' put -- -k 1e2 1
expect 0 '-k 100 1' get -- -k
expect 0 '' put now 1
"$client" --port "$port" get now | grep -Eq '^now 1 [0-9]{10,}$' || fail "no present time"

# Whatever bytes a key has, a terminal sees printable ASCII.
key=$(printf '\233\\\377')
expect 0 '' put "$key" 1 1
expect 0 '\x9B\\\xFF 1 1' get "$key"

expect 2 '' put 'a b' 1 1
expect 2 '' put '*' 1 1
expect 2 '' put '' 1 1
expect 2 '' get "$(printf 'a\nb')"
expect 2 '' put k abc 1
expect 2 '' put k nan 1
expect 2 '' put k +1 1
expect 2 '' put k 1 1.5
expect 2 '' put k 1 1 1
expect 2 '' put k
expect 2 '' get k k
expect 2 '' "$(printf 'un\nknown')"
expect 2 ''
status=0
"$client" --timeout 0 get >"$scratch/stdout" 2>"$scratch/stderr" || status=$?
[ "$status" = 2 ] || fail "exit $status, not 2, with a timeout of 0"
if [ -w /dev/full ]; then
  status=0
  "$client" --port "$port" get >/dev/full 2>"$scratch/stderr" || status=$?
  [ "$status" = 1 ] || fail "exit $status, not 1, when the output is full"
fi

"$load_average" 127.0.0.1 "$port" | grep -Eq '^palm.load [0-9].* at [0-9]{10,}$' ||
  fail "the example application printed no sample"
"$client" --port "$port" get palm.load | grep -q '^palm.load ' || fail "the example stored nothing"
stop

expect 1 '' get
grep -q "127.0.0.1:$port: connect: " "$scratch/stderr" || fail "no address in the message"
"$client" --help | grep -q -e --timeout || fail "--help does not name --timeout"
"$client" --version | grep -q '^[0-9]' || fail "--version names no version"

# By name, and over IPv6 where this machine has it.
start --listen localhost:0
host=${address%:*}
[ "$host" != "[::1]" ] || host=::1
expect 0 '' --host localhost put k 1 1
expect 0 'k 1 1' --host "$host" get
stop
if grep -q '^0\{31\}1 ' /proc/net/if_inet6 2>/dev/null; then
  start --listen '[::1]:0'
  expect 0 '' --host ::1 put k 1 1
  expect 0 'k 1 1' --host ::1 get
  stop
fi
echo passed
