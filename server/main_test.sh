#!/bin/sh
# The server program: says where it listens, stops on a signal, refuses what cannot be done.
# Usage: main_test.sh EARDRUM_SERVER
set -eu
server=$1
. "$(dirname "$0")/started_server.sh"

# refused ARGUMENTS...: exits with 2 and one line on stderr, nothing on stdout.
refused() {
  status=0
  "$server" "$@" >"$scratch/stdout" 2>"$scratch/stderr" || status=$?
  [ "$status" = 2 ] || fail "exit $status, not 2, with: $*"
  [ "$(wc -l <"$scratch/stderr")" = 1 ] || fail "not one line on stderr with: $*"
  [ ! -s "$scratch/stdout" ] || fail "output with: $*"
}

for signal in TERM INT; do
  start --listen 127.0.0.1:0
  case $line in
    "listening 127.0.0.1:0" | "listening 127.0.0.1:") fail "no real port: $line" ;;
    "listening 127.0.0.1:"*) ;;
    *) fail "no line that says where it listens: $line" ;;
  esac
  refused --listen "${line#listening }"
  kill -"$signal" "$pid"
  status=0
  ended "$pid" || status=$?
  [ "$status" = 0 ] || fail "exit $status after $signal"
done

# The other ways to name an address.
for arguments in "127.0.0.1 0" "127.0.0.1:0" "--port 0" "localhost 0"; do
  start $arguments
  case $line in
    "listening "*:[1-9]*) ;;
    *) fail "no address in '$line' with: $arguments" ;;
  esac
  kill "$pid"
  ended "$pid" || fail "exit $? with: $arguments"
done

refused --listen 127.0.0.1
refused --listen 127.0.0.1:65536
refused --listen 192.0.2.1:0
refused --max-connections 0
refused --idle-timeout nan
refused --idle-timeout -1
refused --unknown
refused surplus
refused 127.0.0.1 8888 surplus
refused 127.0.0.1 port
refused --port 65536
refused --port 8888 127.0.0.1 8888
refused --listen 127.0.0.1:8888 --port 8889
refused --listen 127.0.0.1:8889 127.0.0.1 8888
"$server" --prot 1 2>&1 | grep -q "eardrum-server HOST PORT" || fail "a wrong option does not lead to a right one"
"$server" --help | grep -q -e --listen || fail "--help does not name --listen"
"$server" --version | grep -q '^[0-9]' || fail "--version names no version"
echo passed
