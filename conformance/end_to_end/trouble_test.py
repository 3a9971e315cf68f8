"""trouble_test.py EARDRUM EARDRUM-SERVER: what is left of a run that is disturbed.

Interrupted at chosen and at random moments, with nobody reading, with no room to write: the kit ends
with exit code 3, its reports are whole and say that the run is incomplete, no verdict was made of what
was under way, and no testee is left.
"""
import fcntl
import json
import os
import pathlib
import random
import select
import signal
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

BOUND_SECONDS = 240
PIPE_BYTES = 4096
WHOLE = ("--delivery", "whole", "--random", "0", "--load", "0")
PUTS = ("--rule", "REQ-PUT-*", *WHOLE)
EARDRUM, SERVER = map(os.path.realpath, sys.argv[1:3])
FORMATS = ("json", "junit", "html", "sarif", "tap")

# Writes a byte for each start, then is the server.
TELLS_ITS_START = 'printf s >>"$MOMENTS"; exec "$0" --listen "$1:$2"'

# Writes a byte for each start and one for each request, which it leaves without an answer.
SILENT = r"""
import os, socket, sys
moments = os.open(os.environ["MOMENTS"], os.O_WRONLY)
listener = socket.create_server((sys.argv[1], int(sys.argv[2])))
os.write(moments, b"s")
while True:
    connection, _ = listener.accept()
    while connection.recv(4096):
        os.write(moments, b"r")
"""

# Accepts, and never reads.
DEAF = r"""
import os, socket, sys
moments = os.open(os.environ["MOMENTS"], os.O_WRONLY)
listener = socket.create_server((sys.argv[1], int(sys.argv[2])))
os.write(moments, b"s")
connections = []
while True:
    connections.append(listener.accept())
    os.write(moments, b"a")
"""

# More than the buffers of a connection take in.
LONG_LINE = r"""
session mine.long-line  REQ-LIM-2
title   a line that does not fit into buffers
only delivered whole
A> get {xxxxxxxx*4000000}\n
A< a frame
"""

# A driver that is ready, and then never answers: see drivers/README.md.
SILENT_DRIVER = r"""
import json, os, socket
moments = os.open(os.environ["MOMENTS"], os.O_WRONLY)
calls = socket.socket(fileno=0).makefile("rw")
for line in calls:
    call = json.loads(line)
    if call["call"] == "ready":
        print(json.dumps({"id": call["id"], "returned": None}), file=calls, flush=True)
    else:
        os.write(moments, b"r")
"""


