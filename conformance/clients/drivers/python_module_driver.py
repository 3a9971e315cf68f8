#!/usr/bin/env python3
"""Calls a client under test that is a Python module with the classes Client and ClientError.

    python3 python_module_driver.py path/to/client.py

Reads calls and writes answers, one JSON object a line, on descriptor 0 if that is a socket (the kit
sees to it), else from stdin to stdout, to be tried by hand. See README.md for the contract. Whatever
the module prints goes to stdout or stderr and so never among the answers.
"""
import json
import math
import os
import socket
import stat
import sys
import types

INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1


def open_channel():
    """The two ends of the channel, kept away from a module that prints or reads."""
    is_socket = stat.S_ISSOCK(os.fstat(0).st_mode)
    calls = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(0 if is_socket else 1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    if not is_socket:
        os.dup2(2, 1)
    return calls, answers


def text_of(name):
    """From bytes written as characters to the text that a Python client takes."""
    return name.encode("latin-1").decode("utf-8", "surrogateescape")


def bytes_text_of(text):
    """The other way round: a character for each byte of the text."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def describe(value):
    """Type and beginning of a value that is not what a client returns."""
    try:
        shown = repr(value)
    except BaseException:  # whatever a stranger's __repr__ does
        shown = "(its repr fails)"
    return f"{type(value).__name__}: {shown[:200]}"


class NotSamples(Exception):
    """What was returned is no dict of lists of (int, float)."""


def number(value):
    return value if math.isfinite(value) else str(float(value))


def samples_of(returned):
    """{"key": [[timestamp, value], ...]}, exactly as the types say, never converted."""
    if not isinstance(returned, dict):
        raise NotSamples
    samples = {}
    for key, pairs in returned.items():
        if not isinstance(key, str) or not isinstance(pairs, list):
            raise NotSamples
        rows = samples.setdefault(bytes_text_of(key), [])
        for pair in pairs:
            if not isinstance(pair, tuple) or len(pair) != 2:
                raise NotSamples
            timestamp, value = pair
            if not isinstance(timestamp, int) or isinstance(timestamp, bool):
                raise NotSamples
            if not isinstance(value, float) or not INT64_MIN <= timestamp <= INT64_MAX:
                raise NotSamples
            rows.append([int(timestamp), number(value)])
    return samples


def refuse_connection(*_):
    raise ConnectionRefusedError("modules make no connections while they are loaded")


class Debugger(types.ModuleType):
    """Stands for the module pdb: nobody is there to type, so a stop that was left in is passed over."""

    was_called = False

    def pass_over(*_, **__):
        Debugger.was_called = True

    set_trace = post_mortem = pm = staticmethod(pass_over)

    def __getattr__(self, name):
        """Everything else is that of the real pdb, which is loaded only now: it takes long."""
        if name.startswith("__"):
            raise AttributeError(name)
        del sys.modules["pdb"]
        import pdb
        sys.modules["pdb"] = self
        return getattr(pdb, name)


def pass_over_debuggers():
    """A client that stops in a debugger would wait for ever."""
    sys.modules["pdb"] = Debugger("pdb")
    sys.breakpointhook = Debugger.set_trace


def load(path):
    """Runs the module. Many do more than define classes: they connect, print, ask, or exit."""
    path = os.path.abspath(path)
    sys.path.insert(0, os.path.dirname(path))
    sys.argv = [path]
    module = types.ModuleType("client_under_test")
    module.__file__ = path
    sys.modules[module.__name__] = module
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec")
    connect = socket.socket.connect
    socket.socket.connect = refuse_connection
    try:
        exec(code, module.__dict__)
    except BaseException as error:  # SystemExit and a ClientError of any kind among them
        if not hasattr(module, "Client"):
            raise
        print(f"the module raised while it was loaded: {describe(error)}", file=sys.stderr)
    finally:
        socket.socket.connect = connect
    if not hasattr(module, "Client"):
        sys.exit(f"{path} has no class Client")
    return module


class Testee:
    """The module's client as the calls want it."""

    def __init__(self, module):
        self.module = module
        self.client = None
        error = getattr(module, "ClientError", None)
        # Without one no exception is the right one, and all else can be judged.
        self.client_error = error if isinstance(error, type) else None

    def make(self, call):
        if call["call"] == "ready":
            return None
        if call["call"] == "connect":
            self.client = None  # what served the session before goes first
            options = {} if call.get("timeout") is None else {"timeout": call["timeout"]}
            self.client = self.module.Client(call["host"], call["port"], **options)
            return None
        arguments = []
        if "name" in call:
            arguments.append(text_of(call["name"]))
        if call["call"] == "put":
            value = call["value"]
            arguments.append(float(value) if isinstance(value, str) else value)
            if "timestamp" in call:
                arguments.append(call["timestamp"])
        return getattr(self.client, call["call"])(*arguments)

    def answer(self, call):
        try:
            returned = self.make(call)
        except BaseException as error:  # some derive ClientError from BaseException
            return self.raised(error)
        if returned is None:
            return {"returned": None}
        try:
            return {"returned": samples_of(returned)}
        except (NotSamples, UnicodeError):
            return {"returned_other": describe(returned)}

    def raised(self, error):
        is_theirs = self.client_error is not None and isinstance(error, self.client_error)
        name = "ClientError" if is_theirs else type(error).__name__
        if not is_theirs and name == "ClientError":
            name = "another ClientError"
        answer = {"raised": name, "message": describe(error)}
        if self.client_error is None:
            answer["no_client_error"] = True
        return answer


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: python_module_driver.py CLIENT.py")
    calls, answers = open_channel()
    pass_over_debuggers()
    testee = Testee(load(sys.argv[1]))
    for line in calls:
        call = json.loads(line)
        answer = {"id": call["id"], **testee.answer(call)}
        if Debugger.was_called:
            answer["debugger"] = True
        sys.stdout.flush()
        # One character in a million may be half of a pair: JSON's escapes carry it, ASCII only.
        answers.write(json.dumps(answer).encode("ascii") + b"\n")


if __name__ == "__main__":
    main()
