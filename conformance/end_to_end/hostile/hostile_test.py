#!/usr/bin/env python3
"""The kit against hostile testees: README.md says what it must say of each, and this holds it to it.

Usage: hostile_test.py EARDRUM EARDRUM-SERVER [PROGRAM...]
"""

import ast
import concurrent.futures
import ctypes
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import unicodedata

FOLDER = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(FOLDER, 'hostile.py')
SECONDS_MAX = 60
KIT_BYTES_MAX = 200 << 20
AT_A_TIME = 6
NEED_A_NAMESPACE = ['kills_its_parent']
# One dialogue that every honest server passes: two requests, so that there is a second answer.
SESSION = ['--only', 'get.row-is-key-value-timestamp']
SHORT = ['--delivery', 'whole', '--random', '0', '--load', '0', '--jobs', '1']
IMPATIENCE = ['--start-timeout', '8', '--answer-timeout', '2']


class Case:
    """One row of the table."""

    def __init__(self, cells):
        program, self.does, self.word, options, code, self.sentence = cells
        self.program = program.strip('`')
        self.options = options.split()
        self.code = int(code)
        self.name = ' '.join([self.program, self.word, *self.options]).strip()

    def filled(self, text, port, precious):
        return text.replace('PORT', str(port)).replace('FILE', precious)

    def command(self, port, precious):
        if not self.in_python():
            return [os.path.join(FOLDER, self.program)]
        word = self.filled(self.word, port, precious)
        return ['python3', PROGRAMS, self.program, '{host}', '{port}', word]

    def in_python(self):
        return '.' not in self.program and not os.path.exists(os.path.join(FOLDER, self.program))


def table():
    cases = []
    with open(os.path.join(FOLDER, 'README.md'), encoding='utf-8') as file:
        for line in file:
            if line.startswith('| `'):
                cases.append(Case([cell.strip() for cell in line.strip().strip('|').split('|')]))
    return cases


def says(text, sentence):
    """Whether the text holds the sentence, in which … stands for anything within the line."""
    pattern = '.*'.join(re.escape(part) for part in sentence.split('…'))
    return re.search(pattern, text) is not None


def check_table(cases):
    """Every program is in the table, as it describes itself."""
    with open(PROGRAMS, encoding='utf-8') as file:
        tree = ast.parse(file.read())
    described = {node.name: ast.get_docstring(node) for node in tree.body
                 if isinstance(node, ast.FunctionDef)}
    tools = {'answer_of', 'converse', 'listen', 'serve', 'in_background', 'endlessly', 'detach',
             'reporting', 'compute',
             'main'}
    wrong = [f'{name} is not in README.md' for name in described.keys() - tools
             if name not in {case.program for case in cases}]
    wrong += [f'{case.program}: README.md says "{case.does}", it itself "'
              f'{described.get(case.program)}"' for case in cases
              if case.in_python() and described.get(case.program) != case.does]
    return wrong


def unprintable(data):
    """What in the kit's output could command a terminal, a build server, or a reader's eye."""
    text = data.decode('utf-8', 'surrogateescape')
    wrong = [f'U+{ord(c):04X}' for c in text
             if c != '\n' and unicodedata.category(c) in ('Cc', 'Cf', 'Cs', 'Co', 'Zl', 'Zp')]
    wrong += [line for line in text.split('\n') if line.startswith(('::', '##['))]
    return wrong


def orphans():
    """Processes that fell to us when the kit that ran them had gone: their names."""
    names = []
    try:
        while True:
            pid, _ = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break  # the rest lives
    except ChildProcessError:
        return names
    with open(f'/proc/self/task/{os.getpid()}/children', encoding='ascii') as file:
        for pid in file.read().split():
            with open(f'/proc/{pid}/comm', encoding='ascii') as comm:
                names.append(f'{pid} ({comm.read().strip()})')
            os.kill(int(pid), signal.SIGKILL)
            os.waitpid(int(pid), 0)
    return names


def run(words, folder):
    """Runs the kit; (exit code, output, its and its children's largest memory in bytes)."""
    environment = dict(os.environ, TMPDIR=folder, CI_JOB_TOKEN='planted-secret')
    with tempfile.TemporaryFile() as output:
        kit = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                               env=environment, cwd=folder)
        late = threading.Timer(SECONDS_MAX, lambda: os.kill(kit.pid, signal.SIGKILL))
        late.start()
        _, status, used = os.wait4(kit.pid, 0)
        late.cancel()
        late.join()
        kit.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        return kit.returncode, output.read(), used.ru_maxrss * 1024


