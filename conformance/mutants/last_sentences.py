#!/usr/bin/env python3
"""last_sentences.py EARDRUM EARDRUM-MUTANT [--every N] [NAME ...]: which rules the last sentence names.

Plays a whole run against each mutant of KILLS.md, or every Nth, or those that are named. Prints for each the rule that
it breaks and what the last sentence names. Exits with 1 if one of them is not told by its own rule, or if another rule
is called broken; rules that fail in the same way are printed and allowed.
"""
import argparse
import pathlib
import re
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "end_to_end" / "cases"))
from judge import judge  # noqa: E402

ROW = re.compile(r"^\| `([^`]+)` \| .* \| (REQ-[A-Z]+-[0-9]+) \| (base|strict|course) \|", re.M)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eardrum")
    parser.add_argument("mutant")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    rows = ROW.findall((HERE / "KILLS.md").read_text())
    rows = [row for row in rows if row[0] in options.names] if options.names else rows[::options.every]
    if not rows:
        sys.exit("no such mutant")
    # The runs have a folder of their own.
    kit, mutant = (str(pathlib.Path(program).resolve()) for program in (options.eardrum, options.mutant))
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        for name, rule, profile in rows:
            code, broken, alike, _, seconds = judge([kit, "check", "--profile", profile, "--", mutant, name, "--listen",
                                                     "{host}:{port}"], scratch)
            right = code == 1 and broken == {rule}
            wrong += not right
            print(f"{'right' if right else 'WRONG'}  {name:36} {rule:11} {seconds:6.1f} s  "
                  f"broken: {' '.join(sorted(broken)) or '-'}; in the same way: {' '.join(sorted(alike)) or '-'}",
                  flush=True)
    print(f"{wrong} of {len(rows)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
