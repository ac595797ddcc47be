"""Each decision: what it does, what it needs, where one goes on, and its line in the record."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments import actions
from comments.decisions import DECISIONS
from comments.models import Kommentar, Moderationsentscheidung, Sperre, Status
from tests import factories

from .pages import REASON

pytestmark = pytest.mark.django_db

KEY = "11111111-1111-4111-8111-111111111111"
STATEMENT = {"statement": "Aus gutem Grund"}


def _in_days(days):
    return str(timezone.localdate() + timedelta(days=days))


def _fresh(kommentar):
    return Kommentar.objects.get(pk=kommentar.pk)


def _hold(kommentar):
    Kommentar.objects.filter(pk=kommentar.pk).update(status="pending", published_at=None)
    kommentar.baustein.__class__.objects.filter(pk=kommentar.baustein_id).update(comment_count=0)


@pytest.fixture
def beside(konzept):
    """Another Baustein of the same Konzept."""
    return factories.open_baustein(strategie=factories.strategie(konzept=konzept))


@pytest.fixture
def prepared(kommentar, moderator, beside):
    """Bring the comment to where each decision starts; return what its form gets."""

    def prepare(name):
        match name:
            case "freigeben":
                _hold(kommentar)
            case "wiederherstellen":
                actions.hide(kommentar, by=moderator, **REASON)
            case "stehen-lassen":
                actions.report(kommentar, user=None, reporter_key="x", ground="hass")
            case "schwaerzung-aufheben":
                actions.redact(kommentar, by=moderator, passages=[(0, 3)], **REASON)
            case "oeffnen":
                actions.lock(kommentar, by=moderator, **STATEMENT)
            case "sperre-aufheben":
                until = timezone.now() + timedelta(days=3)
                actions.block(kommentar, by=moderator, until=until, **REASON)
        return {
            "verbergen": REASON,
            "wiederherstellen": STATEMENT,
            "schwaerzen": {**REASON, "words": "Deich"},
            "schwaerzung-aufheben": STATEMENT,
            "stehen-lassen": STATEMENT,
            "schliessen": STATEMENT,
            "verschieben": {"baustein": beside.pk},
            "verwarnen": REASON,
            "sperren": {**REASON, "until": _in_days(14)},
            "sperre-aufheben": STATEMENT,
        }.get(name, {})

    return prepare


RECORDED = {
    "freigeben": "release", "verbergen": "hide", "wiederherstellen": "restore",
    "stehen-lassen": "keep", "schliessen": "lock", "oeffnen": "unlock", "verschieben": "move",
    "verwarnen": "warn", "sperren": "block", "sperre-aufheben": "unblock",
    "schwaerzen": "redact", "schwaerzung-aufheben": "unredact",
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDED)
def test_every_decision_writes_exactly_one_line(desk, kommentar, moderator, prepared, name):
    data = prepared(name)
    before = set(Moderationsentscheidung.objects.values_list("pk", flat=True))
    page = desk.decide(kommentar, name, **data)
    assert page.status_code == 200
    assert str(DECISIONS[name].done % {"count": 1}) in page.text
    [line] = Moderationsentscheidung.objects.exclude(pk__in=before)
    assert (line.action, line.by, line.kommentar) == (RECORDED[name], moderator, kommentar)
    assert (line.affected, line.automated) == (kommentar.author, False)
    assert line.ground == data.get("ground", "")
    assert line.statement == data.get("statement", "")


def test_reading_is_no_decision(desk, kommentar):
    desk.decide(kommentar, "gelesen")
    assert _fresh(kommentar).read_at
    desk.decide(kommentar, "ungelesen")
    assert not _fresh(kommentar).read_at
    assert not Moderationsentscheidung.objects.exists()


def test_every_decision_has_a_test():
    assert set(RECORDED) | {"gelesen", "ungelesen", "antworten"} == set(DECISIONS)


@pytest.mark.parametrize("name", ["verbergen", "schwaerzen", "verwarnen", "sperren"])
@pytest.mark.parametrize("missing", ["ground", "statement"])
@pytest.mark.parametrize("empty", ["", "  ", None])
def test_nobody_is_silenced_without_ground_and_statement(
    desk, kommentar, prepared, name, missing, empty
):
    data = {**prepared(name), missing: empty}
    if empty is None:
        del data[missing]
    page = desk.decide(kommentar, name, **data)
    assert page.status_code == 422
    assert 'class="alert error summary"' in page.text
    kept = {"ground": '<option value="werbung" selected', "statement": REASON["statement"]}
    assert kept[{"ground": "statement", "statement": "ground"}[missing]] in page.text
    assert not Moderationsentscheidung.objects.exists()
    assert _fresh(kommentar).status == Status.PUBLISHED


@pytest.mark.parametrize(
    "name", ["wiederherstellen", "stehen-lassen", "schliessen", "sperre-aufheben"]
)
def test_other_decisions_need_a_statement(desk, kommentar, prepared, name):
    prepared(name)
    before = Moderationsentscheidung.objects.count()
    assert desk.decide(kommentar, name, statement=" ").status_code == 422
    assert Moderationsentscheidung.objects.count() == before


@pytest.mark.parametrize("ground", ["langweilig", "BELEIDIGUNG", "\x00"])
def test_an_invented_ground_is_refused(desk, kommentar, ground):
    page = desk.decide(kommentar, "verbergen", ground=ground, statement="Darum")
    assert page.status_code == 422
    assert _fresh(kommentar).status == Status.PUBLISHED


@pytest.mark.parametrize("until", ["", "gestern", "2020-01-01", "9999-12-31", "0001-01-01"])
def test_a_block_ends_within_a_year(desk, kommentar, until):
    page = desk.decide(kommentar, "sperren", until=until, **REASON)
    assert page.status_code == 422
    assert not Sperre.objects.exists()


@pytest.mark.parametrize("days", [0, 1, 365])
def test_a_block_holds_to_the_end_of_its_last_day(desk, kommentar, resident, days):
    desk.decide(kommentar, "sperren", until=_in_days(days), **REASON)
    until = timezone.localtime(Sperre.objects.get().until)
    assert (until.hour, until.minute) == (0, 0)
    assert until.date() == timezone.localdate() + timedelta(days=days + 1)
    with pytest.raises(actions.ActionRefused):
        factories.comment(kommentar.baustein, resident)


def test_extra_fields_change_nothing(desk, kommentar, colleague, beside):
    desk.decide(
        kommentar, "verbergen", **REASON, status="published", author=colleague.pk, by=colleague.pk,
        official_office="Rathaus", baustein=beside.pk, kommentierphase=1, text="Anders",
        read_at="", automated="1", konzept=beside.strategie.konzept_id, affected=colleague.pk,
    )  # fmt: skip
    row = _fresh(kommentar)
    assert row.status == Status.HIDDEN
    assert (row.author, row.baustein_id) == (kommentar.author, kommentar.baustein_id)
    assert (row.official_office, row.text) == ("", kommentar.text)
    line = Moderationsentscheidung.objects.get()
    assert line.by != colleague
    assert line.affected == kommentar.author
    assert line.automated is False


def test_answering_for_the_administration(desk, kommentar):
    page = desk.decide(
        kommentar, "antworten", text="Wir prüfen das.", idempotency_key=KEY, official_office="König"
    )
    assert "Ihre Antwort ist veröffentlicht." in page.text
    answer = Kommentar.objects.get(parent=kommentar)
    assert (answer.text, answer.official_office) == ("Wir prüfen das.", "Hauptamt")
    # Whoever answers has read it.
    assert _fresh(kommentar).read_at


def test_the_same_answer_sent_twice_is_one(desk, kommentar):
    for _time in range(2):
        desk.decide(kommentar, "antworten", text="Wir prüfen das.", idempotency_key=KEY)
    assert Kommentar.objects.filter(parent=kommentar).count() == 1


def test_an_answer_after_the_phase_is_refused_and_kept(desk, kommentar):
    factories.end_phase(kommentar.baustein)
    page = desk.decide(kommentar, "antworten", text="Wir prüfen das.", idempotency_key=KEY)
    assert page.status_code == 409
    assert "Die Beteiligung endete am" in page.text
    assert "Wir prüfen das." in page.text


def test_who_speaks_for_no_office_does_not_answer(client, desk, kommentar):
    client.force_login(factories.superuser())
    page = desk.decide(kommentar, "antworten", text="Wir prüfen das.", idempotency_key=KEY)
    assert page.status_code == 409
    assert "für kein Amt" in page.text
    assert not Kommentar.objects.filter(parent=kommentar).exists()


def test_a_closed_thread_is_answered_by_the_administration_alone(desk, kommentar, resident):
    desk.decide(kommentar, "schliessen", statement="Alles ist gesagt.")
    with pytest.raises(actions.ActionRefused):
        factories.comment(kommentar.baustein, resident, parent=kommentar)
    page = desk.decide(kommentar, "antworten", text="Wir prüfen das.", idempotency_key=KEY)
    assert page.status_code == 200
    assert Kommentar.objects.filter(parent=kommentar).count() == 1


def test_moving_keeps_the_permalink_and_leaves_a_trace(desk, kommentar, beside):
    reply = factories.comment(kommentar.baustein, parent=kommentar, text="Stimmt.")
    desk.decide(kommentar, "verschieben", baustein=beside.pk)
    for row in (kommentar, reply):
        page = desk.client.get(reverse("comments:kommentar", args=[row.pk]))
        assert page.context["baustein"].pk == beside.pk
        assert f"verschoben von „{kommentar.baustein}“" in page.text
    there = Moderationsentscheidung.objects.get()
    assert (there.old, there.new) == (str(kommentar.baustein), str(beside))


def test_a_thread_moves_within_its_konzept_alone(desk, kommentar):
    foreign = factories.open_baustein()
    page = desk.decide(kommentar, "verschieben", baustein=foreign.pk)
    assert page.status_code == 422
    assert _fresh(kommentar).baustein_id == kommentar.baustein_id


def test_a_closed_thread_says_why_and_offers_no_reply(client, desk, kommentar):
    factories.comment(kommentar.baustein, parent=kommentar, text="Stimmt.")
    desk.decide(kommentar, "schliessen", statement="Alles ist gesagt.")
    client.logout()
    page = client.get(kommentar.baustein.get_absolute_url()).text
    assert 'geschlossen. <span dir="auto">Alles ist gesagt.</span>' in page
    assert "/antworten/" not in page


@pytest.mark.parametrize("name", ["freigeben", "gelesen", "verbergen", "stehen-lassen"])
def test_after_a_settled_comment_comes_the_next(desk, baustein, kommentar, prepared, name):
    after = factories.comment(baustein, text="Der nächste.")
    data = prepared(name)
    page = desk.decide(kommentar, name, query="?liste=alle&art=vorschlag", **data)
    assert page.redirect_chain[-1][0].startswith(f"/moderation/kommentar/{after.pk}/")
    assert page.context["place"].filters == {"art": "vorschlag"}
    page = desk.decide(after, "verbergen", query="?liste=alle", **REASON)
    assert page.redirect_chain[-1][0] == reverse("moderation:queue", args=["alle"])


@pytest.mark.parametrize("name", ["schliessen", "verwarnen", "sperren", "verschieben"])
def test_other_decisions_stay_on_the_comment(desk, kommentar, prepared, name):
    page = desk.decide(kommentar, name, **prepared(name))
    assert page.redirect_chain[-1][0].startswith(f"/moderation/kommentar/{kommentar.pk}/")


def test_a_button_in_the_list_leads_back_to_it(desk, kommentar):
    query = "?liste=ungelesen&suche=Deich"
    page = desk.decide(kommentar, "gelesen", query=query, zur_liste="1")
    assert page.redirect_chain[-1][0] == reverse("moderation:queue", args=["ungelesen"]) + (
        "?suche=Deich"
    )


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "\\\\evil.example"])
def test_nobody_is_led_elsewhere(desk, kommentar, target):
    query = f"?liste={target}&next={target}&suche={target}"
    page = desk.decide(kommentar, "gelesen", query=query, follow=False, next=target)
    assert page.url.startswith("/moderation/")


def test_whoever_decides_has_read(desk, kommentar):
    desk.decide(kommentar, "verwarnen", **REASON)
    assert _fresh(kommentar).read_at


def test_on_a_reported_comment_the_answers_to_the_reports_come_first_and_are_loud(desk, kommentar):
    actions.report(kommentar, user=None, reporter_key="x", ground="hass")
    forms = desk.open("kommentar", kommentar.pk).context["forms"]
    assert [each.name for each, _form, loud in forms if loud] == [
        "stehen-lassen", "verbergen", "schwaerzen",
    ]  # fmt: skip
    assert [loud for _each, _form, loud in forms][:3] == [True] * 3
    [case] = desk.queue("gemeldet").context["page"].rows
    assert [each.name for each in case.offered[:2]] == ["stehen-lassen", "verbergen"]
    assert 'class="loud"' in desk.queue("gemeldet").text


def test_without_reports_nothing_is_louder(desk, kommentar):
    forms = desk.open("kommentar", kommentar.pk).context["forms"]
    assert not any(loud for _each, _form, loud in forms)
    assert 'class="loud"' not in desk.queue().text
