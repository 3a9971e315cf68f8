"""A server for the metrics protocol, as many wrote it for the course. HAS A BUG, ON PURPOSE.

The bug: data_received() takes each chunk of bytes for one whole command. TCP promises no such
thing: a command may come in several chunks, and several commands in one. On a fast local network
whole commands mostly arrive in one piece, so the server seems to work. `eardrum check` shows what
happens when they do not: `put k 1.5 100` cut after `10` stores the sample under timestamp 10.
course_server_fixed.py is the same server with the chunks put together first.

Run it:  python3 course_server.py HOST PORT
"""

import asyncio
import sys

ERROR = 'error\nwrong command\n\n'


class Storage:
    """Metrics in memory: key -> {timestamp: value}. The last write of a second wins."""

    def __init__(self):
        self._data = {}

    def put(self, key, value, timestamp):
        self._data.setdefault(key, {})[timestamp] = value

    def get(self, key):
        if key == '*':
            return self._data
        return {key: self._data.get(key, {})}


class ClientServerProtocol(asyncio.Protocol):
    storage = Storage()  # shared by all connections

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        # The bug: `data` is whatever has arrived so far, not one command.
        response = self.process(data.decode().rstrip('\n'))
        self.transport.write(response.encode())

    def process(self, command):
        words = command.split(' ')
        try:
            if words[0] == 'put':
                _, key, value, timestamp = words
                self.storage.put(key, float(value), int(timestamp))
                return 'ok\n\n'
            if words[0] == 'get':
                _, key = words
                return self.format_rows(self.storage.get(key))
        except ValueError:  # too few or too many words, or not a number
            pass
        return ERROR

    @staticmethod
    def format_rows(metrics):
        rows = [
            f'{key} {value} {timestamp}\n'
            for key, samples in metrics.items()
            for timestamp, value in sorted(samples.items())
        ]
        return 'ok\n' + ''.join(rows) + '\n'


async def serve(host, port, protocol):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, host, port)
    async with server:
        await server.serve_forever()


def run_server(host, port, protocol=ClientServerProtocol):
    """Serves until it is interrupted."""
    try:
        asyncio.run(serve(host, port, protocol))
    except KeyboardInterrupt:
        pass


if __name__ == '__main__':
    run_server(sys.argv[1], int(sys.argv[2]))
