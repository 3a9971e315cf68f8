# To be sourced by tests that need servers: starts them, knows where they listen, and leaves nothing
# behind. The caller sets $server to the program; $scratch is a folder for it to use.
scratch=$(mktemp -d)
pids=
finish() {
  for one in $pids; do kill -KILL "$one" 2>/dev/null || :; done
  rm -rf "$scratch"
}
trap finish EXIT

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# start ARGUMENTS...: sets $pid, $line to the first line of its output, and $address and $port to what
# that says.
start() {
  rm -f "$scratch/out"
  mkfifo "$scratch/out"
  "$server" "$@" >"$scratch/out" &
  pid=$!
  pids="$pids $pid"
  read -r line <"$scratch/out" || line=
  address=${line#listening }
  port=${address##*:}
}

# ended PID: says how it ended as exit code; its number may belong to somebody else from now on.
ended() {
  code=0
  wait "$1" || code=$?
  pids=$(for one in $pids; do [ "$one" = "$1" ] || printf '%s ' "$one"; done)
  return "$code"
}
