"""check_evidence.py EARDRUM REQUIREMENTS DIR: every report has the evidence that it promises.

Judges wrong_server.py for real, with all reports, and looks in each for what the JSON knows of every
failure: the rule and the words that it rests on, what was sent and when, what came, the first
differing byte with a hexdump of both, the testee's own output, and the command that plays it again.
Then pastes these commands. The reports are left in DIR.
"""
import html.parser
import json
import os
import pathlib
import subprocess
import sys
import xml.etree.ElementTree

SESSIONS = ("framing.line-end-is-enough", "framing.error-ends-with-two-lf", "put.value-is-a-word",
            "put.timestamp-is-a-word", "get.value-beyond-six-digits", "get.two-arguments")
RUN_SECONDS_MAX = 300
SHOWN_MAX = 150  # reports cut what is long; its beginning is in each
HERE = pathlib.Path(__file__).resolve().parent


def flat(text):
    """Lines are broken differently from report to report."""
    return " ".join(text.split())


class Cards(html.parser.HTMLParser):
    """The text of each finding on the page, by the name in its heading."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.open, self.heading = {}, [], None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        kind = dict(attributes).get("class") or ""
        if tag in ("article", "details"):
            self.open.append("finding" in kind.split())
            if self.open[-1]:
                self.words, self.heading = [], None
        self.is_heading = tag in ("h3", "strong") and True in self.open and self.heading is None

    def handle_endtag(self, tag):
        if tag in ("article", "details") and self.open.pop():
            self.texts[self.heading] = flat(" ".join(self.words))

    def handle_data(self, data):
        if True not in self.open:
            return
        if self.is_heading:
            self.heading, self.is_heading = data, False
        self.words.append(data)


def console_blocks(text):
    """The finding's blocks: "FAIL  session  [delivery]" and the indented lines after it."""
    blocks, name = {}, None
    for line in text.splitlines():
        words = line.split("  ")
        if not line.startswith(" ") and len(words) == 3 and words[2].startswith("["):
            name = words[1]
        if name is not None and line:
            blocks[name] = blocks.get(name, "") + " " + flat(line)
        else:
            name = None
    return blocks


def tap_blocks(text):
    blocks, name = {}, None
    for line in text.splitlines():
        if line.startswith(("ok ", "not ok ")):
            name = line.split(" - ", 1)[1].split(" [")[0]
        elif line.startswith("    - ") and name:
            blocks[name] = blocks.get(name, "") + " " + flat(json.loads(line[6:]))
    return blocks


def junit_blocks(text):
    blocks = {}
    for case in xml.etree.ElementTree.fromstring(text.encode()).iter("testcase"):
        name = case.get("name").split(" [")[0]
        blocks[name] = blocks.get(name, "") + " " + flat(" ".join(case.itertext()))
    return blocks


def promised(case, rules):
    """(what, text) for each piece of evidence that belongs to the failure."""
    finding = case["finding"]
    rule = rules[finding["requirement"]]
    yield "rule", finding["requirement"]
    yield "what the rule says", rule[0]
    yield "what it rests on", rule[1]
    yield "what went wrong", finding["sentence"]
    yield "step", finding["place"]
    yield "replay", finding["replay"]
    yield "time of the case", "the case took"
    for entry in finding["transcript"]:
        yield "time of a step", f"{entry['at_us'] / 1000:.3f} ms"
        if entry["kind"] == "event":
            yield "event", entry["event"]
        else:
            yield entry["kind"], entry["bytes"]["text"][:SHOWN_MAX]
    received = finding["received"]["text"]
    yield "received", received[:SHOWN_MAX] or "nothing"
    if "expected" in finding:
        yield "expected", finding["expected"]["text"][:SHOWN_MAX]
    if "expected" in finding and received:
        yield "first difference", f"^^ offset {finding['first_difference']}"
        yield "hexdump of what was due", "expected 0000"
        yield "hexdump of what came", "received 0000"
    for stream in ("out", "err"):
        lines = finding["output"][stream]["text"].split("\\n")
        said = [line for line in lines if line]
        if said:
            yield "last line of std" + stream, "│ " + said[-1][:SHOWN_MAX]


def main():
    eardrum, requirements, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    eardrum = os.path.abspath(eardrum)
    folder.mkdir(parents=True, exist_ok=True)
    paths = {one: folder / f"evidence.{one}" for one in ("json", "html", "xml", "tap", "sarif", "md")}
    paths["md"].unlink(missing_ok=True)
    command = [eardrum, "check", "--exhaustive"]
    for session in SESSIONS:
        command += ["--only", session]
    for option, one in (("--json", "json"), ("--html", "html"), ("--junit", "xml"), ("--tap", "tap"),
                        ("--sarif", "sarif")):
        command += [option, str(paths[one])]
    command += ["--github", "--verbose", "--", sys.executable, str(HERE / "wrong_server.py"), "{host}",
                "{port}"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=RUN_SECONDS_MAX,
                         env=dict(os.environ, GITHUB_STEP_SUMMARY=str(paths["md"])), check=False)
    if ran.returncode != 1:
        sys.exit(f"the run ended with {ran.returncode}, not 1:\n{ran.stdout}{ran.stderr}")
    rows = (line.split("\t") for line in requirements.read_text("utf-8").splitlines())
    header = next(row for row in rows if row[0] == "id")
    rules = {row[0]: (flat(row[header.index("rule")]), flat(row[header.index("basis")]))
             for row in rows if len(row) == len(header)}
    texts = {one: path.read_text("utf-8") for one, path in paths.items()}
    blocks = {"console": console_blocks(ran.stdout), "JUnit": junit_blocks(texts["xml"]),
              "TAP": tap_blocks(texts["tap"]), "HTML": Cards(texts["html"]).texts}
    results = json.loads(texts["sarif"])["runs"][0]["results"]
    summary = flat(texts["md"])

    red = [case for case in json.loads(texts["json"])["cases"]
           if case["verdict"] in ("FAIL", "CRASH", "HANG", "SANITIZER")]
    faults, pieces, replays = [], 0, {}
    for case in red:
        finding, name = case["finding"], case["session"]
        for what, piece in promised(case, rules):
            for report, cards in blocks.items():
                pieces += 1
                if flat(piece) not in cards.get(name, ""):
                    faults.append(f"{report}: {name} [{case['delivery']}] lacks {what}: {piece}")
        if not any(finding["sentence"] in one["message"]["text"] and
                   one["properties"]["replay"] == finding["replay"] for one in results):
            faults.append(f"SARIF: {name} [{case['delivery']}] has no result with its replay")
        replays.setdefault(name, (case["verdict"], finding["replay"]))
    for name, (verdict, replay) in replays.items():
        if f"{verdict} {name} [" in summary and flat(replay) not in summary:
            faults.append(f"GitHub: {name} lacks its replay")
        again = subprocess.run(replay, shell=True, capture_output=True, text=True, check=False,
                               timeout=RUN_SECONDS_MAX)
        if again.returncode != 1 or f"{verdict}  {name}  [" not in again.stdout:
            faults.append(f"{name} is not {verdict} again, exit {again.returncode}: {replay}")
    for kind in ("FAIL", "CRASH", "HANG"):
        if not any(case["verdict"] == kind for case in red):
            faults.append(f"no case of the run is {kind}")
    if set(SESSIONS) != set(replays):
        faults.append(f"these did not fail: {sorted(set(SESSIONS) - set(replays))}")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(red)} failures, {pieces} pieces of evidence in {len(blocks)} reports, "
          f"{len(replays)} replays, {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
