"""The demo's content, in the state and variety of a real process. On both databases."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from comments.models import Category, Kommentar, Status
from evaluation.models import Auswertung, Ergebnis, Ergebnisfassung, Verdict
from evaluation.verify import differences
from phases.models import Kommentierphase
from strategies.models import Baustein, Fassung, Handlungsfeld, Konzept, Leitprojekt, Strategie

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("content of the demo")]


def test_two_konzepte_with_everything_the_platform_can_show(demo):
    insek = Konzept.objects.get(kind="insek")
    ilek = Konzept.objects.get(kind="ilek")

    assert [strategie.bausteine.goals().count() for strategie in insek.strategien.all()] == [5, 5]
    assert Handlungsfeld.objects.filter(strategie__konzept=ilek).count() >= 3
    assert Leitprojekt.objects.filter(strategie__konzept=ilek, supports__isnull=False).exists()
    assert {konzept.dokumente.count() for konzept in (insek, ilek)} == {1}


def test_pictures_have_words_and_texts_stand_in_other_words(demo):
    texts = [*Strategie.objects.values_list("intro", flat=True)]
    texts += Fassung.objects.published().values_list("text", flat=True)
    alts = re.findall(r"!\[([^]]*)\]\(bild:", "\n".join(texts))

    assert len(alts) >= 2
    assert all(len(alt) > 40 for alt in alts)
    assert Konzept.objects.exclude(summary_en="").count() == Konzept.objects.count()
    for model in (Konzept, Strategie, Baustein):
        assert model.objects.exclude(easy_text="").exists()
        assert model.objects.exclude(summary_en="").exists()


def test_one_phase_is_open_one_over_one_coming(demo):
    now = timezone.now()
    phases = Kommentierphase.objects.all()

    assert phases.open_at(now).count() == 1
    assert phases.over_at(now).count() == 1
    assert phases.coming_at(now).count() == 1
    assert phases.over_at(now).get().was_extended
    assert Strategie.objects.count() == 3


def test_the_discussion_is_of_a_real_size_and_kind(demo):
    comments = Kommentar.objects.all()

    assert comments.published().count() >= 80
    assert {row.status for row in comments} == set(Status)
    assert set(comments.roots().values_list("category", flat=True)) == set(Category)
    assert comments.exclude(official_office="").exists()
    assert comments.filter(depth__gt=3).exists(), "deep enough for „Antwort an …“"
    assert comments.filter(edited_at__isnull=False).exists()
    assert comments.filter(up_count__gt=0, down_count__gt=0).exists()


def test_nobody_writes_outside_a_phase_or_in_the_future_or_before_what_they_answer(demo):
    now = timezone.now()

    for comment in Kommentar.objects.select_related("kommentierphase", "parent"):
        phase = comment.kommentierphase
        assert phase.starts_at <= comment.created_at < phase.ends_at
        assert comment.created_at <= now
        if comment.parent:
            assert comment.parent.created_at < comment.created_at


def test_the_kept_counters_are_right(demo):
    out = StringIO()

    call_command("recount", stdout=out)

    assert out.getvalue() == "0 Abweichungen gefunden.\n"


def test_the_printed_passwords_open_the_accounts(demo):
    assert len(demo) == 8
    assert len({password for _, _, password in demo}) == 8
    for _role, email, password in demo:
        assert User.objects.get(email=email).check_password(password)


@pytest.mark.parametrize("role", ["redaktion", "moderation", "auswertung", "fachamt"])
def test_staff_can_enter_the_administration(demo, client, role):
    client.force_login(User.objects.get(email=f"{role}@elbhagen.example"))

    assert client.get("/verwaltung/").status_code == 200


def test_one_process_is_finished_and_one_in_progress(demo):
    finished = Auswertung.objects.get(status=Auswertung.Status.PUBLISHED)
    in_progress = Auswertung.objects.get(status=Auswertung.Status.IN_PROGRESS)
    first, second = finished.ausgaben.order_by("number")

    assert {row.verdict for row in Ergebnis.objects.current()} == set(Verdict)
    assert finished.kommentierphase.ends_at < first.published_at < second.published_at
    assert not finished.unassigned().exists()
    assert {row.channel for row in finished.contributions()} >= {"brief", "werkstatt", "online"}
    assert [differences(row) for row in (first, second)] == [[], []]
    assert {row.status for row in in_progress.anliegen.all()} == {"open", "prepared"}
    assert in_progress.unassigned().exists()


def test_the_texts_changed_after_the_phase_and_stood_there_before_it(demo):
    for phase in Kommentierphase.objects.exclude(auswertung=None):
        for baustein in phase.strategie.bausteine.all():
            assert phase.fassung_of(baustein).number == 1
            assert phase.fassung_of(baustein).published_at < phase.starts_at
    assert Ergebnisfassung.objects.filter(before=None).count() == 0


def test_the_loop_is_closed_on_the_first_visit(demo, client):
    finished = Auswertung.objects.get(status=Auswertung.Status.PUBLISHED)

    assert finished.get_absolute_url() in client.get("/").text
    assert "Aus 8 Beiträgen" in client.get(finished.get_absolute_url()).text


def test_every_page_can_be_read(demo, client):
    for strategie in Strategie.objects.all():
        for row in (strategie.konzept, strategie, *strategie.bausteine.all()):
            assert client.get(row.get_absolute_url()).status_code == 200
