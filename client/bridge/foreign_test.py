#!/usr/bin/env python3
"""foreign_test.py CLIENT SERVER ROOT: the bridges with the programs of other people, on loopback.

ROOT is a folder with unpacked packages (ci/foreign-programs): collectd, carbon-cache with whisper,
victoria-metrics and the node exporter. Exits with 77, which means skipped, if ROOT is not there."""
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from programs import PATIENCE_SECONDS, end, end_all, start, start_listening, start_quiet, wait_for

try:
    import whisper
except ModuleNotFoundError:  # ci/install-deps foreign
    whisper = None

SKIPPED = 77


def free_port():
    """The programs below cannot say which port the kernel chose."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def page(url):
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as answer:
            return answer.read().decode()
    except (urllib.error.URLError, ConnectionError):
        return ""


class Bench:
    def __init__(self, client, server, root, scratch):
        self.client, self.root, self.scratch = client, pathlib.Path(root), pathlib.Path(scratch)
        self.server, ports = start_listening(server, "--listen", "127.0.0.1:0")
        self.port = ports["listening"]

    def ask(self, *words):
        return subprocess.run([self.client, "--port", str(self.port), *words], text=True, check=True,
                              capture_output=True, timeout=PATIENCE_SECONDS).stdout

    def collectd_is_seen(self):
        """collectd -> bridge -> server -> plot."""
        bridge, ports = start_listening(self.client, "--port", self.port, "bridge", "--interval", "1",
                                        "--carbon-in", "127.0.0.1:0")
        carbon_in = ports["carbon"]
        folder = self.scratch / "collectd"
        folder.mkdir()
        (folder / "collectd.conf").write_text(f'''
Hostname "palm"
FQDNLookup false
Interval 1
BaseDir "{folder}"
PIDFile "{folder}/pid"
PluginDir "{self.root}/usr/lib/collectd"
TypesDB "{self.root}/usr/share/collectd/types.db"
LoadPlugin load
LoadPlugin write_graphite
<Plugin write_graphite>
  <Node "bridge">
    Host "127.0.0.1"
    Port "{carbon_in}"
    Protocol "tcp"
  </Node>
</Plugin>
''')
        log = folder / "log"
        collectd = start_quiet(log, self.root / "usr/sbin/collectd", "-f", "-C",
                               folder / "collectd.conf")
        key = "palm.load.load.shortterm"
        wait_for("two loads of collectd", lambda: self.ask("get", key).count(key) >= 2, [log])
        end(collectd)
        picture = folder / "load.svg"
        self.ask("plot", key, "--svg", str(picture))
        if key not in picture.read_text():
            sys.exit("the plot does not name collectd's key")
        end(bridge)

    def carbon_keeps_it(self):
        """collect -> carbon-cache -> whisper."""
        folder = self.scratch / "carbon"
        for name in ("conf", "storage", "whisper", "log", "run"):
            (folder / name).mkdir(parents=True)
        line, pickle, query = free_port(), free_port(), free_port()
        (folder / "conf/carbon.conf").write_text(f'''
[cache]
STORAGE_DIR = {folder}/storage
LOCAL_DATA_DIR = {folder}/whisper
CONF_DIR = {folder}/conf
LOG_DIR = {folder}/log
PID_DIR = {folder}/run
LINE_RECEIVER_INTERFACE = 127.0.0.1
LINE_RECEIVER_PORT = {line}
PICKLE_RECEIVER_INTERFACE = 127.0.0.1
PICKLE_RECEIVER_PORT = {pickle}
CACHE_QUERY_INTERFACE = 127.0.0.1
CACHE_QUERY_PORT = {query}
MAX_CREATES_PER_MINUTE = inf
''')
        (folder / "conf/storage-schemas.conf").write_text("[all]\npattern = .*\nretentions = 1s:1h\n")
        log = folder / "cache.log"
        packages = os.pathsep.join([str(self.root / "usr/lib/python3/dist-packages"),
                                    os.environ.get("PYTHONPATH", "")])
        cache = start_quiet(log, "/usr/bin/python3", self.root / "usr/bin/carbon-cache",
                            f"--config={folder}/conf/carbon.conf", f"--logdir={folder}/log",
                            "--nodaemon", "start", env=dict(os.environ, PYTHONPATH=packages))

        def is_open():
            try:
                socket.create_connection(("127.0.0.1", line), timeout=1).close()
                return True
            except OSError:
                return False

        wait_for("carbon's port", is_open, [log])
        subprocess.run([self.client, "collect", "--to", f"carbon://127.0.0.1:{line}", "--interval", "1",
                        "--count", "3", "--name", "palm"], check=True, timeout=PATIENCE_SECONDS)
        # carbon writes on its own time.
        stored = folder / "whisper/palm/memory.wsp"
        wait_for("whisper's file", stored.exists, [log])

        def points():
            fetched = whisper.fetch(str(stored), int(time.time()) - 600)
            return [value for value in fetched[1] if value is not None] if fetched else []

        values = wait_for("two points of whisper", lambda: len(points()) >= 2 and points(), [log])
        if not all(0 < value <= 100 for value in values):
            sys.exit(f"no percentages: {values}")
        cache.send_signal(signal.SIGTERM)
        cache.wait(timeout=PATIENCE_SECONDS)

    def victoria_keeps_it(self):
        """collect -> OpenTSDB's put -> victoria-metrics."""
        folder = self.scratch / "victoria"
        folder.mkdir()
        http, telnet = free_port(), free_port()
        log = folder / "log"
        engine = start_quiet(log, self.root / "usr/bin/victoria-metrics",
                             f"-httpListenAddr=127.0.0.1:{http}",
                             f"-opentsdbListenAddr=127.0.0.1:{telnet}",
                             f"-storageDataPath={folder}/data")
        wait_for("victoria-metrics", lambda: page(f"http://127.0.0.1:{http}/health") == "OK", [log])
        subprocess.run([self.client, "collect", "--to", f"opentsdb://127.0.0.1:{telnet}", "--interval",
                        "1", "--count", "3", "--name", "palm"], check=True, timeout=PATIENCE_SECONDS)

        def series():
            page(f"http://127.0.0.1:{http}/internal/force_flush")
            text = page(f"http://127.0.0.1:{http}/api/v1/export?match[]=palm.memory")
            found = [json.loads(each) for each in text.splitlines()]
            return found if found and len(found[0]["values"]) >= 2 else None

        found = wait_for("two points of victoria-metrics", series, [log])[0]
        if found["metric"].get("source") != "eardrum":
            sys.exit(f"without our tag: {found['metric']}")
        if not all(0 < value <= 100 for value in found["values"]):
            sys.exit(f"no percentages: {found['values']}")
        end(engine)

    def node_exporter_is_read(self):
        """node exporter -> scrape -> server."""
        port = free_port()
        log = self.scratch / "node_exporter.log"
        exporter = start_quiet(log, self.root / "usr/bin/prometheus-node-exporter",
                               f"--web.listen-address=127.0.0.1:{port}")
        address = f"http://127.0.0.1:{port}/metrics"
        wait_for("the node exporter", lambda: page(address), [log])
        bridge = start(self.client, "--port", self.port, "bridge", "--interval", "1", "--scrape",
                       address)
        wait_for("a scraped load", lambda: "node_load1 " in self.ask("get", "node_load1"), [log])
        total = "node_cpu_seconds_total;cpu=0;mode=idle"
        wait_for("a scraped counter", lambda: total in self.ask("get", total), [log])
        end(bridge)
        exporter.send_signal(signal.SIGTERM)
        exporter.wait(timeout=PATIENCE_SECONDS)


def main():
    client, server, root = sys.argv[1:]
    if not pathlib.Path(root).is_dir() or whisper is None:
        print(f"{root} or whisper is not there: ci/foreign-programs fetches both")
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(client, server, root, scratch)
        for part in (bench.collectd_is_seen, bench.carbon_keeps_it, bench.victoria_keeps_it,
                     bench.node_exporter_is_read):
            part()
            print(f"passed: {part.__doc__}")
        end(bench.server)


try:
    main()
finally:
    end_all()
