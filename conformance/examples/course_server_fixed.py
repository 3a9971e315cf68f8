"""course_server.py with its bug mended: bytes are collected until their LF has come.

Run it:  python3 course_server_fixed.py HOST PORT
"""

import sys

import course_server


class BufferingProtocol(course_server.ClientServerProtocol):
    def connection_made(self, transport):
        super().connection_made(transport)
        self.buffer = b''

    def data_received(self, data):
        self.buffer += data
        *lines, self.buffer = self.buffer.split(b'\n')
        for line in lines:
            self.transport.write(self.answer(line).encode())

    def answer(self, line):
        if line == b'':
            return ''  # the protocol's text asks for no answer to nothing
        try:
            return self.process(line.decode())
        except UnicodeDecodeError:
            return course_server.ERROR


def run_server(host, port):
    """Serves until it is interrupted."""
    course_server.run_server(host, port, BufferingProtocol)


if __name__ == '__main__':
    run_server(sys.argv[1], int(sys.argv[2]))
