#!/usr/bin/env bash
# A server that runs already: judged green without being disturbed, twice in a row on one store; and one
# that is not there is a set-up error, not a verdict.
# Usage: target_test.sh EARDRUM EARDRUM-SERVER
set -euo pipefail
eardrum=$1
server=$2

. "$(dirname "$0")/../../server/started_server.sh"
start --listen 127.0.0.1:0
[ "${line%% *}" = listening ]

for round in 1 2; do
  "$eardrum" check --only '[gk]*' --delivery whole --target "$address" >"$scratch/report" ||
    { echo "round $round: exit code $?" >&2; tail -n 40 "$scratch/report" >&2; exit 1; }
done
kill -0 "$pid"

# What sends thousands of lines and leaves keys behind is not played against a server of others.
"$eardrum" check --only 'grammar.*' --target "$address" >"$scratch/report" || true
grep -q '^PASS 0 .*N/A 15$' "$scratch/report" || { tail -n 5 "$scratch/report" >&2; exit 1; }

kill "$pid"
ended "$pid" || true
status=0
"$eardrum" check --target "$address" >"$scratch/report" 2>"$scratch/error" || status=$?
[ "$status" -eq 3 ] || { echo "a target that is not there: exit code $status, not 3" >&2; exit 1; }
grep -q "cannot connect to $address" "$scratch/error"
