"""terminal_test.py EARDRUM EARDRUM-SERVER: escape sequences go to terminals alone, and not where
NO_COLOR is set.
"""
import os
import pty
import subprocess
import sys
import unittest

EARDRUM, SERVER = map(os.path.realpath, sys.argv[1:3])
BOUND_SECONDS = 60


def run(options, stdout, stderr, **variables):
    """What the kit writes to the terminal that takes the streams called "terminal", and to others."""
    terminal, end = pty.openpty()
    ends = {"terminal": end, "pipe": subprocess.PIPE}
    environment = {**os.environ, "TERM": "xterm", **variables}
    if "NO_COLOR" not in variables:
        environment.pop("NO_COLOR", None)
    process = subprocess.Popen([EARDRUM, "check", "--only", "put.example*", *options, "--", SERVER,
                                "--listen", "{host}:{port}"],
                               stdout=ends[stdout], stderr=ends[stderr], env=environment)
    os.close(end)
    shown = b""
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:  # how a terminal tells that nobody writes to it any more
            break
        if not more:
            break
        shown += more
    out, err = process.communicate(timeout=BOUND_SECONDS)
    os.close(terminal)
    return shown, (out or b"") + (err or b"")


class Terminal(unittest.TestCase):
    def check_plain(self, written):
        self.assertIn(b"CONFORMS", written)
        self.assertNotIn(b"\x1b", written)
        self.assertNotIn(b"\r", written.replace(b"\r\n", b"\n"))  # a terminal's own line ends

    def test_a_terminal_has_colours_and_progress(self):
        shown, _ = run([], "terminal", "pipe")
        self.assertIn(b"\x1b[32m", shown)
        self.assertIn(b"\r\x1b[K", shown)

    def test_no_color_means_no_escape_at_all(self):
        shown, _ = run([], "terminal", "pipe", NO_COLOR="1")
        self.check_plain(shown)

    def test_a_dumb_terminal_has_none(self):
        shown, _ = run([], "terminal", "pipe", TERM="dumb")
        self.check_plain(shown)

    def test_a_pipe_has_none(self):
        _, written = run([], "pipe", "terminal")
        self.check_plain(written)

    def test_the_stream_that_has_the_console_counts(self):
        _, written = run(["--tap", "-"], "terminal", "pipe")
        self.check_plain(written)
        shown, written = run(["--tap", "-"], "pipe", "terminal")
        self.assertIn(b"\x1b[32m", shown)
        self.assertNotIn(b"\x1b", written)

    def test_colours_that_are_asked_for_are_there(self):
        _, written = run(["--color", "always"], "pipe", "pipe")
        self.assertIn(b"\x1b[32m", written)
        self.assertNotIn(b"\r", written)


unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=1)
