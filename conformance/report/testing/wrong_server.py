"""wrong_server.py HOST PORT: a server with a fault of each kind, for check_evidence.py.

A chunk is taken for a line, the error lacks its last LF, a value has two decimals, a wrong value ends
the connection with a traceback, a wrong timestamp ends the process.
"""
import os
import socket
import sys
import threading

WORDS = {"get": 2, "put": 4}
samples = {}


def answer(words):
    if WORDS.get(words[0]) is None:
        return b"error\nwrong command\n"
    if len(words) != WORDS[words[0]]:
        return b"error\nWrong command\n\n"
    if words[0] == "put":
        value = float(words[2])
        if not words[3].isdigit():
            print("no timestamp:", words[3], file=sys.stderr, flush=True)
            os._exit(7)
        samples.setdefault(words[1], []).append((int(words[3]), value))
        return b"ok\n\n"
    rows = [f"{key} {value:.2f} {time}\n" for key in samples for time, value in samples[key]
            if words[1] in ("*", key)]
    return ("ok\n" + "".join(rows) + "\n").encode()


def serve(connection):
    with connection:
        while chunk := connection.recv(4096):
            print("got", chunk.split(), flush=True)
            connection.sendall(answer(chunk.decode().split() or ["empty"]))


with socket.create_server((sys.argv[1], int(sys.argv[2]))) as listener:
    while True:
        threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
