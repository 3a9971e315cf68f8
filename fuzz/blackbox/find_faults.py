#!/usr/bin/env python3
"""Fuzzes servers with one known fault each, and compares the findings with what is right.

Usage: find_faults.py EARDRUM EARDRUM-FUZZ [--no-load] [--max-time TIME | --sessions N] [NAME ...]

The servers are those of conformance/end_to_end/cases, with the rules that expected.tsv allows, and
the servers below. Prints a table: the time and the sessions until the first finding, the commands of
its session, and the rules that are named. Each replay command is run once and must fail. Exit 1 if a
fault is not found, a finding names a rule that is kept, a replay passes, or the correct server fails.
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
CASES = HERE.parent.parent / "conformance" / "end_to_end" / "cases"
SEEN_ONCE = HERE / "fails_once_server.py"

# name: rules of which one must be named, rules that may be named too, or the verdict that is due.
MORE = {
    # The crash at the 60th connection is nobody's request's fault, so any rule may stand beside it.
    "dies-at-connection-60": ({"CRASH"}, None),
    "fails-once": ({"seen once"}, None),
}
NOT_FUZZED = {
    "answers-at-end-of-input": "a habit that is allowed, not a fault",
    "keys-are-text": "a habit that is allowed, not a fault",
    "slow-but-busy": "slow, not wrong",
    "fixed-port-closes-first": "needs a port of its own; the fault is that of closes-on-error",
    "background": "cannot be started as the kit asks for",
}


def expected():
    rows = {}
    for line in (CASES / "expected.tsv").read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, code, must, may, first, _ = line.split("\t")
        if name in NOT_FUZZED:
            continue
        split = lambda text: set() if text == "-" else set(re.split(r"[,|]", text))
        if code == "0":
            rows[name] = (set(), set())
        else:
            wanted = split(must) or split(first) or split(may)
            rows[name] = (wanted, split(must) | split(may) | split(first))
    rows.update(MORE)
    return rows


def command(name):
    if name == "fails-once":
        return [sys.executable, str(SEEN_ONCE), "{host}", "{port}"]
    return [sys.executable, str(CASES / "faulty_server.py"), name, "{host}", "{port}"]


class Run:
    """One run of eardrum-fuzz, read line by line as it comes."""

    def __init__(self, fuzz, limits, name, folder):
        self.first = None
        self.lines = []
        environment = dict(os.environ, ONCE_FILE=str(pathlib.Path(folder) / "once"))
        begin = time.monotonic()
        process = subprocess.Popen(
            [fuzz, *limits, "--out", folder, "--pass-env", "ONCE_FILE", "--", *command(name)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
        for line in process.stdout:
            self.lines.append(line.rstrip("\n"))
            if self.first is None and line.startswith("  rule "):
                self.first = time.monotonic() - begin
        self.code = process.wait()
        self.commands = [int(n) for n in re.findall(r"\.session, (\d+) of", "\n".join(self.lines))]
        self.replays = [line.split(None, 1)[1] for line in self.lines if line.startswith("  replay ")]
        end = next((i for i, line in enumerate(self.lines) if line.startswith("The run ended")), len(self.lines))
        self.named = set()
        self.sure = set()  # what is named by a finding that was repeated
        for line in self.lines[end:]:
            found = re.match(r"  ([A-Z]+)  (REQ-[A-Z]+-\d+)  (.*)", line)
            if not found:
                continue
            once = "seen once" in found[3]
            self.named |= {found[1] if found[1] != "FAIL" else found[2]} | ({"seen once"} if once else set())
            if not once:
                self.sure |= {found[1] if found[1] != "FAIL" else found[2]}
        sessions = re.search(r"(\d+) sessions? \(", "\n".join(self.lines))
        self.sessions = int(sessions[1]) if sessions else 0

    def failing_replays(self):
        """How many of the replay commands fail, as they must."""
        failed = 0
        for replay in self.replays:
            failed += subprocess.run(shlex.split(replay), stdout=subprocess.DEVNULL,
                                     stderr=subprocess.DEVNULL, check=False).returncode == 1
        return failed


def wrong(run, wanted, allowed):
    """What is wrong with the run; empty if nothing is."""
    if not wanted:
        return "" if run.code == 0 and not run.named else f"exit {run.code}, named {sorted(run.named)}"
    if run.code != 1:
        return f"exit {run.code}"
    if not wanted & run.named:
        return f"none of {sorted(wanted)} is named, but {sorted(run.named)}"
    if allowed is not None:
        verdicts = {"CRASH", "HANG"} & allowed
        kept = {one for one in run.sure if one not in allowed and not (verdicts and one in {"CRASH", "HANG"})}
        if kept:
            return f"named, though kept: {sorted(kept)}"
    once = sum("(seen once" in line for line in run.lines if line.startswith("  what "))
    if run.failing_replays() < len(run.replays) - once:
        return "a replay passes"
    return ""


def main(kit, fuzz, *words):
    limits = []
    words = list(words)
    while words and words[0].startswith("--"):
        limits.append(words.pop(0))
        if limits[-1] != "--no-load":
            limits.append(words.pop(0))
    if not {"--max-time", "--sessions"} & set(limits):
        limits += ["--max-time", "30"]
    rows = expected()
    count = 0
    for name in words or rows:
        with tempfile.TemporaryDirectory() as folder:
            run = Run(fuzz, limits, name, folder)
            fault = wrong(run, *rows[name])
        count += bool(fault)
        first = f"{run.first:.1f} s" if run.first is not None else "-"
        print(f"{'WRONG' if fault else 'right'}  {name:26} first {first:>7}  {run.sessions:5} sessions  "
              f"commands {','.join(map(str, run.commands)) or '-'}  {', '.join(sorted(run.named)) or '-'}  {fault}",
              flush=True)
        if fault:
            print("\n".join(run.lines[-60:]), file=sys.stderr)
    print(f"{count} wrong")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
