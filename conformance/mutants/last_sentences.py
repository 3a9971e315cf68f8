#!/usr/bin/env python3
"""last_sentences.py EARDRUM EARDRUM-MUTANT [--every N] [NAME ...]: which rules the last sentence names.

Plays a whole run against each mutant of KILLS.md, or every Nth, or those that are named. Prints for each the rule that
it breaks and what the last sentence names. Exits with 1 if one of them is not told by its own rule, or if another rule
is called broken; rules that fail in the same way are printed and allowed.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROW = re.compile(r"^\| `([^`]+)` \| .* \| (REQ-[A-Z]+-[0-9]+) \| (base|strict|course) \|", re.M)
PATIENCE_SECONDS = 900


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eardrum")
    parser.add_argument("mutant")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    rows = ROW.findall((pathlib.Path(__file__).resolve().parent / "KILLS.md").read_text())
    rows = [row for row in rows if row[0] in options.names] if options.names else rows[::options.every]
    if not rows:
        sys.exit("no such mutant")
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        report = pathlib.Path(scratch) / "report.json"
        for name, rule, profile in rows:
            report.unlink(missing_ok=True)
            begin = time.monotonic()
            run = subprocess.run([options.eardrum, "check", "--profile", profile, "--json", report, "--", options.mutant,
                                  name, "--listen", "{host}:{port}"], capture_output=True, timeout=PATIENCE_SECONDS,
                                 check=False)
            told = json.loads(report.read_bytes()) if report.exists() else {}
            broken, alike = told.get("broken_rules", []), told.get("same_symptom_rules", [])
            right = run.returncode == 1 and broken == [rule]
            wrong += not right
            print(f"{'right' if right else 'WRONG'}  {name:36} {rule:11} {time.monotonic() - begin:6.1f} s  "
                  f"broken: {' '.join(broken) or '-'}; in the same way: {' '.join(alike) or '-'}", flush=True)
    print(f"{wrong} of {len(rows)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
