"""persistent_test.py EARDRUM: a server that keeps its samples in a file of its working directory.

Whether samples survive a restart is open (REQ-CON-7). Several testees at a time would spoil the one
file for each other, and no testee finds an empty store: the kit has to see that, and accuse nobody.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

BOUND_SECONDS = 240
EARDRUM = os.path.realpath(sys.argv[1])

# Takes nan and infinities, so that get * shows rows that are none once they have been put. Notes
# when another process writes the file meanwhile, as a database would.
SERVER = r"""
import json, os, socketserver, sys, threading
samples = json.load(open("samples")) if os.path.exists("samples") else {}
lock = threading.Lock()
ERROR = "error\nwrong command\n\n"

def save():
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
    if words[0] == "put" and len(words) == 4:
        try:
            row = [repr(float(words[2])), str(int(words[3]))]
        except ValueError:
            return ERROR
        samples.setdefault(words[1], {})[row[1]] = row[0]
        save()
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


class Persistent(unittest.TestCase):
    def test_is_judged_one_testee_at_a_time_and_accused_of_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "server.py").write_text(SERVER)
            command = [EARDRUM, "check", "--jobs", "4", "--delivery", "whole", "--load", "20",
                       "--random", "20", "--only", "put.*", "--only", "get.*", "--only", "open.*",
                       "--only", "keys.*", "--only", "grammar.core-gets", "--only", "load.*",
                       "--only", "random.*", "--verbose", "--cwd", folder,
                       "--", "/usr/bin/python3", "server.py", "{host}", "{port}"]
            run = subprocess.run(command, capture_output=True, text=True, timeout=BOUND_SECONDS)
            report = run.stdout + run.stderr
            self.assertTrue(os.path.exists(os.path.join(folder, "samples")), report)
            self.assertFalse(os.path.exists(os.path.join(folder, "spoiled")), report)
            self.assertEqual(run.returncode, 0, report)
            self.assertIn("keeps its samples over a restart", report)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
