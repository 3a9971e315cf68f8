"""Programs that the tests of the bridges start, wait for, and end."""
import pathlib
import signal
import subprocess
import sys
import time

PATIENCE_SECONDS = 60
_started = []


def start(*command, **options):
    process = subprocess.Popen([str(word) for word in command], **options)
    _started.append(process)
    return process


def start_quiet(log, *command, **options):
    """What it writes goes to the file `log`."""
    with open(log, "wb") as out:
        return start(*command, stdout=out, stderr=subprocess.STDOUT, **options)


def start_listening(*command, lines=1):
    """One of our programs, and the ports that its first lines name."""
    process = start(*command, stdout=subprocess.PIPE, text=True)
    ports = {}
    for _ in range(lines):
        words = process.stdout.readline().split()
        ports[words[-2]] = int(words[-1].rpartition(":")[2])
    return process, ports


def end(process):
    """By SIGTERM; it must exit with 0."""
    process.send_signal(signal.SIGTERM)
    code = process.wait(timeout=PATIENCE_SECONDS)
    if code != 0:
        sys.exit(f"{process.args} exited with {code}")


def end_all():
    """Whatever still runs, at the end of a test."""
    for process in _started:
        if process.poll() is None:
            process.kill()
            process.wait()


def wait_for(what, seen, logs=()):
    """What `seen()` returns as soon as that is true; without it, prints the end of the logs and exits."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        found = seen()
        if found:
            return found
        time.sleep(0.05)
    for log in logs:
        print(pathlib.Path(log).read_text(errors="replace")[-4000:], file=sys.stderr)
    sys.exit(f"did not come: {what}")
