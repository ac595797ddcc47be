"""What is not published yet is nowhere: no page, feed, file, search, sitemap."""

from datetime import date

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
HIDDEN = "Geheimwort"


@pytest.fixture
def addresses():
    """Every public address that says anything of a Vorhaben with a draft, beside a draft of one."""
    baustein = factories.baustein("leitprojekt", strategie=factories.strategie())
    konzept = baustein.strategie.konzept
    row = factories.vorhaben(konzept, baustein=baustein, title="Radweg")
    bericht = factories.umsetzungsbericht(konzept)
    factories.stand(
        row, published=False, health="verzoegert", text=f"{HIDDEN} im Text", reason=HIDDEN,
        next_step=HIDDEN, next_date=date(2031, 7, 1), photos=[factories.stand_photo(alt=HIDDEN)],
        told_steps=[(HIDDEN, date(2031, 7, 1), None)],
    )  # fmt: skip
    draft = factories.vorhaben(konzept, baustein=baustein, published=False, title=HIDDEN)
    root = f"{konzept.get_absolute_url()}umsetzung/"
    report = bericht.get_absolute_url().rstrip("/")
    files = [f"{root}{name}.{end}" for name in ("vorhaben", "staende") for end in ("csv", "json")]
    return draft, [
        "/umsetzung/", root, row.get_absolute_url(), f"{root}feed/", f"{root}termine.ics", *files,
        f"{report}/", f"{report}.json", konzept.get_absolute_url(), baustein.get_absolute_url(),
        baustein.strategie.get_absolute_url(), "/feed/", "/", "/suche/?q=Radweg",
        "/sitemap.xml", "/catalog.jsonld", "/verfahren.json",
    ]  # fmt: skip


def test_no_draft_is_told_anywhere(client, addresses):
    draft, paths = addresses
    found = {path: client.get(path) for path in paths}
    told = {path: response.getvalue().decode() for path, response in found.items()}

    assert client.get(draft.get_absolute_url()).status_code == 404
    assert "Radweg" in told["/umsetzung/"]
    assert {path for path, text in told.items() if HIDDEN in text} == set()
    assert {path for path, text in told.items() if draft.get_absolute_url() in text} == set()
    assert {path for path, text in told.items() if "2031" in text} == set()
    assert {path for path, response in found.items() if response.status_code != 200} == set()
    assert "Radweg" not in client.get(f"/suche/?q={HIDDEN}").text
