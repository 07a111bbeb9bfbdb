"""Usage: run.py MINIVM. Records a trace, makes each export of it, and reads them with the parsers of Python's library."""
import base64
import csv
import html.parser
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.dom.minidom

minivm = sys.argv[1]
program = pathlib.Path(__file__).parent / "names.mini"


def run(*arguments, status=0):
    result = subprocess.run([minivm, *map(str, arguments)], capture_output=True, timeout=120)
    assert result.returncode == status, (arguments, result.returncode, result.stderr)
    return result


def check_chrome(file):
    trace = json.loads(file.read_text("utf-8"))
    events = trace["traceEvents"]
    kinds = {event["ph"] for event in events}
    assert {"M", "X", "s", "f", "C"} <= kinds, kinds
    tracks = {event["tid"]: event["args"]["name"] for event in events if event.get("name") == "thread_name"}
    assert tracks[0] == "the lock" and "</script><script>alert(1)</script>" in tracks.values(), tracks
    for event in events:
        if event["ph"] == "X":
            assert event["ts"] >= 0 and event["dur"] >= 0 and event["tid"] in tracks, event
    # Slices of a track follow each other, or chrome://tracing drops some.
    for track in tracks:
        slices = sorted((event["ts"], event["dur"]) for event in events
                        if event["ph"] == "X" and event["tid"] == track and event.get("cat") != "collection")
        for before, after in zip(slices, slices[1:]):
            assert before[0] + before[1] <= after[0] + 0.0005, (track, before, after)
    starts = {event["id"] for event in events if event["ph"] == "s"}
    assert starts == {event["id"] for event in events if event["ph"] == "f"}


def check_svg(file):
    picture = xml.dom.minidom.parse(str(file))
    assert picture.documentElement.getAttribute("width") == "1600"
    texts = ["".join(node.data for node in text.childNodes) for text in picture.getElementsByTagName("text")]
    assert "the lock" in texts and "MainThread" in texts, texts


def check_csv(file):
    with open(file, encoding="utf-8", errors="surrogateescape", newline="") as lines:
        rows = list(csv.reader(lines))
    assert len({len(row) for row in rows}) == 1


class Page(html.parser.HTMLParser):
    """The texts of script elements by their id, and every element's name."""

    def __init__(self):
        super().__init__()
        self.scripts, self.elements, self.current = {}, [], None

    def handle_starttag(self, tag, attributes):
        self.elements.append(tag)
        assert not {"src", "href"} & dict(attributes).keys(), attributes  # it needs nothing else
        if tag == "script":
            self.current = dict(attributes).get("id", "page")
            self.scripts[self.current] = ""

    def handle_endtag(self, tag):
        if tag == "script":
            self.current = None

    def handle_data(self, data):
        if self.current:
            self.scripts[self.current] += data


def numbers(data):
    value = shift = 0
    for byte in data:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield value
            value = shift = 0


def check_html(file):
    page = Page()
    page.feed(file.read_text("utf-8"))
    page.close()
    assert page.scripts.keys() == {"bands", "facts", "page"}, page.scripts.keys()
    assert "</script><script>alert(1)" not in file.read_text("utf-8")
    facts = json.loads(page.scripts["facts"])
    assert "</script><script>alert(1)</script>" in facts["threads"], facts["threads"]
    stream = numbers(base64.b64decode(page.scripts["bands"], validate=True))
    running = 0
    for thread in facts["threads"]:
        count, time = next(stream), next(stream)
        for _ in range(count):
            time += next(stream)
            running += facts["states"][facts["kinds"][next(stream)][0]] == "running"
        assert time <= facts["duration"], (thread, time)
    holds = next(stream)
    assert holds == running, (holds, running)
    assert all(next(stream) < len(facts["threads"]) for _ in range(holds))
    assert next(stream, None) is None


checks = {".html": check_html, ".json": check_chrome, ".svg": check_svg, ".csv": check_csv}

with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    recorded = folder / "recorded.trace"
    for policy in ["interval", "tick", "seeded"]:
        run(f"--gil={policy}", "--check-interval=1", f"--trace={recorded}", program)
        for suffix, check in checks.items():
            run("report", recorded, f"--trace={folder / ('a' + suffix)}")
            check(folder / ("a" + suffix))
        copy = folder / "copy.trace"
        run("report", recorded, f"--trace={copy}")
        assert copy.read_bytes() == recorded.read_bytes()
    shown = run("report", recorded).stdout.decode("utf-8")
    assert shown.startswith("timeline: ") and "\nlock: seeded" in shown and "\nblame: " in shown, shown
    only = run("report", "--timeline", "--from", "0", "--to", "0.000001", recorded).stdout
    assert only.startswith(b"timeline: 0 ns to 1.00 us") and b"blame" not in only, only

    # What is wrong is said, on standard error, and the status tells.
    assert b"No such file" in run("report", folder / "none.trace", status=2).stderr
    assert b"not a trace" in run("report", program, status=2).stderr
    (folder / "half.trace").write_bytes(recorded.read_bytes()[:-20])
    assert b"ends too soon" in run("report", folder / "half.trace", status=2).stderr
    assert b"cannot write" in run("report", recorded, "--trace=/nowhere/a.svg", status=2).stderr
    run("report", recorded, "--trace=a.gif", status=2)
    run("report", status=2)
    assert b"report" in run("--help").stdout
