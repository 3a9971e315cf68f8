#!/usr/bin/env python3
"""day.py BIN: loads, reads and draws a day of one-second samples of 20 keys, and prints time and memory.

Beside each time that waits for the server stands its ratio to the bare answer: the same bytes, read
from the socket and forgotten. Nothing is judged.
"""
import math
import os
import pathlib
import random
import socket
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


def bare_answers(port, requests):
    """Seconds that the answers to these requests take, one after the other on one connection."""
    begin = time.monotonic()
    with socket.create_connection(("127.0.0.1", int(port))) as server:
        for request in requests:
            server.sendall(request)
            end = b""
            while end != b"\n\n":
                chunk = server.recv(1 << 20)
                if not chunk:
                    sys.exit(f"{request}: the server closed")
                end = (end + chunk)[-2:]
    return time.monotonic() - begin


def measure(title, command, bare=None):
    begin = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    ratio = f", {seconds / bare:.1f} times the bare answer" if bare else ""
    print(f"{title}: {seconds:.2f} s{ratio}, peak {usage.ru_maxrss / 1024:.0f} MiB, "
          f"exit {child.returncode}", flush=True)
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
            bare = bare_answers(port, [b"get *\n"])
            print(f"bare answer to get *: {bare:.2f} s")
            good &= measure("stats", client + ["stats"] + large, bare)
            good &= measure("get --format csv", client + ["get", "--format", "csv"] + large, bare)
            good &= measure("plot", client + ["plot"] + large, bare)
            good &= measure("plot --html", client + ["plot", "--html", page] + large, bare)
            good &= measure("plot --png", client + ["plot", "--png", f"{scratch}/day.png"] + large,
                            bare)
            print(f"page: {page.stat().st_size / 1e6:.2f} MB")
            keys = [f"day.key{key:02}" for key in range(-(-1_000_000 // SECONDS))]
            bare = bare_answers(port, [f"get {key}\n".encode() for key in keys])
            print(f"bare answers to {len(keys)} gets: {bare:.2f} s")
            good &= measure(f"plot --html of {len(keys) * SECONDS} points",
                            client + ["plot", *keys, "--html", page] + large, bare)
            print(f"page: {page.stat().st_size / 1e6:.2f} MB")
        finally:
            server.terminate()
            _, _, usage = os.wait4(server.pid, 0)
            server.returncode = 0
            print(f"server: peak {usage.ru_maxrss / 1024:.0f} MiB")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
