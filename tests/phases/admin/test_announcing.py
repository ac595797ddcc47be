"""A draft opens nothing, and says so; what is announced is announced on purpose."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Sicherheitsprotokoll
from comments import actions as comment_actions
from phases.models import Kommentierphase, Phasenprotokoll
from tests import factories
from tests.forms import form_of, opened, sent_by

Status = Kommentierphase.Status
ADD = "admin:phases_kommentierphase_add"
SEVERAL = "admin:phases_kommentierphase_several"
DRAFT = "Noch nicht angekündigt. Ohne Ankündigung beginnt die Phase nicht."


def _change(phase):
    return reverse("admin:phases_kommentierphase_change", args=[phase.pk])


def _buttons(response):
    form = form_of(response)
    return {
        (button.text or "").strip(): button.get("value")
        for button in form.xpath(".//div[@class='submit-row']//button")
    }


def _day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def _levels(page):
    return {str(message): message.level_tag for message in page.context["messages"]}


@pytest.fixture
def drafted(form_data):
    return form_data | {"status": "draft"}


def test_two_buttons_in_place_of_a_choice(client, editor, strategie):
    add = client.get(reverse(ADD))
    draft = factories.phase(strategie, start=5, end=9, status="draft")

    for page in (add, client.get(reverse(SEVERAL)), client.get(_change(draft))):
        assert _buttons(page) == {"Als Entwurf sichern": "draft", "Ankündigen": "published"}
        assert '<select name="status"' not in page.text


def test_a_draft_is_saved_with_a_warning_and_a_way_out(client, editor, drafted):
    page = client.post(reverse(ADD), drafted, follow=True)
    phase = Kommentierphase.objects.get()
    announce = reverse("admin:phases_kommentierphase_ankuendigen") + f"?id={phase.pk}"

    [(sentence, level)] = [row for row in _levels(page).items() if DRAFT in row[0]]
    assert level == "warning"
    assert announce in sentence
    assert "Kommentiert werden kann" not in page.text
    assert phase.status == Status.DRAFT

    page = client.post(announce.partition("?")[0], {"id": phase.pk}, follow=True)
    assert "Die Kommentierphase ist angekündigt." in page.text
    phase.refresh_from_db()
    assert (phase.status, phase.announced_ends_at) == (Status.PUBLISHED, phase.ends_at)
    assert Phasenprotokoll.objects.filter(action="announced", by=editor).count() == 1


def test_several_drafts_warn_too(client, editor, strategie, drafted):
    page = client.post(reverse(SEVERAL), drafted | {"strategien": [strategie.pk]}, follow=True)

    assert DRAFT in page.text
    assert "1 Kommentierphase angelegt." in page.text
    assert "Kommentiert werden kann" not in page.text


def test_the_button_of_the_form_announces_a_draft_and_takes_it_back(client, editor, strategie):
    phase = factories.phase(strategie, start=5, end=9, status="draft")
    for status, action in (("published", "announced"), ("draft", "changed")):
        page = client.post(
            _change(phase), opened(client, _change(phase)) | {"status": status}, follow=True
        )
        phase.refresh_from_db()
        assert phase.status == status
        assert (DRAFT in page.text) == (status == "draft")
        assert phase.protokoll.first().action == action
    assert "Ankündigen" in _buttons(client.get(_change(phase)))


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [(-3, 9, "die Phase wäre sofort offen"), (-30, -3, "wäre schon vorbei")],
)
def test_a_beginning_in_the_past_asks_back_before_it_is_announced(
    client, editor, form_data, start, end, sentence
):
    data = form_data | {"starts_at_0": _day(start), "ends_at_0": _day(end)}
    page = client.post(reverse(ADD), data)

    assert sentence.lower() in page.text.lower()
    assert not Kommentierphase.objects.exists()
    [tick] = form_of(page).xpath(".//input[@name='begins_in_past']")
    assert (tick.get("type"), tick.get("checked")) == ("checkbox", None)

    other = data | {"starts_at_0": _day(start - 1), "begins_in_past": tick.get("value")}
    assert client.post(reverse(ADD), other).status_code == 200
    assert not Kommentierphase.objects.exists(), "the tick was for another moment"

    client.post(reverse(ADD), data | {"begins_in_past": tick.get("value")})
    assert Kommentierphase.objects.get().status == Status.PUBLISHED


def test_a_draft_whose_start_has_passed_asks_back_and_stays_editable(client, editor, strategie):
    phase = factories.phase(strategie, start=-1, end=9, status="draft")
    data = opened(client, _change(phase)) | {"status": "published"}
    page = client.post(_change(phase), data)

    assert "Die Phase wäre sofort offen" in page.text
    assert _buttons(page) == {"Als Entwurf sichern": "draft", "Ankündigen": "published"}
    assert 'name="starts_at_0"' in page.text
    assert "</span> Entwurf</span>" in page.text
    assert "jetzt-beenden" not in page.text
    phase.refresh_from_db()
    assert phase.status == Status.DRAFT

    data = sent_by(page) | {"status": "published"}
    data["begins_in_past"] = form_of(page).xpath(".//input[@name='begins_in_past']/@value")
    client.post(_change(phase), data)
    phase.refresh_from_db()
    assert phase.status == Status.PUBLISHED


def test_several_ask_back_too(client, editor, strategie, form_data):
    data = form_data | {"strategien": [strategie.pk], "starts_at_0": _day(-2), "ends_at_0": _day(9)}
    page = client.post(reverse(SEVERAL), data)

    assert "Die Phase wäre sofort offen" in page.text
    assert not Kommentierphase.objects.exists()


def test_a_draft_may_begin_in_the_past_it_opens_nothing(client, editor, drafted):
    client.post(reverse(ADD), drafted | {"starts_at_0": _day(-2), "ends_at_0": _day(9)})

    assert Kommentierphase.objects.get().status == Status.DRAFT


def test_announcing_from_the_list_says_that_the_start_has_passed(client, editor, strategie):
    url = reverse("admin:phases_kommentierphase_ankuendigen")
    late = factories.phase(strategie, start=-1, end=9, status="draft")
    over = factories.phase(strategie, start=-9, end=-2, status="draft")

    assert "Der Beginn liegt in der Vergangenheit" in client.get(url, {"id": late.pk}).text
    page = client.post(url, {"id": over.pk})
    assert "Ändern Sie zuerst Beginn und Ende." in page.text
    over.refresh_from_db()
    assert over.status == Status.DRAFT


# --- Deleting ----------------------------------------------------------------


def test_a_draft_is_deleted_and_the_security_log_keeps_it(client, editor, strategie):
    phase = factories.phase(strategie, start=5, end=9, status="draft")
    url = reverse("admin:phases_kommentierphase_delete", args=[phase.pk])
    assert url in client.get(_change(phase)).text

    client.post(url, {"post": "yes"})

    assert not Kommentierphase.objects.exists()
    entry = Sicherheitsprotokoll.objects.get(event=Sicherheitsprotokoll.Event.PHASE)
    assert "Entwurf gelöscht" in entry.details


@pytest.mark.parametrize("start", [-1, 5])
def test_what_is_announced_stays(client, editor, strategie, start):
    phase = factories.phase(strategie, start=start, end=9)
    url = reverse("admin:phases_kommentierphase_delete", args=[phase.pk])

    assert url not in client.get(_change(phase)).text
    assert client.post(url, {"post": "yes"}).status_code == 403
    assert Kommentierphase.objects.exists()


# --- Ending ------------------------------------------------------------------


def test_ending_names_what_moderators_still_have_to_decide(client, editor, strategie, resident):
    baustein = factories.open_baustein(strategie=strategie)
    phase = strategie.kommentierphasen.get()
    url = reverse("admin:phases_kommentierphase_jetzt-beenden")
    assert "messagelist" not in client.get(url, {"id": phase.pk}).text.partition("Betroffen")[0]
    comment_actions.report(
        factories.comment(baustein), user=None, reporter_key="s:1", ground="werbung"
    )
    Kommentierphase.objects.update(release="after_review")
    waiting = factories.comment(baustein)

    page = client.get(url, {"id": phase.pk}).text
    assert "1 Beitrag wartet auf Prüfung" in page
    assert "1 Beitrag mit offenen Meldungen" in page
    address = reverse("moderation:kommentar", args=[waiting.pk])
    assert address not in page, "an editor who does not moderate cannot open it"

    client.force_login(factories.superuser())
    assert address in client.get(url, {"id": phase.pk}).text


# --- The rest of the form ----------------------------------------------------


def test_a_strategie_is_offered_with_its_konzept(client, editor, strategie):
    assert f"{strategie.konzept}: {strategie}" in client.get(reverse(ADD)).text


def test_the_rules_stand_with_the_choice_they_belong_to(client, editor):
    page = client.get(reverse(ADD)).text
    part = page[page.index("release-and-rules") :]

    assert part.index('name="release"') < part.index("hold_first") < part.index("hold_duplicates")
    assert "sonst haben sie keine Wirkung" in part