def check(eardrum, case, port):
    """(what is wrong, the kit's largest memory in bytes)"""
    folder = tempfile.mkdtemp(prefix='eardrum-hostile-')
    precious = tempfile.NamedTemporaryFile(prefix='eardrum-precious-')
    report_path = os.path.join(folder, 'report.json')
    wrong = []
    try:
        options = [case.filled(option, port, precious.name) for option in case.options]
        code, output, memory = run(
            [eardrum, 'check', *([] if '--only' in options else SESSION), *SHORT, *IMPATIENCE,
             '--json', report_path, *options, '--', *case.command(port, precious.name)], folder)
        text = output.decode('utf-8', 'replace')
        said = text
        if code == 1:
            with open(report_path, encoding='utf-8') as file:
                found = [one for one in json.load(file)['cases'] if one.get('finding')]
            if len(found) != 1:
                wrong.append(f'{len(found)} findings, not one')
            said = '\n'.join(f"{one['verdict']} {one['finding']['sentence']}" for one in found)
        if code != case.code:
            wrong.append(f'exit code {code}, not {case.code}')
        if not says(said, case.sentence):
            wrong.append(f'it does not say "{case.sentence}"')
        if memory > KIT_BYTES_MAX:
            wrong.append(f'{memory >> 20} MB of memory')
        wrong += [f'in its output: {one}' for one in unprintable(output)]
        if wrong:
            wrong.append(f'it says:\n{said[-3000:]}')
        if os.path.exists(report_path):
            os.remove(report_path)
        left = [os.path.join(place, name) for place, folders, files in os.walk(folder)
                for name in folders + files]
        wrong += [f'left behind: {one}' for one in left]
        if not os.path.exists(precious.name):
            wrong.append('a file outside was removed')
        return wrong, memory
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if os.path.exists(precious.name):
            precious.close()


def honest_verdicts(eardrum, server):
    folder = tempfile.mkdtemp(prefix='eardrum-honest-')
    try:
        path = os.path.join(folder, 'report.json')
        code, output, _ = run([eardrum, 'check', '--only', 'get.*', '--only', 'framing.*', *SHORT,
                               '--json', path, '--', server, '--listen', '{host}:{port}'], folder)
        if not os.path.exists(path):
            return code, 'nothing', output.decode('utf-8', 'replace')
        with open(path, encoding='utf-8') as file:
            report = json.load(file)
        verdicts = [(one['session'], one['delivery'], one['verdict']) for one in report['cases']]
        return code, report['confinement'], verdicts
    finally:
        shutil.rmtree(folder)


def main():
    eardrum, server = (os.path.abspath(path) for path in sys.argv[1:3])
    wanted = set(sys.argv[3:])
    cases = [case for case in table() if not wanted or case.program in wanted]
    failures = check_table(table())
    # What a kit leaves behind falls to us.
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER

    busy = socket.create_server(('127.0.0.1', 0))
    port = busy.getsockname()[1]
    before = honest_verdicts(eardrum, server)
    if before[0] != 0:
        failures.append(f'the honest server, alone: {before}')
    if 'PID and mount namespaces' not in before[1]:
        print(f"left out: {', '.join(NEED_A_NAMESPACE)} (in force: {before[1]})")
        cases = [case for case in cases if case.program not in NEED_A_NAMESPACE]
    largest = 0
    with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as pool:
        runs = {pool.submit(check, eardrum, case, port): case for case in cases}
        rounds = 0
        while True:
            rounds += 1
            meanwhile = honest_verdicts(eardrum, server)
            if meanwhile != before:
                failures.append(f'the honest server, beside them: {meanwhile}')
            if all(one.done() for one in runs):
                break
        for one, case in runs.items():
            wrong, memory = one.result()
            largest = max(largest, memory)
            failures += [f'{case.name}: {text}' for text in wrong]
            print(f"{'ok  ' if not wrong else 'FAIL'} {memory >> 20:4d} MB  {case.name}")
    failures += [f'a process is left: {pid}' for pid in orphans()]
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f'{len(cases)} hostile testees; the kit held at most {largest >> 20} MB, '
          f'{largest / KIT_BYTES_MAX:.2f} of what it may (this test itself: {own >> 20} MB); '
          f'an honest server judged {rounds + 1} times')
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
