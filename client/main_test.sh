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
expect 2 '' get --since yesterday
expect 2 '' get --wide
expect 2 '' get --fail-above k
expect 2 '' stats --bucket 0
expect 2 '' "$(printf 'un\nknown')"
expect 2 ''
status=0
"$client" --timeout 0 get >"$scratch/stdout" 2>"$scratch/stderr" || status=$?
[ "$status" = 2 ] || fail "exit $status, not 2, with a timeout of 0"
if [ -w /dev/full ]; then
  status=0
  "$client" --port "$port" get >/dev/full 2>"$scratch/stderr" || status=$?
  [ "$status" = 3 ] || fail "exit $status, not 3, when the output is full"
fi

# What is looked for and is not so exits with 1, after saying why.
expect 0 '' put look.a 5 100
expect 0 '' put look.a 7 160
expect 0 '' put look.b 1 100
expect 0 'look.a 5 100
look.a 7 160' get 'look.a'
expect 0 'look.a 7 160
look.b 1 100' get --last 1 'look.*'
expect 0 'look.a 5 100' get --until 1970-01-01T00:02:00Z look.a
expect 0 '{"look.b":[[100,1]]}' get --format json look.b
"$client" --port "$port" get --format csv --wide --epoch 'look.*' | tr -d '\r' >"$scratch/wide"
printf 'time,look.a,look.b\n100,5,1\n160,7,\n' | cmp - "$scratch/wide" || fail "not the wide csv"
expect 0 '{"key":"look.a","time":100,"count":2,"min":5,"max":7,"mean":6,"last":7,"sum":12,"rate":0.03333333333333333,"p50":6,"gaps":0,"longest_gap":0}' \
  stats --format jsonl --percentile 50 look.a
"$client" --port "$port" get nothing --fail-empty 2>"$scratch/stderr" && fail "nothing was found, and exit 0"
status=0
"$client" --port "$port" get 'look.*' --fail-above 'look.*=6' >"$scratch/stdout" 2>"$scratch/stderr" ||
  status=$?
[ "$status" = 1 ] || fail "exit $status, not 1, above the limit"
grep -qx 'eardrum-client: look.a is 7, above 6' "$scratch/stderr" || fail "the limit is not named"
"$client" --port "$port" get 'look.*' --fail-above look.a=7 >"$scratch/stdout" || fail "7 is above 7"

# load: the lines that are refused are named, the others go on.
printf 'time,key,value\n1,load.a,1\nx,load.a,2\n3,load a,3\n4,load.a,4\n' >"$scratch/samples.csv"
status=0
"$client" --port "$port" load "$scratch/samples.csv" 2>"$scratch/stderr" || status=$?
[ "$status" = 4 ] || fail "exit $status, not 4, with refused lines"
grep -q "^$scratch/samples.csv:3: " "$scratch/stderr" || fail "line 3 is not named"
grep -q "^$scratch/samples.csv:4: " "$scratch/stderr" || fail "line 4 is not named"
grep -q 'stored 2, refused 2' "$scratch/stderr" || fail "not counted"
expect 0 'load.a 1 1
load.a 4 4' get load.a
"$client" --port "$port" get 'look.*' >"$scratch/rows"
sed 's/^look/again/' "$scratch/rows" | "$client" --port "$port" load --pipeline 10 - 2>"$scratch/stderr"
"$client" --port "$port" get 'again.*' | sed 's/^again/look/' | cmp - "$scratch/rows" ||
  fail "what get prints is not what load reads"
status=0
"$client" --port "$port" load "$scratch/nowhere" 2>"$scratch/stderr" || status=$?
[ "$status" = 2 ] || fail "exit $status, not 2, without the file"

"$client" --port "$port" watch --count 1 look.b | grep -q ' look.b 1$' || fail "watch prints nothing"
"$client" --port "$port" plot --ascii look.a --width 60 | grep -q '\*' || fail "no plot"
"$client" --port "$port" plot look.a --svg "$scratch/a.svg" --png "$scratch/a.png" --html "$scratch/a.html"
for picture in a.svg a.png a.html; do [ -s "$scratch/$picture" ] || fail "no $picture"; done

# collect: once, to two targets; a spool that outlives the program; a signal ends it.
"$client" --port "$port" collect --once --name h.ost --exec 'echo own.key 5' --to "127.0.0.1:$port" \
  --to "carbon://127.0.0.1:$port" 2>"$scratch/stderr"
