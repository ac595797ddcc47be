"""/konto/daten/: everything that is stored about somebody, in one file."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from mails.personal import WITH_A_KEY
from tests import factories
from website.account.data import data_token

pytestmark = pytest.mark.django_db

PAGE = "/konto/daten/"


def download(owner):
    response = owner.client.post(PAGE, follow=True)
    return response, zipfile.ZipFile(io.BytesIO(response.content))


def test_it_is_one_file_to_read_and_for_programs(owner, baustein):
    factories.comment(baustein, owner.person, text="Größe zeigt <b>sich</b> & mehr.")
    response, archive = download(owner)

    assert response.headers["Content-Type"] == "application/zip"
    assert f"meine-daten-{timezone.localdate()}.zip" in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]
    assert archive.namelist() == ["meine-daten.html", "meine-daten.css", "meine-daten.json"]
    data = json.loads(archive.read("meine-daten.json"))["data"]
    assert data["Beiträge"][0]["Text"] == "Größe zeigt <b>sich</b> & mehr."
    page = archive.read("meine-daten.html").decode()
    assert "Größe zeigt &lt;b&gt;sich&lt;/b&gt; &amp; mehr." in page
    assert owner.person.email in page


def test_codes_are_in_the_mailbox_only(owner):
    """Who finds a browser signed in must not get what was mailed to be safe from that."""
    owner.post("/konto/loeschen/", comments="keep")
    _response, archive = download(owner)

    for name in archive.namelist():
        assert owner.mailed_code() not in archive.read(name).decode()


def test_every_mail_with_a_code_or_a_key_is_known():
    templates = Path(settings.BASE_DIR, "templates/mails").glob("*.txt")
    with_a_key = {
        path.stem
        for path in templates
        if re.search(r"\{\{ (code|password_reset_url) \}\}", path.read_text(encoding="utf-8"))
    }

    assert with_a_key == WITH_A_KEY


def test_the_page_runs_and_fetches_nothing(owner, baustein):
    factories.comment(baustein, owner.person, text="<script>alert(1)</script>")
    _response, archive = download(owner)
    page = archive.read("meine-daten.html").decode()

    assert "<script" not in page
    assert re.findall(r'(?:src|href)="([^"#]+)"', page) == ["meine-daten.css"]
    assert "url(" not in archive.read("meine-daten.css").decode()


def test_it_holds_nothing_of_others(owner, other, baustein):
    factories.comment(baustein, other.person, text="Gehört mir.")
    _response, archive = download(owner)

    assert "Gehört mir." not in archive.read("meine-daten.json").decode()


def test_looking_hands_out_nothing(owner):
    assert owner.get(PAGE).headers["Content-Type"].startswith("text/html")


def test_the_link_is_good_in_this_session_only(owner, other):
    link = owner.client.post(PAGE).url
    assert owner.get(link).status_code == 200

    second = Client()
    second.force_login(owner.person)
    for client in (second, other.client):
        response = client.get(link)
        assert response.url == PAGE
    assert Client().get(link).url.startswith("/konto/anmelden/")
    owner.client.logout()
    owner.client.force_login(owner.person)
    assert owner.get(link).url == PAGE


def test_the_link_is_good_for_a_day(owner, monkeypatch):
    now = timezone.now().timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now - 24 * 60 * 60 - 10)
    link = f"{PAGE}{data_token(owner.client.session)}/"
    monkeypatch.undo()

    response = owner.client.get(link, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    assert "gilt nicht mehr" in response.text


def test_it_is_not_put_together_without_end(owner):
    for _number in range(10):
        assert owner.client.post(PAGE).status_code == 302

    assert owner.client.post(PAGE).status_code == 429
