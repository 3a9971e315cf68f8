"""Programs that a test kit must survive: python3 hostile.py PROGRAM HOST PORT [WORD].

Each does one thing wrong, said by its first line, and is an honest server in all else. None can
hurt the machine: what multiplies or grows stops by itself. README.md says what the kit must say.
"""

import os
import signal
import socket
import sys
import tempfile
import threading
import time

HOST, PORT, WORD = '127.0.0.1', 0, ''
MEGABYTE = 1 << 20
forever = threading.Event().wait


def answer_of(store, line):
    """What an honest server says to one line."""
    words = line.decode('latin-1').split(' ')
    if len(words) == 4 and words[0] == 'put':
        store.setdefault(words[1], []).append(' '.join(words[1:]))
        return b'ok\n\n'
    if len(words) == 2 and words[0] == 'get':
        keys = list(store) if words[1] == '*' else [words[1]]
        rows = [row + '\n' for key in keys for row in store.get(key, [])]
        return ('ok\n' + ''.join(rows) + '\n').encode('latin-1')
    return b'error\nwrong command\n\n'


def converse(connection, store, reply, leave):
    """Serves one connection to its end."""
    pending = b''
    try:
        while data := connection.recv(65536):
            *lines, pending = (pending + data).split(b'\n')
            for line in lines:
                reply(connection, answer_of(store, line))
        leave(connection)
    except OSError:
        pass
    connection.close()


def listen(port=None):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((HOST, PORT if port is None else port))
    listener.listen(64)
    return listener


def serve(reply=lambda connection, answer: connection.sendall(answer),
          leave=lambda connection: None, listener=None):
    """Serves for ever; `reply` sends an answer, `leave` follows the client's end of sending."""
    listener = listener or listen()
    store = {}
    while True:
        connection, _ = listener.accept()
        arguments = (connection, store, reply, leave)
        threading.Thread(target=converse, args=arguments, daemon=True).start()


def in_background(work):
    threading.Thread(target=work, daemon=True).start()


def endlessly(write, chunk):
    try:
        while True:
            write(chunk)
    except OSError:
        pass


# ---- reports of checkers, work

def reporting(report):
    """Serves, and writes the report to stderr at each request."""
    def reply(connection, answer):
        sys.stderr.write(report)
        sys.stderr.flush()
        connection.sendall(answer)
    serve(reply)


def reports_a_memory_error():
    """Writes what AddressSanitizer writes of a memory error, and serves on (halt_on_error=0)."""
    legend = ''.join(f'  Shadow byte legend, line {number}\n' for number in range(40))
    reporting('=' * 65 + '\n==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x602 at '
              'pc 0x1 bp 0x2 sp 0x3\nREAD of size 1\n    #0 0x1 in store_put store.c:12\n' + legend)


def reports_undefined_behaviour():
    """Writes what UndefinedBehaviorSanitizer writes of an overflow, and serves on."""
    reporting('store.c:12:5: runtime error: signed integer overflow: 1 + 2147483647\n')


def reports_a_race():
    """Writes what ThreadSanitizer writes of a data race, and serves on."""
    reporting('=' * 18 + '\nWARNING: ThreadSanitizer: data race (pid=7)\n  Write of size 8\n')


def reports_a_race_of_goroutines():
    """Writes what Go's race detector writes of a data race, and serves on."""
    reporting('=' * 18 + '\nWARNING: DATA RACE\nWrite at 0x00c0000b4010 by goroutine 7:\n')


def panics_and_recovers():
    """Writes what a Go program writes of a panic that it has recovered from, and serves on."""
    reporting('panic serving 127.0.0.1:4: runtime error: index out of range [3]\n')


def child_dies():
    """Serves each connection in a child that ends by a memory fault, and waits for none."""
    listener = listen()
    while True:
        connection, _ = listener.accept()
        if os.fork() == 0:
            connection.recv(65536)
            os.kill(os.getpid(), signal.SIGSEGV)
        connection.close()


