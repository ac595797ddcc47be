"""The mailbox of the demo: every mail in the browser, and only there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

ASK_FOR_A_CODE_AND_READ_THE_MAIL = """
from django.core.management import call_command
from django.test import Client

call_command("migrate", verbosity=0)
client = Client(headers={"host": "127.0.0.1"})
client.post("/konto/anmelden/", {"email": "neu@example.org"})
print(client.get("/demo/postfach/").text)
"""
SEND_TWO = """
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client

call_command("migrate", verbosity=0)
for subject in ("Erste <b>", "Zweite"):
    EmailMessage(subject, "Umlaute: äöü <script>", to=["a@example.org"]).send()
print(Client(headers={"host": "127.0.0.1"}).get("/demo/postfach/").text)
"""
SHOW_AS_HTML = """
import re
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.test import Client

call_command("migrate", verbosity=0)
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


def test_a_sign_in_code_can_be_read_in_the_demos_mailbox(tmp_path):
    page = run(
        ASK_FOR_A_CODE_AND_READ_THE_MAIL, tmp_path, DJANGO_ENV="demo", FORM_LEAST_SECONDS="0"
    )

    assert "an neu@example.org" in page
    assert any(word.strip(".").isdecimal() and len(word.strip(".")) == 6 for word in page.split())


def test_the_newest_mail_comes_first_and_is_shown_as_text(tmp_path):
    page = run(SEND_TWO, tmp_path, DJANGO_ENV="demo")

    assert page.index("<h2>Zweite</h2>") < page.index("<h2>Erste &lt;b&gt;</h2>")
    assert "Umlaute: äöü &lt;script&gt;" in page


def test_the_html_of_a_mail_is_shown_with_its_looks_under_our_policy(tmp_path):
    shown = run(SHOW_AS_HTML, tmp_path, DJANGO_ENV="demo")

    assert '<p data-style="1">Schön</p>' in shown
    assert "p { margin: 0 }" in shown
    assert '[data-style="1"] { color: #123 }' in shown
    assert "unsafe" not in shown
    assert "style=" not in shown.replace("data-style=", "")
    assert shown.splitlines()[-1] == "404"


@pytest.mark.parametrize("environment", ["development", "test", "production"])
def test_the_mailbox_exists_in_the_demo_only(tmp_path, environment):
    production = {
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "mitreden.example",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
    }

    found = run(IS_THERE, tmp_path, DJANGO_ENV=environment, **production)

    assert found.strip() == "404"
    assert run(IS_THERE, tmp_path, DJANGO_ENV="demo").strip() == "demo:postfach"


def test_the_mailbox_is_a_404_here(client, db):
    assert client.get("/demo/postfach/").status_code == 404
