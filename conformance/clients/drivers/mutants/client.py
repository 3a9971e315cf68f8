"""A right client, and wrong ones with one fault each, chosen by EARDRUM_CLIENT_MUTANT.

The faults are those of clients that people wrote. Each is killed by a session of its own rule, which
client_mutants_test.cpp asserts. Without the variable the client passes every session.
"""
import math
import os
import pdb
import re
import socket
import struct
import sys
import time

MUTANT = os.environ.get("EARDRUM_CLIENT_MUTANT", "none")
VALUE = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
TIMESTAMP = re.compile(r"0|-?[1-9][0-9]*")
ERROR = "error\nwrong command\n\n"
KEY = re.compile(r"[!-~]{1,255}")


def is_(name):
    return MUTANT == name


class Refused(BaseException if is_("base-exception") else Exception):
    """Everything that goes wrong."""


if not is_("no-client-error"):
    ClientError = Refused


class Client:
    def __init__(self, host, port, timeout=None):
        if timeout is None and is_("needs-timeout"):
            raise TypeError("timeout")
        self.timeout = int(timeout) if timeout and is_("int-timeout") else timeout
        if is_("ignores-timeout"):
            self.timeout = None
        self.rest = b""
        self.address = (host, port)
        self.connect()

    def connect(self):
        try:
            self.connection = socket.create_connection(self.address, self.timeout)
        except OSError as error:
            raise Refused(str(error)) from error

    def put(self, key, value, timestamp=None):
        if is_("strips-blanks"):
            key = key.strip(" ")
        if not is_("any-key") and not KEY.fullmatch(key):
            raise Refused("key")
        if not is_("nan") and not math.isfinite(value):
            raise Refused("value")
        if timestamp is None or (is_("zero-is-now") and not timestamp):
            timestamp = int(time.time())
        spelled = f"{value:.2f}" if is_("two-decimals") else str(value)
        if is_("twelve-digits"):
            spelled = f"{value:.12g}"
        if is_("six-decimals"):
            spelled = f"{value:f}"
        if is_("float32"):
            spelled = str(struct.unpack("f", struct.pack("f", value))[0])
        if is_("cuts-key"):
            key = key[:64]
        if is_("lower-cases"):
            key = key.lower()
        if is_("strips-key"):
            key = key.strip(".-")
        if is_("positive"):
            spelled = spelled.lstrip("-")
        end = "" if is_("no-lf") else "\r\n" if is_("crlf") else "\n\n" if is_("two-lf") else "\n"
        request = f"put {key} {spelled} {timestamp}{end}"
        rows = self.ask("put {} {} {}\n" if is_("template") else request, put=True)
        if rows and not is_("put-anything") and not is_("put-takes-rows"):
            raise Refused("rows after a put")
        return "ok" if is_("put-returns-text") else None

    def get(self, key):
        if is_("breakpoint"):
            pdb.set_trace()
            breakpoint()
        if not is_("any-key") and not KEY.fullmatch(key):
            raise Refused("key")
        if is_("lower-cases"):
            key = key.lower()
        rows = self.ask(f"get {key}\n", put=False)
        if not rows and is_("none-for-empty"):
            return None
        samples = {}
        for row in rows:
            self.read_row(row, samples)
        if is_("last-only"):
            samples = {name: pairs[-1:] for name, pairs in samples.items()}
        if is_("sorts"):
            for pairs in samples.values():
                pairs.sort()
        return samples

    def read_row(self, row, samples):
        words = row.split(" ")
        if is_("skips-bad-rows") and len(words) != 3:
            return
        if is_("splits-anywhere"):
            words = row.split()
            if len(words) == 2:
                words.insert(1, "0")
        if len(words) != 3 and not (is_("takes-long-rows") and len(words) > 3):
            raise ValueError(row) if is_("raw-exception") else Refused(row)
        key, value, timestamp = words[:3]
        if is_("cuts-times"):
            timestamp = timestamp.partition(".")[0]
        if is_("no-exponents") and "e" in value.lower():
            raise Refused(row)
        if not VALUE.fullmatch(value) or not TIMESTAMP.fullmatch(timestamp):
            raise ValueError(row) if is_("raw-exception") else Refused(row)
        if is_("ok-in-key"):
            key = key.replace("ok", "")
        pair = (int(timestamp), float(value))
        if is_("computes"):
            sum(range(20 * len(samples.get(key, []))))
        if is_("smaller-is-value") and "." not in value:
            pair = (max(pair[0], int(value)), float(min(pair[0], int(value))))
        if is_("greater-is-value") and "." not in value:
            pair = (min(pair[0], int(value)), float(max(pair[0], int(value))))
        if is_("equal-is-nothing") and pair[0] == pair[1]:
            return
        if is_("float32-rows"):
            pair = (int(timestamp), struct.unpack("f", struct.pack("f", float(value)))[0])
        if is_("number-keys"):
            key = str(int(key)) if key.isdigit() else key
        others = samples.get(key, [])
        if is_("drops-same-value") and any(other[1] == pair[1] for other in others):
            return
        if is_("drops-same-time") and any(other[0] == pair[0] for other in others):
            return
        if is_("drops-same-pair") and any(pair in pairs for pairs in samples.values()):
            return
        if is_("swapped"):
            pair = pair[::-1]
        if is_("time-as-text"):
            pair = (timestamp, float(value))
        if is_("value-as-integer"):
            pair = (int(timestamp), int(float(value)))
        samples.setdefault(key, []).append(pair)

    def ask(self, request, put):
        if is_("reconnects"):
            self.connection.close()
            self.connect()
        try:
            self.connection.sendall(request.encode())
            answer = self.read()
        except socket.timeout as error:
            if is_("swallows-timeout"):
                return []
            raise Refused("timeout") from error
        except OSError as error:
            raise Refused(str(error)) from error
        if is_("error-by-bytes") and answer.startswith("error") and answer != ERROR:
            return []
        if is_("status-in-any-case"):
            answer = answer[:2].lower() + answer[2:]
        if is_("strips-letters") and answer.startswith("ok\n"):
            answer = "ok\n" + answer.lstrip("ok\n")
        if is_("leaves-error-unread") and put and answer == ERROR:
            self.rest = b"error\nwrong command\n\n"
        if is_("error-in-key") and "error" in answer:
            raise Refused(answer)
        status, *rows = answer[:-2].split("\n")
        if status == "error" and is_("swallows-error"):
            return []
        if status == "error" and is_("exits"):
            os._exit(7)
        if put and is_("put-ok-anywhere") and "ok" in answer:
            return []
        if put and is_("put-ok-prefix") and answer.startswith("ok"):
            return []
        if status not in ("ok", "error") and (is_("any-status") or (put and is_("put-anything"))):
            return rows
        if is_("ok-prefix") and status.startswith("ok"):
            return rows
        if status != "ok":
            raise Refused(answer)
        return rows

    def read(self):
        if is_("one-recv"):
            return self.connection.recv(1 << 20).decode().rstrip("\n") + "\n\n"
        if is_("waits-for-quiet"):
            return self.read_until_quiet()
        if is_("reads-1024"):
            answer = self.connection.recv(1024)
            while len(answer) < 1024 and not answer.endswith(b"\n\n"):
                piece = self.connection.recv(1024 - len(answer))
                if not piece:
                    self.at_end()
                answer += piece
            return answer.decode().rstrip("\n") + "\n\n"
        while b"\n\n" not in self.rest:
            if is_("stops-at-lf") and self.rest.endswith(b"\n"):
                self.rest += b"\n"
                break
            piece = self.connection.recv(8 if is_("reads-eight") else 65536)
            self.rest += piece
            if not piece:
                self.at_end()
                break
        answer, _, self.rest = self.rest.partition(b"\n\n")
        return answer.decode().rstrip("\n") + "\n\n"

    def read_until_quiet(self):
        """Takes an answer for whole once nothing has come for two seconds."""
        answer = b""
        self.connection.settimeout(2)
        try:
            while piece := self.connection.recv(65536):
                answer += piece
        except socket.timeout:
            pass
        if not answer.endswith(b"\n\n"):
            self.at_end()
        return answer.decode()

    def at_end(self):
        while is_("spins-at-end"):
            self.connection.recv(65536)
        if is_("sleeps-at-end"):
            time.sleep(1e6)
        if not is_("partial-at-end"):
            self.connection.close()
            raise Refused("the server closed the connection")


if is_("exits-when-loaded"):
    sys.exit("done")

if is_("chatty"):
    print('{"id":2,"returned":null}')  # looks like an answer, on the wrong stream
    socket.create_connection(("127.0.0.1", 1))
