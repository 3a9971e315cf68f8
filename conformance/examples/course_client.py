"""A client for the metrics protocol, as many wrote it for the course. HAS A BUG, ON PURPOSE.

The bug: read() calls recv() once and takes what comes for the whole answer. An answer may come in
several pieces: then the client returns a part of it as if it were all, or raises, and reads the
rest as the answer to its next call. Reading on until the answer ends in LF LF would mend it.
"""

import socket
import time


class ClientError(Exception):
    """The server refused the command, or nothing sensible could be read from it."""


class Client:
    def __init__(self, host, port, timeout=None):
        try:
            self.connection = socket.create_connection((host, port), timeout)
        except OSError as error:
            raise ClientError('cannot connect') from error

    def put(self, key, value, timestamp=None):
        if timestamp is None:
            timestamp = int(time.time())
        self.ask(f'put {key} {value} {timestamp}\n')

    def get(self, key):
        metrics = {}
        try:
            for row in self.ask(f'get {key}\n'):
                name, value, timestamp = row.split(' ')
                metrics.setdefault(name, []).append((int(timestamp), float(value)))
        except ValueError as error:
            raise ClientError('the server sent no row') from error
        for samples in metrics.values():
            samples.sort()
        return metrics

    def ask(self, command):
        """Sends one command and returns the rows of its answer."""
        try:
            self.connection.sendall(command.encode())
            answer = self.read()
        except OSError as error:
            raise ClientError('the connection failed') from error
        status, *rows = answer.rstrip('\n').split('\n')
        if status != 'ok':
            raise ClientError(answer)
        return rows

    def read(self):
        # The bug: one recv() is one piece of the answer, not the answer.
        return self.connection.recv(1024).decode()

    def close(self):
        self.connection.close()
