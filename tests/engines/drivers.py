"""Three thin drivers, one for each engine: Chromium, Firefox and WebKit.

Each knows eight things: open, reload, the text of the page, click, fill, select, resize and
evaluate. How something is
found on the page is the same for all (``find.js``); so is waiting.
"""

import glob
import json
import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Error as PlaywrightError
from selenium import webdriver
from selenium.common.exceptions import ElementNotInteractableException, WebDriverException
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.webkitgtk.options import Options

HERE = Path(__file__).parent
FIND = (HERE / "find.js").read_text(encoding="utf-8").split("\n", 1)[1].strip()
NODE_MODULES = HERE.parent / "node" / "node_modules"
# So that the buttons of MiniBrowser leave its window as narrow as a phone.
SMALL_BUTTONS = "* { padding: 0; margin: 0; min-width: 0; min-height: 0; font-size: 1px; }"
# How long something may take to appear; a busy machine is slow, not wrong.
PATIENCE_SECONDS = 30


class Missing(Exception):
    """A program this engine needs is not installed; the message says how to get it."""


class Driver:
    """What is the same in every engine.

    Args:
        site: address of the server, without a path.
    """

    def __init__(self, site):
        self.site = site

    def open(self, path):
        self._open(self.site + path)

    def click(self, kind, name):
        self.until(lambda: self._click(kind, name), f"no {kind} “{name}”")

    def fill(self, name, text):
        self.until(lambda: self._fill(name, text), f"no field “{name}”")

    def select(self, name, option):
        self.until(lambda: self._select(name, option), f"no list “{name}”")

    def wait_for(self, text):
        self.until(lambda: text in self.text(), f"does not say “{text}”")

    def place(self, selector):
        """Where the first such element stands on the page: (top, bottom) in CSS pixels."""
        script = (
            "(() => { const box = document.querySelector(%s).getBoundingClientRect();"
            " return [box.top + scrollY, box.bottom + scrollY]; })()"
        )
        return tuple(self.evaluate(script % json.dumps(selector)))

    def text(self):
        """What can be read on the page, with plain spaces."""
        return " ".join(self._text().replace("\u00ad", "").split())

    def until(self, is_done, what):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_done():
            assert time.monotonic() < deadline, f"{what}: {self.text()[:3000]}"
            time.sleep(0.1)


class Chromium(Driver):
    """By Playwright, in a context of its own with nothing in its cache.

    Args:
        browser: the Chromium that all tests of a process share; Playwright starts one only.
    """

    @classmethod
    @contextmanager
    def start(cls, site, browser):
        driver = cls(site)
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="de-DE")
        driver.page = context.new_page()
        yield driver
        context.close()

    def _open(self, url):
        self.page.goto(url)

    def reload(self):
        self.page.reload()

    def resize(self, width):
        self.page.set_viewport_size({"width": width, "height": 844})

    def evaluate(self, script):
        return self.page.evaluate(script)

    def _text(self):
        try:
            return self.page.evaluate("document.body ? document.body.innerText : ''")
        except PlaywrightError:  # the page is just changing
            return ""

    def _element(self, kind, name):
        arguments = f"{json.dumps(kind)}, {json.dumps(name)}"
        with suppress(PlaywrightError):
            return self.page.evaluate_handle(f"({FIND})({arguments})").as_element()

    def _click(self, kind, name):
        element = self._element(kind, name)
        if element:
            element.click()
        return bool(element)

    def _fill(self, name, text):
        element = self._element("field", name)
        if element:
            element.fill("")
            element.type(text)
        return bool(element)

    def _select(self, name, option):
        element = self._element("field", name)
        if element:
            element.select_option(label=option)
        return bool(element)


