#!/usr/bin/env python3
"""A correct server, but the first process that has answered 40 gets loses all rows of the next one.

Usage: fails_once_server.py HOST PORT     The file that ONCE_FILE names remembers that it has happened.
No fresh process fails again, as with a fault of timing.
"""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "conformance" / "end_to_end" / "cases"))
import faulty_server  # noqa: E402


class FailsOnce(faulty_server.Server):
    def __init__(self):
        super().__init__()
        self.gets = 0

    def rows(self, key):
        rows = super().rows(key)
        self.gets += bool(rows)
        if self.gets > 40 and rows:
            try:
                os.close(os.open(os.environ["ONCE_FILE"], os.O_CREAT | os.O_EXCL))
                return []
            except FileExistsError:
                pass
        return rows


if __name__ == "__main__":
    faulty_server.run(FailsOnce(), sys.argv[1], int(sys.argv[2]))
