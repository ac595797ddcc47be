"""How long until the first comment is on the screen, and how long for a file that just lies there.

    uv run python -m bench.browser [--loads 20] [--comments 1000]

Needs what ``python -m bench`` needs, and Chromium. Opens the page of a Leitziel in a new
context each time, with an empty cache, and notes when the first comment was painted: from the
platform (kept, made anew, signed in), and from copies of the same bytes and files, which a
server hands out that does nothing else. In turn, so that all have the machine as it is at that
time. Writes ``bench/results/browser.json``.
"""

import argparse
import contextlib
import gzip
import re
import shutil
import statistics
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import sync_playwright

from . import database, report, server

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Runs in the page before anything else: the first frame in which a comment has a place.
WATCH = """
const look = () => {
  const comment = document.querySelector("article.comment");
  if (comment && comment.getBoundingClientRect().height > 0) window.seen = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def main():
    parser = argparse.ArgumentParser(prog="bench.browser", description=__doc__.splitlines()[0])
    parser.add_argument("--loads", type=int, default=20)
    parser.add_argument("--comments", type=int, default=1000)
    parser.add_argument("--database", default=database.URL)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database.fresh(options.database):
        machine = report.machine(options.database)
        runs = measure(options, Path(folder))
    report.write("browser", machine, runs, comments=options.comments, loads=options.loads)


def measure(options, folder):
    env = server.environment(options.database, folder)
    content = server.load(env, sizes=[0, options.comments])
    path = content["pages"][f"Leitziel, {options.comments}"]["path"]
    with (
        server.serve(env) as (kept, _process),
        server.serve({**env, "PAGE_CACHE": "False"}) as (anew, _other),
        copies(kept, path) as copy,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        ways = {"copy": (copy, None), "kept": (kept, None), "anew": (anew, None)}
        ways["signed in"] = (anew, content["resident"])
        times = {way: [] for way in ways}
        for number in range(options.loads + 1):
            for way, (site, session) in ways.items():
                took = first_comment(browser, site, path, session)
                if number:
                    times[way].append(took)
        browser.close()
    copy = statistics.median(times["copy"])
    return {
        way: {
            "median_ms": round(statistics.median(taken), 1),
            "slowest_ms": round(max(taken), 1),
            "ratio": round(statistics.median(taken) / copy, 2),
        }
        for way, taken in times.items()
    }


def first_comment(browser, site, path, session):
    """Milliseconds from asking for the page to the first frame with a comment."""
    headers = dict(server.PROXY)
    if session:
        # The cookie is for HTTPS alone; here the proxy in front is missing.
        headers["Cookie"] = f"__Host-sessionid={session}"
    context = browser.new_context(
        locale="de-DE", viewport={"width": 390, "height": 844}, extra_http_headers=headers
    )
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(site + path)
    page.wait_for_function("window.seen")
    took = page.evaluate("window.seen")
    context.close()
    return took


@contextlib.contextmanager
def copies(site, path):
    """Serve a page and the files it names, as they were handed out; yields the address."""
    answers = {path: fetch(site, path)}
    _headers, body = answers[path]
    for name in re.findall(
        r'"(/(?:static|stil|skript|logo)/[^"]+)"', gzip.decompress(body).decode()
    ):
        answers[name] = fetch(site, name)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            # Whatever else the page asks for would make the comparison wrong.
            headers, body = answers[self.path]
            self.send_response(200)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    copy = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=copy.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{copy.server_port}"
    finally:
        copy.shutdown()


def fetch(site, path):
    """The headers that matter to a browser, and the bytes, compressed where they are."""
    headers = {**server.PROXY, "Accept-Encoding": "gzip", "Accept-Language": "de"}
    with urlopen(Request(site + path, headers=headers)) as answer:  # noqa: S310
        named = ("Content-Type", "Content-Encoding", "Content-Security-Policy")
        return {name: answer.headers[name] for name in named if answer.headers[name]}, answer.read()


if __name__ == "__main__":
    main()
