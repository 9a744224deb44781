"""Headless Chromium for the tests of pages: pages as they stand after their script ran, and scripted readers."""
import html.parser
import json
import os
import shutil
import subprocess
import sys
import tempfile

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
# Every name resolves to nothing: a request for anything would fail and show in the console.
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-extensions", "--host-resolver-rules=MAP * ~NOTFOUND",
    "--enable-logging=stderr", "--v=0", "--virtual-time-budget=20000",
]


class Page(html.parser.HTMLParser):
    """Counts elements by tag and by class, and keeps the attributes and texts of those with an id."""

    def __init__(self, text, console):
        super().__init__(convert_charrefs=True)
        self.by_class, self.by_id, self.rows, self.text_of = {}, {}, 0, {}
        self.console = console
        self.inside = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        for name in (attributes.get("class") or "").split():
            self.by_class[name] = self.by_class.get(name, 0) + 1
        if "id" in attributes:
            self.by_id[attributes["id"]] = attributes
            self.inside = attributes["id"]
        if tag == "html":
            self.by_id["html"] = attributes
        if tag == "tr" and "data-i" in attributes:
            self.rows += 1

    def handle_data(self, text):
        if self.inside:
            self.text_of[self.inside] = self.text_of.get(self.inside, "") + text


def open_page(path, address="", size="1366,768"):
    """The page at `path` after its script ran."""
    with tempfile.TemporaryDirectory(prefix="tenon-browser-") as profile:
        answer = subprocess.run(
            [CHROMIUM, *FLAGS, "--window-size=" + size, "--user-data-dir=" + profile, "--dump-dom", "file://" + path + address],
            capture_output=True, timeout=240, encoding="utf-8", errors="replace")
    return Page(answer.stdout, [line for line in answer.stderr.splitlines() if "CONSOLE" in line])


def ask_page(path, script, address="", size="1366,768"):
    """What `script` returns when it runs in a copy of the page: (value, console). `script` is the body of an async
    function; `wait(ms)` and `press(key, options)` are there to use."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    reader = """<script>
(async () => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const press = (key, options) => (document.activeElement || document.body).dispatchEvent(
    new KeyboardEvent("keydown", Object.assign({ key, bubbles: true, cancelable: true }, options)));
  let answer;
  try { answer = await (async () => { %s })(); } catch (error) { answer = { error: String(error && error.stack || error) }; }
  const box = document.createElement("i");
  box.id = "reader-answer";
  box.dataset.value = JSON.stringify(answer === undefined ? null : answer);
  document.documentElement.append(box);
})();
</script>
""" % script
    copy = path + ".read.html"
    with open(copy, "w", encoding="utf-8") as file:
        file.write(text.replace("</body>", reader + "</body>"))
    try:
        page = open_page(copy, address, size)
    finally:
        os.remove(copy)
    return json.loads(page.by_id["reader-answer"]["data-value"]), page.console


def without_script(path, copy):
    """Writes the page without its script: Chromium dumps no document with scripts switched off."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(copy, "w", encoding="utf-8") as file:
        file.write(text[:text.index("<script>\n")] + text[text.rindex("</script>") + len("</script>"):])


def skip_without_chromium():
    if CHROMIUM is None:
        print("skipped: no chromium on this machine (apt-get install chromium)")
        sys.exit(77)