class Run:
    """One run of the kit, with the moments that its testees tell."""

    def __init__(self, arguments, scratch, stdout=subprocess.PIPE, subcommand="check", reports=True):
        self.scratch = scratch
        fifo = os.path.join(scratch, "moments")
        if not os.path.exists(fifo):
            os.mkfifo(fifo)
        self.moments = os.open(fifo, os.O_RDWR)  # for writing too: no testee waits for a reader
        options = ["--env", f"MOMENTS={fifo}"]
        if reports:
            for name in FORMATS:
                options += [f"--{name}", self.path(name)]
        self.process = subprocess.Popen([EARDRUM, subcommand, *options, *arguments], cwd=scratch,
                                        stdout=stdout, stderr=subprocess.PIPE)

    def path(self, name):
        return os.path.join(self.scratch, f"report.{name}")

    def wait_for(self, moment, count=1):
        """Reads moments until the `count`-th of that kind."""
        ended = os.pidfd_open(self.process.pid)
        while count > 0:
            ready = select.select([self.moments, ended], [], [], BOUND_SECONDS)[0]
            if self.moments not in ready:
                os.close(ended)
                raise AssertionError("the run ended, or stood still, before its moment: "
                                     + "".join(self.end()[1:]))
            count -= os.read(self.moments, 1) == moment
        os.close(ended)

    def end(self):
        """Exit code, stdout and stderr."""
        try:
            out, err = self.process.communicate(timeout=BOUND_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            out, err = self.process.communicate()
        os.close(self.moments)
        return self.process.returncode, (out or b"").decode(), err.decode()

    def testees(self):
        """Processes that have our mark in their environment, the kit's own aside."""
        left = []
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if f"MOMENTS={self.scratch}/".encode() in (folder / "environ").read_bytes():
                    left.append(folder.name)
            except OSError:
                continue
        return left


class Trouble(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.scratch = os.path.realpath(folder.name)

    def check_incomplete(self, run):
        code, out, err = run.end()
        self.assertEqual(code, 3, out + err)
        self.assertEqual(run.testees(), [])
        report = json.loads(pathlib.Path(run.path("json")).read_text("utf-8"))
        self.assertIs(report["complete"], False)
        self.assertEqual(report["exit_code"], 3)
        red = [c for c in report["cases"] if c["verdict"] in ("FAIL", "CRASH", "HANG", "SANITIZER", "LEAK", "HARNESS")]
        self.assertEqual(red, [], "a verdict on what was interrupted")
        xml.etree.ElementTree.parse(run.path("junit"))
        sarif = json.loads(pathlib.Path(run.path("sarif")).read_text("utf-8"))
        self.assertIs(sarif["runs"][0]["invocations"][0]["executionSuccessful"], False)
        for name in ("tap", "html", "junit", "sarif"):
            text = pathlib.Path(run.path(name)).read_text("utf-8")
            self.assertIn("incomplete", text.lower(), name)
        self.assertTrue(pathlib.Path(run.path("tap")).read_text("utf-8").splitlines()[-1]
                        .startswith("Bail out!"))
        self.assertIn("INCOMPLETE", out)
        self.assertEqual(subprocess.run([EARDRUM, "badge", run.path("json")], check=True,
                                        capture_output=True).stdout.count(b"incomplete"), 3)
        return report

    def server(self):
        return ["--", "sh", "-c", TELLS_ITS_START, SERVER, "{host}", "{port}"]

    def test_interrupted_while_an_answer_is_waited_for(self):
        for name in (signal.SIGINT, signal.SIGTERM):
            # Nothing is asked before the session itself: it needs no fresh store.
            run = Run(["--only", "put.example-of-the-text", "--", sys.executable, "-c", SILENT,
                       "{host}", "{port}"], self.scratch)
            run.wait_for(b"r")
            run.process.send_signal(name)
            self.assertEqual(self.check_incomplete(run)["cases"], [])

    def test_interrupted_while_a_request_is_not_taken(self):
        session = os.path.join(self.scratch, "mine.session")
        pathlib.Path(session).write_text(LONG_LINE, "utf-8")
        # Without the interrupt it would wait for longer than this test may take.
        run = Run(["--sessions", session, "--no-builtin", "--answer-timeout", "100000", "--",
                   sys.executable, "-c", DEAF, "{host}", "{port}"], self.scratch)
        run.wait_for(b"a")
        run.process.send_signal(signal.SIGINT)
        self.assertEqual(self.check_incomplete(run)["cases"], [])

    def test_interrupted_before_the_testee_is_ready(self):
        waits = 'printf s >>"$MOMENTS"; exec sleep 1000'
        run = Run(["--", "sh", "-c", waits, "{host}", "{port}"], self.scratch)
        run.wait_for(b"s")
        run.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.check_incomplete(run)["cases"], [])

    def test_interrupted_while_a_call_is_waited_for(self):
        run = Run(["--", sys.executable, "-c", SILENT_DRIVER], self.scratch, subcommand="check-client")
        run.wait_for(b"r")
        run.process.send_signal(signal.SIGINT)
        self.check_incomplete(run)

    def test_interrupted_at_random_moments(self):
        seed = random.randrange(1 << 32)
        moments = random.Random(seed)
        for _ in range(3):
            starts = moments.randrange(2, 60)
            with self.subTest(seed=seed, starts=starts):
                run = Run(["--random", "0", "--load", "0", *self.server()], self.scratch)
                run.wait_for(b"s", starts)
                run.process.send_signal(moments.choice((signal.SIGINT, signal.SIGTERM)))
                self.check_incomplete(run)

    def test_interrupted_under_load_and_among_random_sessions(self):
        for arguments, starts in ((["--only", "load.*"], 2), (["--only", "random.sessions"], 3)):
            run = Run([*arguments, "--load", "100000", "--random", "100000", *self.server()],
                      self.scratch)
            run.wait_for(b"s", starts)
            run.process.send_signal(signal.SIGINT)
            self.check_incomplete(run)

    def test_a_testee_that_starts_no_more(self):
        """Whenever that is, the run ends with its reports, and no verdict is made of it."""
        for starts in range(1, 9):
            count = os.path.join(self.scratch, f"starts-{starts}")
            command = (f'echo x >>"{count}"; [ "$(wc -l <"{count}")" -le {starts} ] || exit 9; '
                       + TELLS_ITS_START)
            with self.subTest(starts=starts):
                run = Run(["--only", "load.*", "--only", "put.example-of-the-text", "--", "sh", "-c",
                           command, SERVER, "{host}", "{port}"], self.scratch)
                code, out, err = run.end()
                self.assertIn(code, (0, 3), out + err)
                self.assertEqual(run.testees(), [])
                report = json.loads(pathlib.Path(run.path("json")).read_text("utf-8"))
                self.assertEqual(report["exit_code"], code)
                verdicts = {case["verdict"] for case in report["cases"]}
                self.assertLessEqual(verdicts, {"PASS", "INFO", "HARNESS", "UNTESTED"})

    def test_nobody_reads(self):
        for count in (0, 1, random.randrange(2, 500)):
            with self.subTest(bytes=count):
                to_read, to_write = os.pipe()
                # Less than the report, so that it cannot be written before nobody reads any more.
                fcntl.fcntl(to_write, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
                run = Run([*WHOLE, "--verbose", *self.server()], self.scratch,
                          stdout=to_write, reports=False)
                os.close(to_write)
                if count > 0:
                    os.read(to_read, count)
                os.close(to_read)
                code, _, err = run.end()
                self.assertEqual((code, run.testees()), (3, []), err)
                self.assertEqual(err, "eardrum: the output could not be written\n")

    def test_nobody_reads_the_console_but_files_are_asked_for(self):
        run = Run([*PUTS, *self.server()], self.scratch)
        run.process.stdout.close()
        run.process.stdout = None
        code, _, err = run.end()
        self.assertEqual((code, run.testees()), (3, []), err)
        self.assertIs(json.loads(pathlib.Path(run.path("json")).read_text("utf-8"))["complete"], True)

    def test_no_room_on_stdout(self):
        with open("/dev/full", "wb") as full:
            run = Run([*PUTS, *self.server()], self.scratch, stdout=full,
                      reports=False)
        code, _, err = run.end()
        self.assertEqual((code, run.testees()), (3, []), err)

    def test_no_room_for_one_report_and_room_for_another(self):
        for name in FORMATS:
            with self.subTest(report=name):
                other = "tap" if name != "tap" else "json"
                run = Run([f"--{name}", "/dev/full", f"--{other}", self.scratch + "/other", "--only",
                           "put.example*", *self.server()], self.scratch, reports=False)
                code, _, err = run.end()
                self.assertEqual((code, run.testees()), (3, []), err)
                self.assertIn("cannot write /dev/full: No space left on device", err)
                self.assertGreater(os.path.getsize(self.scratch + "/other"), 100)


unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=1)
