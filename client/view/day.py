#!/usr/bin/env python3
"""day.py BIN: loads, reads and draws a day of one-second samples of 20 keys, and prints time and memory.

Nothing is judged: a time alone says more about the machine.
"""
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

KEYS = 20
SECONDS = 86_400
FIRST = 1_501_804_800


def write_day(path):
    generator = random.Random(1)
    with open(path, "w", encoding="ascii") as file:
        for second in range(SECONDS):
            for key in range(KEYS):
                value = 50 + 40 * math.sin(second / 7000 + key) + generator.random() * 5
                file.write(f"put day.key{key:02} {value:.3f} {FIRST + second}\n")


def measure(title, command):
    begin = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    print(f"{title}: {seconds:.1f} s, peak {usage.ru_maxrss / 1024:.0f} MiB, exit {child.returncode}")
    return child.returncode == 0


def main():
    folder = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        day = pathlib.Path(scratch) / "day.txt"
        write_day(day)
        server = subprocess.Popen([folder / "eardrum-server", "--listen", "127.0.0.1:0"],
                                  stdout=subprocess.PIPE, text=True)
        try:
            port = server.stdout.readline().rpartition(":")[2].strip()
            client = [folder / "eardrum-client", "--port", port]
            page = pathlib.Path(scratch) / "day.html"
            large = ["--max-answer", "1GiB"]
            good = measure("load", client + ["load", "--pipeline", "100", day])
            good &= measure("stats", client + ["stats"] + large)
            good &= measure("get --format csv", client + ["get", "--format", "csv"] + large)
            good &= measure("plot", client + ["plot"] + large)
            good &= measure("plot --html", client + ["plot", "--html", page] + large)
            good &= measure("plot --png", client + ["plot", "--png", f"{scratch}/day.png"] + large)
            print(f"page: {page.stat().st_size / 1e6:.2f} MB")
        finally:
            server.terminate()
            _, _, usage = os.wait4(server.pid, 0)
            server.returncode = 0
            print(f"server: peak {usage.ru_maxrss / 1024:.0f} MiB")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
