"""How long until the first comment is on the screen, and how long for a file that just lies there.

    uv run python -m bench.browser [--loads 20] [--comments 1000]

Needs what ``python -m bench`` needs, and Chromium. Opens the page of a Leitziel in a new
context each time, with an empty cache, and notes when the first comment was painted: from the
platform (kept, made anew, signed in), and from copies of the same bytes and files, which a
server hands out that does nothing else. In turn, so that all have the machine as it is at that
time. Writes ``bench/results/browser.json``.
"""

import argparse
import json
import shutil
import statistics
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import sync_playwright

from . import __main__ as bench
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
    parser.add_argument("--database", default=bench.DATABASE)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database.fresh(options.database):
        result = {
            "machine": report.machine(options.database),
            "comments": options.comments,
            "loads": options.loads,
            "times": measure(options, Path(folder)),
        }
    path = bench.RESULTS / "browser.json"
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(result["times"], indent=1))


def measure(options, folder):
    env = server.environment(options.database, folder)
    server.collect_static(env)
    content = json.loads(bench.load(env, "0", str(options.comments)))
    path = content["pages"][f"Leitziel, {options.comments}"]["path"]
    cookie = {"name": "__Host-sessionid", "value": content["resident"]}
    with (
        server.serve(env) as (kept, _process),
        server.serve({**env, "PAGE_CACHE": "False"}) as (anew, _other),
        copies(kept, path) as copy,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        ways = {"copy": (copy, None), "kept": (kept, None), "anew": (anew, None)}
        ways["signed in"] = (anew, cookie)
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
        headers["Cookie"] = f"{session['name']}={session['value']}"
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


class copies:  # noqa: N801
    """Serve copies of a page and the files it names, as they were handed out; the address."""

    def __init__(self, site, path):
        self.site, self.answers = site, {}
        self._fetch(path)
        html = self.html(path)
        for name in html.replace("'", '"').split('"'):
            if name.startswith(("/static/", "/stil/", "/skript/", "/logo/")):
                self._fetch(name)

    def html(self, path):
        with urlopen(Request(self.site + path, headers=server.PROXY)) as answer:  # noqa: S310
            return answer.read().decode()

    def _fetch(self, path):
        headers = {**server.PROXY, "Accept-Encoding": "gzip", "Accept-Language": "de"}
        with urlopen(Request(self.site + path, headers=headers)) as answer:  # noqa: S310
            kept = {
                name: answer.headers[name]
                for name in ("Content-Type", "Content-Encoding", "Content-Security-Policy")
                if answer.headers[name]
            }
            self.answers[path] = kept, answer.read()

    def __enter__(self):
        answers = self.answers

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                headers, body = answers.get(self.path, ({}, None))
                self.send_response(404 if body is None else 200)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}"

    def __exit__(self, *error):
        self.server.shutdown()


if __name__ == "__main__":
    main()
