"""one_at_a_time_test.py EARDRUM: servers of which no two can run at a time.

They keep their samples in a file of the working directory, or have a second port that is always the
same. Whether samples survive a restart is open (REQ-CON-7); if they do, no testee finds an empty store.
The kit has to see all that, and accuse nobody.
"""
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import unittest

BOUND_SECONDS = 240
EARDRUM = os.path.realpath(sys.argv[1])

# Takes nan and infinities, so that get * shows rows that are none once they have been put. Notes
# when another process writes the file meanwhile, as a database would.
SERVER = r"""
import json, os, socket, socketserver, sys, threading
if "port" in sys.argv[3:]:
    taken = socket.create_server(("127.0.0.1", int(sys.argv[4])))
if "anew" in sys.argv[3:] and os.path.exists("samples"):
    os.remove("samples")
lock = threading.Lock()
ERROR = "error\nwrong command\n\n"

def load():
    return json.load(open("samples")) if os.path.exists("samples") else {}

def save(samples):
    try:
        os.close(os.open("writing", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        open("spoiled", "w").close()
        os._exit(1)
    with open("samples", "w") as out:
        json.dump(samples, out)
    os.remove("writing")

def answer(line):
    words = line.split(" ")
    samples = load()
    if words[0] == "put" and len(words) == 4:
        try:
            row = [repr(float(words[2])), str(int(words[3]))]
        except ValueError:
            return ERROR
        samples.setdefault(words[1], {})[row[1]] = row[0]
        save(samples)
        return "ok\n\n"
    if words[0] == "get" and len(words) == 2:
        keys = samples if words[1] == "*" else [words[1]]
        rows = [f"{k} {v} {t}\n" for k in keys for t, v in samples.get(k, {}).items()]
        return "ok\n" + "".join(rows) + "\n"
    return ERROR

class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            if line.endswith(b"\n"):
                with lock:
                    reply = answer(line[:-1].decode("latin-1"))
                self.wfile.write(reply.encode("latin-1"))

class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

Server((sys.argv[1], int(sys.argv[2])), Handler).serve_forever()
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class OneAtATime(unittest.TestCase):
    def judged(self, *words):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "server.py").write_text(SERVER)
            command = [EARDRUM, "check", "--jobs", "4", "--delivery", "whole", "--load", "20",
                       "--random", "20", "--only", "put.*", "--only", "get.*", "--only", "open.*",
                       "--only", "keys.*", "--only", "grammar.core-gets", "--only", "load.*",
                       "--only", "random.*", "--verbose", "--cwd", folder,
                       "--", "/usr/bin/python3", "server.py", "{host}", "{port}", *words]
            run = subprocess.run(command, capture_output=True, text=True, timeout=BOUND_SECONDS)
            report = run.stdout + run.stderr
            self.assertEqual(run.returncode, 0, report)
            kept = os.path.exists(os.path.join(folder, "samples"))
            self.assertTrue(kept or "anew" in words, report)
            self.assertFalse(os.path.exists(os.path.join(folder, "spoiled")), report)
            return report

    def test_a_server_that_keeps_its_samples(self):
        self.assertIn("keeps its samples across a restart", self.judged())

    def test_a_server_that_makes_its_file_anew(self):
        self.assertNotIn("keeps its samples across a restart", self.judged("anew"))

    def test_a_server_with_a_second_port(self):
        self.judged("port", str(free_port()), "anew")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
