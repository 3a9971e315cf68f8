#!/usr/bin/env python3
"""verdict_times.py BIN: how long a verdict takes, for testees that are right and testees that are wrong.

BIN is the folder with eardrum and eardrum-server. Each line has its ratio to a whole run against the native
reference server, measured in the same run. Where the time went is the report's own figure. Nothing is judged.
"""
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "end_to_end" / "cases"))
from judge import client_command, server_command  # noqa: E402

# One for each way in which a testee costs time: none, silence, wrong pieces, computing, dying.
SERVERS = ["correct", "no-end", "segment-is-request", "closes-on-error", "slow-but-busy", "deadlock", "two-crashes"]
CLIENTS = ["correct", "requires-timeout", "one-read", "slow-to-sort", "spins-at-end", "waits-for-quiet"]


def seconds_of(command, report):
    report.unlink(missing_ok=True)
    begin = time.monotonic()
    subprocess.run([*command[:2], "--json", report, *command[2:]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   check=False)
    seconds = time.monotonic() - begin
    return seconds, json.loads(report.read_bytes())


def parts_of(report):
    spent = report.get("time", {})
    return (f"sessions {spent.get('sessions_us', 0) / 1e6:.1f}, load {spent.get('load_us', 0) / 1e6:.1f}, "
            f"random {spent.get('random_us', 0) / 1e6:.1f}; {spent.get('starts', 0)} starts "
            f"{spent.get('starting_us', 0) / 1e6:.1f}, silence {spent.get('silence_us', 0) / 1e6:.1f}")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: verdict_times.py BIN")
    folder = pathlib.Path(sys.argv[1]).resolve()
    kit = folder / "eardrum"
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        report = scratch / "report.json"
        commands = [("native server", [kit, "check", "--", folder / "eardrum-server", "--listen", "{host}:{port}"])]
        commands += [(f"server {name}", server_command(kit, name, [], scratch)) for name in SERVERS]
        commands += [(f"client {name}", client_command(kit, name, [], scratch)) for name in CLIENTS]
        native, wholes, quicks = None, [], []
        print(f"{'testee':28} {'whole':>7} {'ratio':>6} {'quick':>7} {'ratio':>6}  seconds of the whole run")
        for name, command in commands:
            whole, told = seconds_of(command, report)
            native = native or whole
            quick, _ = seconds_of([*command[:2], "--quick", *command[2:]], report)
            wholes.append(whole)
            quicks.append(quick)
            print(f"{name:28} {whole:6.1f}s {whole / native:6.2f} {quick:6.1f}s {quick / native:6.2f}  {parts_of(told)}",
                  flush=True)
        for title, times in (("whole", wholes), ("quick", quicks)):
            print(f"{title}: median {statistics.median(times):.1f} s, worst {max(times):.1f} s")


if __name__ == "__main__":
    main()
