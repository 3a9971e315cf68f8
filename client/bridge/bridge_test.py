#!/usr/bin/env python3
"""bridge_test.py CLIENT SERVER: every bridge, with senders and readers of this test's own, on loopback."""
import http.server
import socket
import subprocess
import sys
import threading
import urllib.request

from programs import PATIENCE_SECONDS, end, end_all, start_listening, wait_for


class Exporter(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b'# TYPE temp gauge\ntemp{room="one two"} 21.5\n'
        self.send_response(200 if self.path == "/metrics" else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def accept_all(listener):
    """Everything that one connection sends, in a list that grows."""
    received = []

    def work():
        peer, _ = listener.accept()
        with peer:
            while chunk := peer.recv(65536):
                received.append(chunk)

    threading.Thread(target=work, daemon=True).start()
    return received


def main():
    client, server_program = sys.argv[1:]
    server, ports = start_listening(server_program, "--listen", "127.0.0.1:0")
    port = str(ports["listening"])

    def get(key):
        return subprocess.run([client, "--port", port, "get", key], capture_output=True, text=True,
                              timeout=PATIENCE_SECONDS, check=True).stdout

    exporter = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Exporter)
    threading.Thread(target=exporter.serve_forever, daemon=True).start()
    carbon_out = socket.create_server(("127.0.0.1", 0))
    opentsdb_out = socket.create_server(("127.0.0.1", 0))
    to_carbon, to_opentsdb = accept_all(carbon_out), accept_all(opentsdb_out)
    bridge, inputs = start_listening(
        client, "--port", port, "bridge", "--interval", "1", "--carbon-in", "127.0.0.1:0",
        "--statsd-in", "127.0.0.1:0", "--prometheus-out", "127.0.0.1:0",
        "--scrape", f"http://127.0.0.1:{exporter.server_port}/metrics",
        "--to", f"127.0.0.1:{port}",
        "--to", f"carbon://127.0.0.1:{carbon_out.getsockname()[1]}",
        "--to", f"opentsdb://127.0.0.1:{opentsdb_out.getsockname()[1]}", lines=3)

    with socket.create_connection(("127.0.0.1", inputs["carbon"])) as sender:
        sender.sendall(b"carbon.key 1.5 1501864247\nbroken\n" + b"x" * 5000 + b"\ncarbon.key 2 1501864248\ncut 1")
    wait_for("carbon", lambda: get("carbon.key") == "carbon.key 1.5 1501864247\ncarbon.key 2 1501864248\n")
    if get("cut"):
        sys.exit("a line that was cut is taken")

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"statsd.gauge:7|g\nbroken", ("127.0.0.1", inputs["statsd"]))
    wait_for("statsd", lambda: " 7 " in get("statsd.gauge"))
    wait_for("scrape", lambda: "temp;room=one_two 21.5 " in get("temp;room=one_two"))

    page = urllib.request.urlopen(f"http://127.0.0.1:{inputs['prometheus']}/metrics",
                                  timeout=PATIENCE_SECONDS).read().decode()
    if 'carbon_key{key="carbon.key"} 2 1501864248000\n' not in page:
        sys.exit(f"not on the page: {page}")
    wait_for("carbon out", lambda: b"carbon.key 1.5 1501864247\n" in b"".join(to_carbon))
    wait_for("opentsdb out",
             lambda: b"put carbon.key 1501864247 1.5 source=eardrum\n" in b"".join(to_opentsdb))
    end(bridge)
    end(server)
    exporter.shutdown()


try:
    main()
finally:
    end_all()
print("passed")
