#!/usr/bin/env python3
"""plot_test.py CHROMIUM SCREENSHOTS BIN: collect -> eardrum-server -> stats -> plot --html -> Chromium.

The page is opened on a phone and on a desk, in light and in dark, with what this machine does, with a
million samples, and with keys that would act on a browser: it draws, it shows values at the pointer, it
zooms, it is not too wide, it loads nothing, logs nothing, and nothing but its own script runs. Wrong pages
show first that these checks bite. Writes a screenshot of each.
"""
import json
import math
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "conformance/report/testing"))
from check_page import WINDOWS, keep_picture, look_at, open_browser  # noqa: E402

PATIENCE_SECONDS = 120
PAGE_BYTES_MAX = 2_000_000
LOOK = """JSON.stringify({
  wide: document.documentElement.scrollWidth - window.innerWidth, canary: typeof window.canary,
  drawn: [...document.querySelectorAll('#plot canvas')].map(c => c.toDataURL()).join(''),
  blank: [...document.querySelectorAll('#plot canvas')].every(c => {
    const empty = document.createElement('canvas');
    [empty.width, empty.height] = [c.width, c.height];
    return c.toDataURL() === empty.toDataURL(); }),
  moment: document.getElementById('moment')?.textContent.trim() ?? '',
  values: [...document.querySelectorAll('#values b')].filter(v => v.textContent).length,
  strangers: document.querySelectorAll('#values img, #values script, h1 *, svg, img').length,
  background: getComputedStyle(document.body).backgroundColor})"""
HOSTILE = ["</script><script>window.canary=1</script>", "<img/src=x:/onerror=window.canary=1>",
           "</title><svg/onload=window.canary=1>", "\"onmouseover=\"window.canary=1", "=1+1", "`id`$(id)"]


def look(browser):
    return json.loads(browser.call("Runtime.evaluate", expression=LOOK)["result"]["value"])


def mouse(browser, kind, x, y, **more):
    browser.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)


def middle_of_plot(browser):
    box = json.loads(browser.call(
        "Runtime.evaluate", expression="(b => JSON.stringify([b.x + b.width / 2, b.y + b.height / 2, b.width]))"
        "(document.getElementById('plot').getBoundingClientRect())")["result"]["value"])
    return box


def faults(browser, page, window, scheme):
    """What is wrong with the page, and its background."""
    width, height = WINDOWS[window]
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                 mobile=False)
    browser.call("Emulation.setEmulatedMedia",
                 features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open(page)
    first = look(browser)
    found = []
    if first["wide"] > 0:
        found.append(f"is {first['wide']} pixels too wide")
    if first["blank"]:
        found.append("draws nothing")
        return found, first["background"]
    x, y, plot_width = middle_of_plot(browser)
    mouse(browser, "mouseMoved", x, y)
    pointed = look(browser)
    if not pointed["moment"] or pointed["values"] == 0:
        found.append("shows no values at the pointer")
    mouse(browser, "mousePressed", x, y, button="left", clickCount=1)
    mouse(browser, "mouseMoved", x + plot_width / 4, y, button="left", buttons=1)
    mouse(browser, "mouseReleased", x + plot_width / 4, y, button="left", clickCount=1)
    zoomed = look(browser)
    if zoomed["drawn"] == pointed["drawn"]:
        found.append("does not zoom")
    if zoomed["canary"] != "undefined" or zoomed["strangers"]:
        found.append("lets a key act")
    for event in browser.events:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            if parameters["request"]["url"].partition("#")[0] != page.as_uri():
                found.append("loads something")
        elif method in ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
            found.append(f"logs something: {parameters}"[:300])
    return found, first["background"]


def check_that_it_bites(browser, page, folder):
    """Faults planted into a page that is right."""
    text = page.read_text("utf-8")
    planted = {
        "draws nothing": text.replace("new Dygraph(", "new Object("),
        "lets a key act": text.replace("<script>", "<script>window.canary = 1;</script><script>", 1),
        "is too wide": text.replace("<main>", "<main><p style='width: 3000px'>x</p>"),
        "loads": text.replace("<main>", "<main><img src='file:///nowhere.png'>"),
        "no values": text.replace("highlightCallback:", "otherCallback:"),
    }
    for name, wrong in planted.items():
        if wrong == text:
            sys.exit(f"cannot be planted: {name}")
        path = folder / "wrong.html"
        path.write_text(wrong, "utf-8")
        if not faults(browser, path, "phone", "light")[0]:
            sys.exit(f"the check takes a page that is wrong: {name}")


def make_pages(binaries, folder):
    """Pages of three servers' samples, each from the programs as a user runs them."""
    pages = []

    def serve(fill, name):
        server = subprocess.Popen([binaries / "eardrum-server", "--listen", "127.0.0.1:0"],
                                  stdout=subprocess.PIPE, text=True)
        try:
            port = server.stdout.readline().rpartition(":")[2].strip()

            def client(*words, text=None):
                return subprocess.run([binaries / "eardrum-client", "--port", port, *words], input=text,
                                      capture_output=True, text=True, check=True,
                                      timeout=PATIENCE_SECONDS).stdout

            fill(client)
            page = folder / f"{name}.html"
            client("plot", "--html", str(page), "--max-answer", "1GiB")
            pages.append(page)
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_SECONDS)

    def machine(client):
        client("collect", "--interval", "1", "--count", "3", "--name", "palm")
        lines = client("stats", "--format", "jsonl").splitlines()
        counts = {line["key"]: line["count"] for line in map(json.loads, lines)}
        wanted = {f"palm.{key}": 3 for key in ("cpu", "memory", "disk", "network")}
        if counts != wanted:
            sys.exit(f"collected {counts}, not {wanted}")

    def hostile(client):
        rows = [f"put {key} {i % 5} {1501864247 + i * 10}\n" for key in HOSTILE for i in range(50)]
        client("load", "-", text="".join(rows))

    def million(client):
        rows = (f"put day.key{key:02} {50 + 40 * math.sin(i / 7000 + key):.3f} {1501804800 + i}\n"
                for i in range(100_000) for key in range(10))
        client("load", "--pipeline", "100", "-", text="".join(rows))

    serve(machine, "machine")
    serve(hostile, "hostile-keys")
    serve(million, "million")
    return pages


def main():
    program, screenshots, binaries = sys.argv[1:]

    def take_picture(page, window, scheme):
        keep_picture(browser, pathlib.Path(screenshots) / f"plot-{page.stem}-{window}-{scheme}.png")

    with open_browser(program) as (folder, browser):
        pages = make_pages(pathlib.Path(binaries).resolve(), folder)
        check_that_it_bites(browser, pages[0], folder)
        large = [page for page in pages if page.stat().st_size > PAGE_BYTES_MAX]
        for page in large:
            print(f"{page.name} has {page.stat().st_size} bytes", file=sys.stderr)
        bad = look_at(pages, lambda *one: faults(browser, *one), take_picture)
    return 1 if large or bad else 0


if __name__ == "__main__":
    sys.exit(main())