grep -q 'sent 5, refused 0, dropped 0, pending 0 (put:' "$scratch/stderr" || fail "not five samples sent"
for key in h_ost.cpu h_ost.memory h_ost.disk h_ost.network own.key; do
  "$client" --port "$port" get "$key" --fail-empty >"$scratch/stdout" || fail "no $key"
done
"$client" collect --once --dry-run --name h >"$scratch/lines" 2>"$scratch/stderr"
grep -Eq '^put h.cpu [0-9.]+ [0-9]{10,}$' "$scratch/lines" || fail "--dry-run prints no put lines"
[ ! -s "$scratch/stderr" ] || fail "--dry-run complains"
"$client" --port "$port" load "$scratch/lines" 2>"$scratch/stderr" || fail "its lines cannot be loaded"
"$client" --port "$port" collect --interval 1 --name term 2>"$scratch/stderr" &
collector=$!
pids="$pids $collector"
tries=0
until "$client" --port "$port" get term.cpu --fail-empty >"$scratch/stdout" 2>&1; do
  tries=$((tries + 1))
  [ "$tries" -lt 600 ] || fail "collect sends nothing"
  sleep 0.1
done
kill -USR1 "$collector"
kill -TERM "$collector"
ended "$collector" || fail "collect did not end cleanly"
grep -q 'pending 0' "$scratch/stderr" || fail "collect left something"

"$load_average" 127.0.0.1 "$port" | grep -Eq '^palm.load [0-9].* at [0-9]{10,}$' ||
  fail "the example application printed no sample"
"$client" --port "$port" get palm.load | grep -q '^palm.load ' || fail "the example stored nothing"
stop

expect 3 '' get
expect 3 '' put k 1 1
status=0
"$client" --port "$port" collect --once --name spooled --spool "$scratch/spool" 2>"$scratch/stderr" || status=$?
[ "$status" = 3 ] || fail "exit $status, not 3, with samples that could not be sent"
grep -q 'sent 0, refused 0, dropped 0, pending 4' "$scratch/stderr" || fail "not four samples pending"
expect 3 '' get
grep -q "127.0.0.1:$port: connect: " "$scratch/stderr" || fail "no address in the message"
"$client" --help | grep -q -e --timeout || fail "--help does not name --timeout"
"$client" --version | grep -q '^[0-9]' || fail "--version names no version"

# The same port again: what was spooled is sent first.
start --listen "127.0.0.1:$port"
"$client" --port "$port" collect --once --name spooled --spool "$scratch/spool" 2>"$scratch/stderr"
grep -q 'sent 8, refused 0, dropped 0, pending 0' "$scratch/stderr" || fail "the spool was not sent"
stop

# A put that was sent, and whose answer does not come: nobody knows whether it is stored.
real_server=$server
cat >"$scratch/silent_server" <<'PYTHON'
#!/usr/bin/env python3
import socket
listener = socket.create_server(("127.0.0.1", 0))
print(f"listening 127.0.0.1:{listener.getsockname()[1]}", flush=True)
while True:
    peer, _ = listener.accept()
    with peer:
        peer.recv(65536)  # at least one byte of the request; then it closes
PYTHON
chmod +x "$scratch/silent_server"
server=$scratch/silent_server
start
expect 5 '' put k 1 1
status=0
echo 'put k 1 1' | "$client" --port "$port" load - >"$scratch/stdout" 2>"$scratch/stderr" || status=$?
[ "$status" = 5 ] || fail "exit $status, not 5, when no answer comes to load"
kill -KILL "$pid"
ended "$pid" || :
server=$real_server

# The unit says nothing that systemd does not know. Where the program would be installed is not ours.
if command -v systemd-analyze >/dev/null; then
  sed 's,^ExecStart=/usr/local/bin/eardrum-client,ExecStart=/bin/true,' \
    "$(dirname "$0")/collect/eardrum-collect.service" >"$scratch/eardrum-collect.service"
  systemd-analyze verify "$scratch/eardrum-collect.service" 2>"$scratch/stderr" ||
    fail "the systemd unit: $(cat "$scratch/stderr")"
  [ ! -s "$scratch/stderr" ] || fail "the systemd unit: $(cat "$scratch/stderr")"
fi

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