def compute(seconds):
    """Uses so much processor time."""
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        sum(range(10000))


def computes():
    """Uses three seconds of processor time for each answer."""
    def reply(connection, answer):
        compute(3)
        connection.sendall(answer)
    serve(reply)


def computes_for_ever():
    """Computes without end instead of answering."""
    serve(lambda connection, answer: compute(1e9))


# ---- processes

def detach(work):
    """Does the work in a process that has left parent, session and environment marks behind."""
    if os.fork() != 0:
        os.wait()
        return
    os.setsid()
    if os.fork() == 0:
        work()
    os._exit(0)


def daemon():
    """Forks twice, leaves the session, and serves from there while the parent exits."""
    pid = os.getpid()

    def lives():
        try:
            with open(f'/proc/{pid}/stat', encoding='ascii') as file:
                return file.read().rpartition(') ')[2][0] != 'Z'
        except OSError:
            return False

    def work():
        while lives():
            time.sleep(0.001)
        serve()
    detach(work)


def sidekick():
    """Leaves a daemon with a cleared environment behind, and serves."""
    detach(lambda: os.execve('/bin/sleep', ['sleep', '1000'], {}))
    serve()


def fork_bomb():
    """Forks children that fork, up to 256 in all, and never listens."""
    processes = 1
    while processes < 256:
        os.fork()
        processes *= 2
    forever()


def ignores_term():
    """Ignores TERM, HUP and INT, and serves."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    serve()


def stops_itself():
    """Stops itself (SIGSTOP) at the first request."""
    serve(lambda connection, answer: os.kill(os.getpid(), signal.SIGSTOP))


def keeps_the_pipe():
    """Exits at once; a grandchild in a session of its own keeps stdout and stderr open."""
    detach(forever)
    sys.exit(4)


def kills_its_parent():
    """Sends KILL to its parent and to the process of each number below 10, and serves."""
    own = os.getpid()
    parent = os.getppid()
    for pid in [parent, *range(1, 10)]:
        # Outside a PID namespace the numbers below 10 are the system's: the parent is enough.
        if pid > 1 and pid != own and (pid == parent or parent == 0):
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
    serve()


def kills_its_group():
    """Sends KILL to its process group at the first request."""
    serve(lambda connection, answer: os.killpg(0, signal.SIGKILL))


# ---- output

def closes_its_output():
    """Closes stdin, stdout and stderr, and serves."""
    for fd in range(3):
        os.close(fd)
    serve()


def floods_output():
    """Writes NULs without a line end to stdout as fast as it can, and serves."""
    in_background(lambda: endlessly(lambda chunk: os.write(1, chunk), bytes(MEGABYTE)))
    serve()


def floods_errors():
    """Writes lines to stderr as fast as it can, and serves."""
    in_background(lambda: endlessly(lambda chunk: os.write(2, chunk), b'error: no\n' * 100000))
    serve()


def talks_first():
    """Prints 30 megabytes before it listens, and serves."""
    for _ in range(30):
        sys.stdout.write('starting ... ' * (MEGABYTE // 13))
    sys.stdout.flush()
    serve()


def paints():
    """Writes escape sequences and workflow commands to its output and into its answers."""
    paint = b'\x1b]52;c;ZXZpbA==\x07\x1b[2J\r::error::gone\n##[error]gone\n::stop-commands::x\n\x9b2J'
    os.write(1, paint)
    os.write(2, paint)
    serve(lambda connection, answer: connection.sendall(paint + b'\n\n'))


# ---- answers

def floods_answers():
    """Answers each request with bytes that never end."""
    serve(lambda connection, answer: endlessly(connection.sendall, b'x' * MEGABYTE))


def endless_rows():
    """Answers get with well-formed rows that never end, in small segments."""
    def reply(connection, answer):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(answer[:-1])
        if answer != b'ok\n\n':
            endlessly(connection.sendall, b'palm.cpu 10.5 1501864247\n' * 4)
        connection.sendall(b'\n')
    serve(reply)


def drips():
    """Answers get with a byte now and then, without an end."""
    def reply(connection, answer):
        connection.sendall(answer[:-1])
        while answer != b'ok\n\n':
            connection.sendall(b'x')
            time.sleep(0.05)
        connection.sendall(b'\n')
    serve(reply)


def floods_the_half_closed():
    """Floods a client that has ended its sending, for as long as that reads."""
    serve(leave=lambda connection: endlessly(connection.sendall, b'error\n' * 100000))


def never_answers():
    """Accepts connections, reads, and answers nothing."""
    serve(lambda connection, answer: None)


def dies_in_an_answer():
    """Exits with code 3 in the middle of its first answer."""
    serve(lambda connection, answer: (connection.sendall(answer[:1]), os._exit(3)))


def dies_at_a_request():
    """Exits with code 3 at the first request."""
    serve(lambda connection, answer: os._exit(3))


def dies_slowly():
    """Closes the connection at the first request, works for 0.1 s, and exits with code 3."""
    def close(connection, answer):
        connection.shutdown(socket.SHUT_RDWR)
        end = time.monotonic() + 0.1
        while time.monotonic() < end:
            pass
        os._exit(3)
    serve(close)


def dumps_core():
    """Raises its core limit as far as it may, and aborts at the first request."""
    import resource
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    serve(lambda connection, answer: os.abort())


def spins():
    """Uses all the processor time that it gets once a client has left, and serves."""
    def leave(_):
        while True:
            pass
    serve(leave=leave)


# ---- the disk

def fills_the_disk():
    """Writes a file of 64 megabytes before it listens."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it
    with tempfile.NamedTemporaryFile(delete=False) as file:
        for _ in range(64):
            file.write(bytes(MEGABYTE))
    serve()


