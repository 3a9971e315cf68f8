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

ROOM = pathlib.Path(__file__).resolve().parent.parent
CASES = ROOM / "end_to_end" / "cases"
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


def client_module(name, folder):
    sys.path.insert(0, str(CASES))
    import faulty_client
    module = folder / f"{name.replace('-', '_')}.py"
    module.write_text(f"import sys\nsys.path.insert(0, {str(CASES)!r})\n"
                      f"from faulty_client import {faulty_client.NAMES[name].__name__} as Client, ClientError\n")
    return module


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: verdict_times.py BIN")
    folder = pathlib.Path(sys.argv[1]).resolve()
    kit = folder / "eardrum"
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        report = scratch / "report.json"
        testees = [("native server", ["check"], [folder / "eardrum-server", "--listen", "{host}:{port}"])]
        testees += [(f"server {name}", ["check"], [sys.executable, CASES / "faulty_server.py", name, "{host}", "{port}"])
                    for name in SERVERS]
        testees += [(f"client {name}", ["check-client"], ["--preset", "python-module", "--",
                                                          client_module(name, scratch)]) for name in CLIENTS]
        native, wholes, quicks = None, [], []
        print(f"{'testee':28} {'whole':>7} {'ratio':>6} {'quick':>7} {'ratio':>6}  seconds of the whole run")
        for name, subcommand, program in testees:
            program = program if "--" in program else ["--", *program]
            whole, told = seconds_of([kit, *subcommand, *program], report)
            native = native or whole
            quick, _ = seconds_of([kit, *subcommand, "--quick", *program], report)
            wholes.append(whole)
            quicks.append(quick)
            print(f"{name:28} {whole:6.1f}s {whole / native:6.2f} {quick:6.1f}s {quick / native:6.2f}  {parts_of(told)}",
                  flush=True)
        for title, times in (("whole", wholes), ("quick", quicks)):
            print(f"{title}: median {statistics.median(times):.1f} s, worst {max(times):.1f} s")


if __name__ == "__main__":
    main()
