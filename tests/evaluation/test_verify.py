"""``manage.py verify_auswertungen``: whether an edition is still what was published."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from evaluation.models import Ausgabe, Ergebnis


def verify():
    out = StringIO()
    try:
        call_command("verify_auswertungen", stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_untouched_editions_are_intact(ausgabe):
    out, error = verify()

    assert out.startswith(ausgabe.sha256)
    assert "unverändert" in out
    assert not error


@pytest.mark.parametrize(
    ("alter", "sentence"),
    [
        (lambda: Ergebnis.objects.update(reasons="Anders."), "weichen vom Dokument ab"),
        (lambda: Ergebnis.objects.update(verdict="nicht"), "weichen vom Dokument ab"),
        (lambda: Ausgabe.objects.update(sha256="0" * 64), "passt nicht zu seiner Prüfsumme"),
    ],
)
def test_an_altered_edition_is_found(ausgabe, alter, sentence):
    alter()

    out, error = verify()

    assert sentence in out
    assert error == "1 Ausgabe(n) sind verändert."