def sparse_file():
    """Makes a file of 100 GB without contents before it listens."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.truncate(100 << 30)
    serve()


def leaves_links():
    """Leaves files, folders and symbolic links to WORD in its temporary folder, and serves."""
    folder = tempfile.gettempdir()
    os.mkdir(folder + '/folder')
    for name in ('link', 'folder/link', 'folder/..data'):
        os.symlink(WORD, f'{folder}/{name}')
    os.symlink(os.path.dirname(WORD), folder + '/folder/up')
    os.mkdir(folder + '/locked', mode=0o000)
    serve()


# ---- what it reads

def reads_the_environment():
    """Exits with code 9 if a secret of the kit's environment reaches it; else serves."""
    places = ['/proc/self/environ', '/proc/1/environ', f'/proc/{os.getppid()}/environ']
    for place in places:
        try:
            with open(place, 'rb') as file:
                if b'planted-secret' in file.read():
                    os._exit(9)
        except OSError:
            pass
    serve()


# ---- starting

def exits_0():
    """Exits with code 0 at once."""


def exits_1():
    """Exits with code 1 at once."""
    sys.exit(1)


def kills_itself():
    """Ends itself by a memory fault before it listens."""
    os.kill(os.getpid(), signal.SIGSEGV)
    forever()


def never_listens():
    """Does nothing at all."""
    forever()


def stops_listening():
    """Listens, and closes the listening socket as soon as a client has come."""
    listener = listen()
    listener.accept()
    listener.close()
    forever()


def busy_port():
    """Listens on a port that somebody else holds, WORD, whatever it is told."""
    serve(listener=listen(int(WORD)))


def announces():
    """Serves, but announces the address WORD."""
    listener = listen()
    print('listening', WORD, flush=True)
    serve(listener=listener)


def main():
    global HOST, PORT, WORD
    program, HOST, port, WORD = (sys.argv[1:] + [''])[:4]
    PORT = int(port)
    globals()[program]()


main()
