"""Publishing, drafting, archiving, deleting."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from phases import actions as phase_actions
from strategies import actions
from strategies.actions import (
    ActionRefused,
    DeletionRefused,
    DraftRefused,
    PublicationRefused,
)
from strategies.models import Baustein, Fassung, Konzept, Publikationsstatus, Strategie
from tests import factories

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def draft(baustein, *, title="Neuer Titel", text="Neuer **Text**."):
    return Fassung.objects.create(baustein=baustein, title=title, text=text)


def state(baustein):
    row = Baustein.objects.select_related("fassung").get(pk=baustein.pk)
    return row.title, row.fassung.number, row.fassung.html


# --- Publishing a Fassung ---------------------------------------------------


def test_publishing_renders_numbers_and_puts_the_title_in_front(client):
    baustein = factories.baustein(title="Alter Titel", text="Alter Text.")

    actions.publish_fassung(draft(baustein))

    assert state(baustein) == ("Neuer Titel", 2, "<p>Neuer <strong>Text</strong>.</p>")
    assert "Neuer Titel" in client.get(baustein.get_absolute_url()).text


def test_earlier_fassungen_stay_as_they_were():
    baustein = factories.baustein(title="Alter Titel", text="Alter Text.")
    first = baustein.fassung

    actions.publish_fassung(draft(baustein))

    first.refresh_from_db()
    assert (first.number, first.title, first.html) == (1, "Alter Titel", "<p>Alter Text.</p>")


def test_publishing_the_same_draft_twice_is_refused():
    baustein = factories.baustein()
    fassung = draft(baustein)
    actions.publish_fassung(fassung)

    with pytest.raises(PublicationRefused, match="bereits veröffentlicht"):
        actions.publish_fassung(fassung)
    assert baustein.fassungen.count() == 2


def test_there_is_one_draft_at_most():
    baustein = factories.baustein()
    draft(baustein)

    with pytest.raises(IntegrityError), transaction.atomic():
        draft(baustein)


def test_a_commented_fassung_and_its_baustein_cannot_be_deleted():
    baustein = factories.open_baustein()
    factories.comment(baustein)

    with pytest.raises(ProtectedError):
        baustein.fassung.delete()
    with pytest.raises(ProtectedError):
        Baustein.objects.get(pk=baustein.pk).delete()


# --- Never while people comment on it ---------------------------------------


def publish_baustein_of(fassung):
    actions.publish_baustein(fassung.baustein)


def publish_strategie_of(fassung):
    actions.publish_strategie(fassung.baustein.strategie)


def publish_konzept_of(fassung):
    actions.publish_konzept(fassung.baustein.strategie.konzept)


@pytest.mark.parametrize(
    "publish",
    [actions.publish_fassung, publish_baustein_of, publish_strategie_of, publish_konzept_of],
)
def test_nothing_new_is_published_while_a_phase_is_open(publish):
    baustein = factories.open_baustein(title="Alter Titel")
    fassung = draft(baustein)

    with pytest.raises(PublicationRefused, match="läuft eine Kommentierphase"):
        publish(fassung)
    assert state(baustein)[:2] == ("Alter Titel", 1)
    fassung.refresh_from_db()
    assert fassung.status == Fassung.Status.DRAFT

    factories.end_phase(baustein)
    publish(fassung)
    assert state(baustein)[:2] == ("Neuer Titel", 2)


@pytest.mark.parametrize(
    "phase", [{"start": 1, "end": 2}, {"start": -2, "end": -1}, {"status": "draft"}]
)
def test_a_phase_that_is_not_open_does_not_hinder_publishing(phase):
    baustein = factories.baustein()
    factories.phase(baustein.strategie, **phase)

    actions.publish_fassung(draft(baustein))

    assert state(baustein)[1] == 2


def test_a_phase_of_another_strategie_does_not_hinder_publishing():
    baustein = factories.baustein()
    factories.phase(factories.strategie(konzept=baustein.strategie.konzept))

    actions.publish_fassung(draft(baustein))

    assert state(baustein)[1] == 2


def test_publishing_works_again_the_moment_a_phase_is_closed():
    baustein = factories.open_baustein()
    phase = baustein.strategie.kommentierphasen.get()
    phase_actions.close_now(phase, by=factories.superuser(), reason="Fertig")

    actions.publish_fassung(draft(baustein))

    assert state(baustein)[1] == 2


# --- Publishing a Konzept ---------------------------------------------------


def test_publishing_a_konzept_publishes_all_its_drafts_and_intros():
    strategie = factories.strategie(
        konzept=factories.konzept(status="draft"), status="draft", intro="Worum *es* geht."
    )
    rows = [factories.baustein(strategie=strategie, published=False) for _ in range(3)]

    actions.publish_konzept(strategie.konzept)

    strategie.refresh_from_db()
    assert strategie.intro_html == "<p>Worum <em>es</em> geht.</p>"
    assert Strategie.objects.get().status == Publikationsstatus.PUBLISHED
    assert Konzept.objects.get().status == Publikationsstatus.PUBLISHED
    assert Baustein.objects.published().count() == len(rows)


def test_publishing_a_konzept_leaves_alone_what_has_not_changed():
    baustein = factories.baustein()
    before = (baustein.fassung_id, baustein.fassung.published_at)

    actions.publish_konzept(baustein.strategie.konzept)
    actions.publish_konzept(baustein.strategie.konzept)

    baustein = Baustein.objects.select_related("fassung").get(pk=baustein.pk)
    assert (baustein.fassung_id, baustein.fassung.published_at) == before
    assert baustein.fassungen.count() == 1


def test_publishing_a_konzept_passes_over_an_unchanged_strategie_that_is_open():
    open_ = factories.open_baustein()
    konzept = open_.strategie.konzept
    other = factories.baustein(strategie=factories.strategie(konzept=konzept), title="Alt")
    draft(other)

    actions.publish_konzept(konzept)

    assert state(other)[:2] == ("Neuer Titel", 2)
    assert state(open_)[1] == 1


def test_publishing_a_konzept_is_all_or_nothing():
    open_ = factories.open_baustein()
    konzept = open_.strategie.konzept
    first = factories.baustein(strategie=factories.strategie(konzept=konzept, position=0))
    Strategie.objects.filter(pk=open_.strategie_id).update(position=9)
    draft(first)
    draft(open_)

    with pytest.raises(PublicationRefused):
        actions.publish_konzept(konzept)

    assert state(first)[1] == state(open_)[1] == 1


def test_a_changed_intro_counts_as_a_change():
    baustein = factories.open_baustein()
    Strategie.objects.update(intro="Neu.")
    strategie = Strategie.objects.get()

    with pytest.raises(PublicationRefused):
        actions.publish_strategie(strategie)
    factories.end_phase(baustein)
    actions.publish_strategie(strategie)

    assert Strategie.objects.get().intro_html == "<p>Neu.</p>"


def test_what_is_archived_stays_archived_when_the_konzept_is_published():
    baustein = factories.baustein()
    strategie = factories.strategie(konzept=baustein.strategie.konzept, status="archived")
    draft(baustein)
    actions.archive(baustein)

    actions.publish_konzept(strategie.konzept)

    baustein.refresh_from_db()
    strategie.refresh_from_db()
    assert baustein.status == strategie.status == Publikationsstatus.ARCHIVED


# --- Drafting ---------------------------------------------------------------


def test_a_draft_changes_nothing_for_the_public(client):
    baustein = factories.open_baustein(title="Alter Titel")

    actions.save_draft(baustein, title="Neuer Titel", text="Neu.", by=factories.superuser())

    assert state(baustein)[:2] == ("Alter Titel", 1)
    assert "Neuer Titel" not in client.get(baustein.get_absolute_url()).text


def test_a_draft_equal_to_what_is_published_is_none():
    editor = factories.superuser()
    baustein = factories.baustein(title="Titel", text="Text.")
    actions.save_draft(baustein, title="Titel", text="Anders.", by=editor)

    assert actions.save_draft(baustein, title="Titel", text="Text.", by=editor) is None
    assert not baustein.fassungen.drafts().exists()


@pytest.mark.parametrize("editorial", [True, False])
def test_a_draft_says_whether_it_is_editorial_and_its_fassung_keeps_that(editorial):
    baustein = factories.baustein()

    draft = actions.save_draft(
        baustein, title="Titel", text="Neu.", by=factories.superuser(), editorial=editorial
    )
    actions.publish_fassung(draft)

    baustein.refresh_from_db()
    assert baustein.fassung.editorial is editorial


def test_a_discarded_draft_is_gone_and_the_published_fassung_stays():
    baustein = factories.baustein(title="Alter Titel")
    draft(baustein)

    actions.discard_draft(baustein)

    assert not baustein.fassungen.drafts().exists()
    assert state(baustein)[:2] == ("Alter Titel", 1)
    with pytest.raises(DraftRefused, match="keinen Entwurf mehr"):
        actions.discard_draft(baustein)


def test_a_baustein_that_is_only_a_draft_does_not_lose_it():
    baustein = factories.baustein(published=False)

    with pytest.raises(DraftRefused, match="besteht nur aus diesem Entwurf"):
        actions.discard_draft(baustein)
    assert baustein.fassungen.drafts().exists()


def test_a_draft_can_be_written_and_discarded_while_people_comment():
    baustein = factories.open_baustein()
    actions.save_draft(baustein, title="Neu", text="Neu.", by=factories.superuser())

    actions.discard_draft(baustein)

    assert not baustein.fassungen.drafts().exists()


# --- Archiving and deleting -------------------------------------------------


@pytest.mark.parametrize("level", ["konzept", "strategie", "baustein"])
def test_archiving_takes_out_of_public_view_and_keeps_everything(client, level):
    baustein = factories.open_baustein()
    kommentar = factories.comment(baustein)
    factories.end_phase(baustein)
    strategie = baustein.strategie
    row = {"konzept": strategie.konzept, "strategie": strategie, "baustein": baustein}[level]

    actions.archive(row)

    assert client.get(baustein.get_absolute_url()).status_code == 404
    kommentar.refresh_from_db()
    assert kommentar.baustein_id == baustein.pk


@pytest.mark.parametrize("level", ["konzept", "strategie", "baustein"])
def test_archiving_is_refused_while_people_comment(client, level):
    baustein = factories.open_baustein()
    strategie = baustein.strategie
    row = {"konzept": strategie.konzept, "strategie": strategie, "baustein": baustein}[level]

    with pytest.raises(ActionRefused, match="läuft eine Kommentierphase"):
        actions.archive(row)
    assert client.get(baustein.get_absolute_url()).status_code == 200


def test_an_archived_baustein_can_be_brought_back():
    baustein = factories.baustein()
    actions.archive(baustein)

    actions.publish_baustein(baustein)

    assert state(baustein)[1] == 1
    assert Baustein.objects.published().get() == Baustein.objects.get()


@pytest.mark.parametrize("level", ["konzept", "strategie", "baustein"])
def test_deleting_what_people_took_part_in_is_refused_with_the_way_out(level):
    baustein = factories.open_baustein()
    factories.comment(baustein)
    strategie = baustein.strategie
    row = {"konzept": strategie.konzept, "strategie": strategie, "baustein": baustein}[level]

    with pytest.raises(DeletionRefused, match="Archivieren Sie"):
        actions.delete(row)
    assert Baustein.objects.exists()


def test_deleting_a_konzept_nobody_took_part_in_takes_all_of_it():
    strategie = factories.strategie()
    goal = factories.baustein(strategie=strategie)
    project = factories.baustein("leitprojekt", strategie=strategie)
    project.supports.add(goal)

    actions.delete(strategie.konzept)

    assert not any(model.objects.exists() for model in (Konzept, Strategie, Baustein, Fassung))