class Firefox(Driver):
    """Debian's Firefox by WebDriver BiDi, through Puppeteer in a process of its own."""

    @classmethod
    @contextmanager
    def start(cls, site):
        firefox = shutil.which("firefox-esr") or shutil.which("firefox")
        if not (firefox and shutil.which("node")):
            raise Missing("KEIN FIREFOX. Installieren: apt install firefox-esr nodejs npm")
        if not (NODE_MODULES / "puppeteer-core").exists():
            raise Missing("KEIN PUPPETEER. Installieren: npm install --prefix tests/node")
        process = subprocess.Popen(  # noqa: S603
            ["node", HERE / "firefox.mjs", firefox, NODE_MODULES, FIND],  # noqa: S607
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip
        driver = cls(site)
        driver.process = process
        try:
            yield driver
        finally:
            process.stdin.close()
            process.wait(timeout=60)

    def _ask(self, action, **values):
        self.process.stdin.write(json.dumps({"action": action, **values}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["result"]

    def _open(self, url):
        self._ask("open", url=url)

    def reload(self):
        self._ask("reload")

    def resize(self, width):
        self._ask("resize", width=width)

    def evaluate(self, script):
        return self._ask("evaluate", script=script)

    def _text(self):
        with suppress(RuntimeError):  # the page is just changing
            return self._ask("text") or ""
        return ""

    def _click(self, kind, name):
        return self._ask("click", kind=kind, name=name)

    def _fill(self, name, text):
        return self._ask("fill", name=name, text=text)

    def _select(self, name, option):
        return self._ask("select", name=name, option=option)


class WebKit(Driver):
    """WebKitGTK's MiniBrowser by WebDriver, on a screen and a message bus of its own."""

    @classmethod
    @contextmanager
    def start(cls, site):
        browsers = sorted(glob.glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser"))
        programs = ("WebKitWebDriver", "xvfb-run", "dbus-run-session")
        if not (browsers and all(map(shutil.which, programs))):
            raise Missing(
                "KEIN WEBKIT. Installieren: apt install webkit2gtk-driver xvfb xauth dbus"
            )
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        settings = TemporaryDirectory(prefix="minibrowser-", ignore_cleanup_errors=True)
        style = Path(settings.name) / "gtk-3.0" / "gtk.css"
        style.parent.mkdir()
        style.write_text(SMALL_BUTTONS, encoding="utf-8")
        service = subprocess.Popen(  # noqa: S603
            ["xvfb-run", "--auto-servernum", "dbus-run-session", "--",  # noqa: S607
             "WebKitWebDriver", f"--port={port}"],
            # WebKit's own sandbox needs what a container does not give.
            env={
                **os.environ,
                "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
                "XDG_CONFIG_HOME": settings.name,
            },
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            driver = cls(site)
            driver.web = cls._connect(port, browsers[-1])
            driver.web.set_window_size(390, 844)
            yield driver
            driver.web.quit()
        finally:
            os.killpg(service.pid, 15)
            service.wait(timeout=30)
            settings.cleanup()

    @staticmethod
    def _connect(port, browser):
        options = Options()
        options.binary_location = browser
        options.add_argument("--automation")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return webdriver.Remote(f"http://127.0.0.1:{port}", options=options)
            except Exception:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def _open(self, url):
        self.web.get(url)

    def reload(self):
        self.web.refresh()

    def resize(self, width):
        self.web.set_window_size(width, 844)

    def evaluate(self, script):
        return self.web.execute_script(f"return {script}")

    def _text(self):
        with suppress(WebDriverException):  # the page is just changing
            return self.web.execute_script("return document.body ? document.body.innerText : ''")
        return ""

    def _element(self, kind, name):
        with suppress(WebDriverException):
            element = self.web.execute_script(
                f"return ({FIND})(arguments[0], arguments[1])", kind, name
            )
            if element:
                self.web.execute_script(
                    "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element
                )
            return element

    def _click(self, kind, name):
        element = self._element(kind, name)
        with suppress(ElementNotInteractableException):  # the page is just changing
            if element:
                element.click()
                return True
        return False

    def _fill(self, name, text):
        element = self._element("field", name)
        if element:
            element.send_keys(Keys.CONTROL, "a")
            element.send_keys(text)
        return bool(element)

    def _select(self, name, option):
        element = self._element("field", name)
        if element:
            # Its list is a window of the system that no driver can reach: by keyboard, then.
            element.send_keys(option)
        return bool(element)


ENGINES = {"chromium": Chromium, "firefox": Firefox, "webkit": WebKit}
