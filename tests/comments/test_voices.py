"""What people say, on the start page: recent, short, and nothing that is in doubt."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments import actions
from comments.models import Kommentar
from comments.voices import SHORT, voices
from phases.models import Kommentierphase
from tests import factories

pytestmark = pytest.mark.django_db


def said():
    phases = list(Kommentierphase.objects.all())
    return [row.text for row in voices(phases, timezone.now())]


def test_those_with_the_most_votes_come_first_of_different_people(baustein, resident):
    for text, votes in (("Bus", 1), ("Rad", 5), ("Bahn", 3)):
        row = factories.comment(baustein, resident if text != "Bahn" else None, text=text)
        Kommentar.objects.filter(pk=row.pk).update(up_count=votes)

    assert said() == ["Rad", "Bahn"]


def test_other_topics_go_before_a_second_voice_on_the_same():
    baustein, other = factories.open_baustein(), factories.open_baustein()
    for place, text, votes in ((baustein, "Bus", 5), (baustein, "Rad", 4), (other, "Bad", 1)):
        row = factories.comment(place, text=text)
        Kommentar.objects.filter(pk=row.pk).update(up_count=votes)

    assert said() == ["Bus", "Bad"]


def test_nothing_hidden_reported_old_long_official_or_replied_is_shown(baustein, moderator):
    clerk = factories.staff(baustein.strategie.konzept, role="redaktion")
    factories.hidden_comment(baustein, by=moderator)
    withdrawn = factories.comment(baustein, text="Zurückgezogen")
    actions.withdraw(withdrawn, by=withdrawn.author)
    reported = factories.comment(baustein, text="Gemeldet")
    Kommentar.objects.filter(pk=reported.pk).update(open_report_count=1)
    old = factories.comment(baustein, text="Alt")
    before = timezone.now() - timedelta(days=15)
    Kommentar.objects.filter(pk=old.pk).update(created_at=before)
    factories.comment(baustein, text="x" * (SHORT + 1))
    factories.comment(baustein, clerk, text="Vom Amt")
    Kommentierphase.objects.update(release="after_review")
    factories.comment(baustein, text="Wartet")
    Kommentierphase.objects.update(release="at_once")
    root = factories.comment(baustein, text="Bleibt")
    factories.comment(baustein, text="Antwort", parent=root)

    assert said() == ["Bleibt"]


def test_what_is_not_published_has_no_voice(baustein):
    factories.comment(baustein, text="Bus")
    baustein.strategie.konzept.status = "draft"
    baustein.strategie.konzept.save()

    assert said() == []


def test_a_name_and_words_are_escaped_on_the_start_page(client, baustein):
    factories.comment(baustein, text="Bus <b>jetzt</b>")

    page = client.get("/").text

    assert "Bus &lt;b&gt;jetzt&lt;/b&gt;" in page
