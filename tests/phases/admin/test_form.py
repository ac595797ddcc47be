from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from phases import actions
from phases.models import Kommentierphase, Phasenprotokoll
from tests import factories
from tests.forms import opened

BERLIN = ZoneInfo("Europe/Berlin")


def _add(client, data):
    return client.post(reverse("admin:phases_kommentierphase_add"), data, follow=True)


def _change_url(phase):
    return reverse("admin:phases_kommentierphase_change", args=[phase.pk])


def test_choosing_days_ends_the_phase_with_the_last_of_them(client, editor, form_data):
    page = _add(client, form_data)
    phase = Kommentierphase.objects.get()
    assert phase.starts_at == datetime(2027, 5, 1, tzinfo=BERLIN)
    assert phase.ends_at == datetime(2027, 6, 1, tzinfo=BERLIN)
    assert "vom 1. Mai 2027, 0:00 Uhr bis 31. Mai 2027, 24:00 Uhr" in page.text


def test_an_exact_end_is_possible(client, editor, form_data):
    _add(client, form_data | {"ends_at_1": "18:30"})
    assert Kommentierphase.objects.get().ends_at == datetime(2027, 5, 31, 18, 30, tzinfo=BERLIN)


def test_the_last_day_counts_whole_when_the_clocks_change(client, editor, form_data):
    _add(client, form_data | {"starts_at_0": "2027-03-01", "ends_at_0": "2027-03-28"})
    end = Kommentierphase.objects.get().ends_at
    assert end == datetime(2027, 3, 29, 0, 0, tzinfo=BERLIN)
    assert end.utcoffset() is not None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"ends_at_1": "00:00"}, "Für 24:00 Uhr lassen Sie die Uhrzeit leer."),
        ({"ends_at_0": "2027-04-30"}, "Das Ende muss nach dem Beginn liegen."),
        ({"ends_at_0": "2027-03-28", "starts_at_0": "2027-03-01", "ends_at_1": "02:30"}, "2027"),
    ],
)
def test_an_impossible_end_is_refused_and_nothing_is_lost(
    client, editor, form_data, data, sentence
):
    page = _add(client, form_data | data)
    assert sentence in page.text
    assert 'value="Kommentierung"' in page.text
    assert not Kommentierphase.objects.exists()


def test_creating_is_logged_with_its_reason(client, editor, form_data):
    _add(client, form_data)
    entry = Phasenprotokoll.objects.get()
    assert (entry.action, entry.by, entry.reason) == ("created", editor, "Beschluss vom April")


def test_an_overlap_is_an_error_of_the_form(client, editor, strategie, form_data):
    _add(client, form_data)
    page = _add(client, form_data | {"starts_at_0": "2027-05-31", "ends_at_0": "2027-06-30"})
    assert "gibt es schon eine Kommentierphase vom 1. Mai 2027" in page.text
    assert Kommentierphase.objects.count() == 1


def test_a_conflict_found_only_while_saving_is_an_error_of_the_form(
    client, editor, form_data, monkeypatch
):
    def lose_the_race(phase, **kwargs):
        raise actions.PhaseConflict("Jemand war schneller.")

    monkeypatch.setattr(actions, "create", lose_the_race)
    page = _add(client, form_data)
    assert "Jemand war schneller." in page.text
    assert 'value="Kommentierung"' in page.text


def test_a_strategie_of_another_konzept_cannot_be_chosen(client, editor, form_data):
    other = factories.strategie(title="Geheimsache")
    page = _add(client, form_data | {"strategie": other.pk})
    assert not Kommentierphase.objects.exists()
    assert "Geheimsache" not in page.text


def test_a_coming_phase_is_moved_by_its_form(client, editor, strategie, form_data):
    phase = factories.phase(strategie, start=5, end=9)
    client.post(_change_url(phase), opened(client, _change_url(phase)) | form_data)
    phase.refresh_from_db()
    assert phase.ends_at == datetime(2027, 6, 1, tzinfo=BERLIN)
    assert Phasenprotokoll.objects.get().action == "changed"


def test_the_times_of_a_phase_that_has_begun_are_not_in_its_form(
    client, editor, strategie, form_data
):
    phase = factories.phase(strategie)
    page = client.get(_change_url(phase))
    assert 'name="ends_at_0"' not in page.text
    assert 'name="status"' not in page.text
    data = opened(client, _change_url(phase)) | form_data | {"title": "Neuer Titel"}
    client.post(_change_url(phase), data)
    changed = Kommentierphase.objects.get()
    assert changed.title == "Neuer Titel"
    assert changed.ends_at == phase.ends_at


def test_editing_shows_the_end_as_it_was_chosen(client, editor, strategie):
    phase = factories.phase(strategie, start=5, end=9)
    phase.starts_at = datetime(2027, 5, 1, 8, tzinfo=BERLIN)
    phase.ends_at = datetime(2027, 6, 1, tzinfo=BERLIN)
    phase.save()
    page = client.get(_change_url(phase)).text
    assert 'name="starts_at_0" value="2027-05-01"' in page
    assert 'name="starts_at_1" value="08:00"' in page
    assert 'name="ends_at_0" value="2027-05-31"' in page
    assert "1. Mai 2027, 8:00 Uhr – 31. Mai 2027, 24:00 Uhr" in page


def test_the_log_is_shown_and_cannot_be_edited(client, editor, strategie):
    phase = factories.phase(strategie)
    actions.extend(phase, ends_at=phase.ends_at + timedelta(days=1), by=editor, reason="Ferien")
    page = client.get(_change_url(phase)).text
    assert "Ferien" in page
    assert 'name="protokoll-0-reason"' not in page
    assert 'name="protokoll-__prefix__-reason"' not in page


def test_the_rules_that_hold_comments_back_are_chosen_here(client, editor, strategie, form_data):
    rules = {"release": "by_rule", "hold_links": "on", "hold_words": "Depp", "hold_many": ""}
    _add(client, form_data | rules)

    phase = strategie.kommentierphasen.get()
    assert (phase.release, phase.hold_words) == ("by_rule", "Depp")
    assert (phase.hold_links, phase.hold_first, phase.hold_many) == (True, False, 0)
