"""The mailbox of the demo: every mail in the browser, and only there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

ASK_FOR_A_CODE_AND_READ_THE_MAIL = """
from django.test import Client

client = Client(headers={"host": "127.0.0.1"})
client.post("/konto/anmelden/", {"email": "neu@example.org"})
print(client.get("/demo/postfach/").text)
"""
SEND_TWO = """
from django.core.mail import EmailMessage
from django.test import Client

for subject in ("Erste <b>", "Zweite"):
    EmailMessage(subject, "Umlaute: äöü <script>", to=["a@example.org"]).send()
print(Client(headers={"host": "127.0.0.1"}).get("/demo/postfach/").text)
"""
SHOW_AS_HTML = """
import re
from django.core.mail import EmailMultiAlternatives
from django.test import Client

mail = EmailMultiAlternatives("Beide", "Nur Text.", to=["a@example.org"])
html = "<html><head><style>p { margin: 0 }</style></head>"
html += '<body><p style="color: #123">Schön</p></body></html>'
mail.attach_alternative(html, "text/html")
mail.send()
client = Client(headers={"host": "127.0.0.1"})
link = re.search(r'href="(/demo/postfach/[^"]+.html)"', client.get("/demo/postfach/").text)[1]
page = client.get(link)
print(page.text, page.headers["Content-Security-Policy"])
sheet = re.search('rel="stylesheet" href="([^"]+)"', page.text)[1]
print(client.get(sheet).text)
print(client.get(link.replace("postfach/", "postfach/x")).status_code)
"""
IS_THERE = """
from django.urls import Resolver404, resolve

try:
    print(resolve("/demo/postfach/").view_name)
except Resolver404:
    print("404")
"""


@pytest.fixture
def folder(migrated, tmp_path):
    """Where a demo keeps everything; its database has all tables."""
    shutil.copy(migrated, tmp_path / "db.sqlite3")
    return tmp_path


def run(code, folder, **more):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    result = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=ROOT,
        env={**kept, "PYTHONIOENCODING": "utf-8", "VAR_DIR": str(folder), **more},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_a_sign_in_code_can_be_read_in_the_demos_mailbox(folder):
    page = run(ASK_FOR_A_CODE_AND_READ_THE_MAIL, folder, DJANGO_ENV="demo", FORM_LEAST_SECONDS="0")

    assert "an neu@example.org" in page
    assert any(word.strip(".").isdecimal() and len(word.strip(".")) == 6 for word in page.split())


def test_the_newest_mail_comes_first_and_is_shown_as_text(folder):
    page = run(SEND_TWO, folder, DJANGO_ENV="demo")

    assert page.index("<h2>Zweite</h2>") < page.index("<h2>Erste &lt;b&gt;</h2>")
    assert "Umlaute: äöü &lt;script&gt;" in page


def test_the_html_of_a_mail_is_shown_with_its_looks_under_our_policy(folder):
    shown = run(SHOW_AS_HTML, folder, DJANGO_ENV="demo")

    assert '<p data-style="1">Schön</p>' in shown
    assert "p { margin: 0 }" in shown
    assert '[data-style="1"] { color: #123 }' in shown
    assert "unsafe" not in shown
    assert "style=" not in shown.replace("data-style=", "")
    assert shown.splitlines()[-1] == "404"


@pytest.mark.parametrize(
    ("environment", "view"),
    [
        ("demo", "demo:postfach"),
        ("development", "404"),
        ("test", "404"),
        ("production", "404"),
    ],
)
def test_the_mailbox_exists_in_the_demo_only(tmp_path, environment, view):
    production = {
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "mitreden.example",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
    }

    found = run(IS_THERE, tmp_path, DJANGO_ENV=environment, **production)

    assert found.strip() == view


def test_the_mailbox_is_a_404_here(client, db):
    assert client.get("/demo/postfach/").status_code == 404
