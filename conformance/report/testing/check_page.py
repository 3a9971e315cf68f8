"""check_page.py CHROMIUM SCREENSHOTS PAGE...: opens report pages in a headless Chromium.

On a phone, on a desk, in light and in dark: nothing is wider than the window, nothing is loaded,
nothing runs, nothing is logged, the page has its heading, and each step its time. Wrong pages of its
own show first that these checks bite. Writes a screenshot of each.
"""
import base64
import contextlib
import json
import os
import pathlib
import select
import subprocess
import sys
import tempfile

ANSWER_SECONDS_MAX = 120
PICTURE_PIXELS_MAX = 4000
WINDOWS = {"phone": (360, 800), "desk": (1280, 900)}
LOOK = """JSON.stringify({
  wide: document.documentElement.scrollWidth - window.innerWidth,
  sticking: [...document.querySelectorAll('main *')].filter(e =>
    e.getBoundingClientRect().right > window.innerWidth + 1 &&
    !e.closest('.scroll, pre, table.dialogue')).length,
  untold: [...document.querySelectorAll('td.at')].filter(e =>
    e.textContent && !e.closest('details:not([open])') && e.getClientRects().length === 0).length,
  scripts: document.scripts.length, canary: typeof window.canary,
  heading: document.querySelector('h1')?.textContent ?? '',
  background: getComputedStyle(document.body).backgroundColor})"""
WRONG_PAGES = {
    "too wide": "<main><h1>x</h1><p style='width: 3000px'>x</p></main>",
    "runs": "<main><h1>x</h1></main><script>window.canary = 1</script>",
    "loads": "<main><h1>x</h1><img src='file:///nowhere.png'></main>",
    "headless": "<main></main>",
    "timeless": "<main><h1>x</h1><table><tr><td class=at style='display: none'>1 ms</table></main>",
}


class Browser:
    """Chromium on a pipe: commands in, answers and events out, each ended by a NUL."""

    def __init__(self, program, profile):
        to_read, self.to_write = os.pipe()
        self.to_read, to_write = os.pipe()
        # The browser finds its pipe at the descriptors 3 and 4.
        launch = 'exec 3<&"$1" 4>&"$2"; shift 2; exec "$@"'
        self.process = subprocess.Popen(
            ["bash", "-c", launch, "bash", str(to_read), str(to_write), program, "--headless",
             "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe",
             f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(to_read, to_write), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.buffer = b""
        self.number = 0
        self.session = None
        self.events = []
        target = next(t for t in self.call("Target.getTargets")["targetInfos"]
                      if t["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=target["targetId"],
                                 flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")

    def message(self):
        while b"\0" not in self.buffer:
            if not select.select([self.to_read], [], [], ANSWER_SECONDS_MAX)[0]:
                sys.exit("the browser does not answer")
            more = os.read(self.to_read, 1 << 16)
            if not more:
                sys.exit("the browser has ended")
            self.buffer += more
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **parameters):
        self.number += 1
        request = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            request["sessionId"] = self.session
        os.write(self.to_write, json.dumps(request).encode() + b"\0")
        while True:
            message = self.message()
            if message.get("id") == self.number:
                if "error" in message:
                    sys.exit(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message)

    def open(self, path):
        self.events = []
        self.call("Page.navigate", url=path.as_uri())
        while not any(e.get("method") == "Page.loadEventFired" for e in self.events):
            self.events.append(self.message())

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=ANSWER_SECONDS_MAX)


def faults(browser, page, window, scheme):
    """What is wrong with the page, and its background."""
    width, height = WINDOWS[window]
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=1, mobile=False)
    browser.call("Emulation.setEmulatedMedia",
                 features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open(page)
    look = json.loads(browser.call("Runtime.evaluate", expression=LOOK)["result"]["value"])
    found = []
    if look["wide"] > 0 or look["sticking"] > 0:
        found.append(f"is {look['wide']} pixels too wide, {look['sticking']} elements stick out")
    if look["untold"] > 0:
        found.append(f"hides the time of {look['untold']} steps")
    if look["scripts"] or look["canary"] != "undefined":
        found.append("holds or runs a script")
    if not look["heading"]:
        found.append("has no heading")
    for event in browser.events:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            if parameters["request"]["url"].partition("#")[0] != page.as_uri():
                found.append("loads something")
        elif method in ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
            found.append("logs something")
    return found, look["background"]


def check_that_it_bites(browser, folder):
    for name, body in WRONG_PAGES.items():
        page = folder / "wrong.html"
        page.write_text(f"<!doctype html><meta charset=utf-8>{body}", "utf-8")
        if not faults(browser, page, "phone", "light")[0]:
            sys.exit(f"the check takes a page that is wrong: {name}")


def look_at(pages, look, take_picture):
    """Opens each page in each window, light and dark. `look(page, window, scheme)` returns what is wrong and
    the background; `take_picture(page, window, scheme)` keeps what is seen. Returns how many faults there are."""
    bad = 0
    for page in pages:
        backgrounds = set()
        for window in WINDOWS:
            for scheme in ("light", "dark"):
                found, background = look(page, window, scheme)
                backgrounds.add(background)
                for fault in found:
                    bad += 1
                    print(f"{page} ({window}, {scheme}): {fault}", file=sys.stderr)
                take_picture(page, window, scheme)
        if len(backgrounds) != 2:
            bad += 1
            print(f"{page}: light and dark look the same", file=sys.stderr)
    print(f"{len(pages)} pages were opened in {2 * len(WINDOWS)} ways, {bad} faults")
    return bad


def keep_picture(browser, file, **how):
    file.write_bytes(base64.b64decode(browser.call("Page.captureScreenshot", **how)["data"]))


@contextlib.contextmanager
def open_browser(program):
    """A folder of our own, and a browser with its profile in it; both end with the block. The browser may write
    into its profile until it has ended."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        browser = Browser(program, os.path.join(scratch, "profile"))
        try:
            yield pathlib.Path(scratch), browser
        finally:
            browser.close()


def main():
    program, screenshots, *names = sys.argv[1:]
    if not names:
        sys.exit("nothing to check")
    pages = [pathlib.Path(name).resolve() for name in names]

    def take_picture(page, window, scheme):
        area = {"x": 0, "y": 0, "width": WINDOWS[window][0], "height": PICTURE_PIXELS_MAX, "scale": 1}
        keep_picture(browser, pathlib.Path(screenshots) / f"{page.stem}-{window}-{scheme}.png",
                     clip=area, captureBeyondViewport=True)

    with open_browser(program) as (folder, browser):
        check_that_it_bites(browser, folder)
        bad = look_at(pages, lambda *one: faults(browser, *one), take_picture)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
