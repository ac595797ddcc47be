"""Drafts that an Auswertung publishes: no other door makes them public while it runs."""

import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.urls import reverse

from evaluation import actions as evaluation_actions
from evaluation.models import Auswertung
from strategies import actions
from strategies.actions import PublicationRefused
from strategies.admin.publication import Publish
from strategies.models import Baustein, Fassung, Publikationsstatus, Strategie
from strategies.models.baustein import KINDS
from tests import factories
from tests.concurrency import at_once
from tests.test_architecture import MODULES, ROOT

REASON = "gehört zu einer laufenden Auswertung; sie wird mit ihr veröffentlicht"
DOORS = {
    "fassung": lambda draft: actions.publish_fassung(draft),
    "baustein": lambda draft: actions.publish_baustein(draft.baustein),
    "strategie": lambda draft: actions.publish_strategie(draft.baustein.strategie),
    "konzept": lambda draft: actions.publish_konzept(draft.baustein.strategie.konzept),
}
# Every model whose page or list in the administration publishes, as it is registered.
IN_ADMIN = [
    model._meta.model_name
    for model, model_admin in admin.site._registry.items()
    if any(isinstance(row, Publish) for row in getattr(model_admin, "confirmed_actions", ()))
]


@pytest.fixture
def draft(auswertung, over):
    return factories.draft(over)


def row_of(draft, model):
    strategie = draft.baustein.strategie
    return {"konzept": strategie.konzept, "strategie": strategie}.get(model, draft.baustein)


def number_of(draft):
    return Baustein.objects.get(pk=draft.baustein_id).fassung.number


def test_the_administration_publishes_every_kind():
    kinds = ["konzept", "strategie", *KINDS]

    assert sorted(IN_ADMIN) == sorted(kinds)


@pytest.mark.parametrize("door", DOORS)
def test_every_action_refuses_a_draft_of_a_running_auswertung(door, draft):
    with pytest.raises(PublicationRefused, match=REASON):
        DOORS[door](draft)

    assert number_of(draft) == 1
    assert Fassung.objects.drafts().get() == draft


@pytest.mark.parametrize("door", DOORS)
def test_a_merely_editorial_draft_is_published(door, draft):
    Fassung.objects.filter(pk=draft.pk).update(editorial=True)

    DOORS[door](draft)

    assert number_of(draft) == 2


@pytest.mark.parametrize("door", DOORS)
def test_after_the_publication_drafts_are_free_again(door, ready, over, editor):
    evaluation_actions.publish(ready, by=editor)
    draft = factories.draft(over, "Noch ein anderes Ziel.")

    DOORS[door](draft)

    assert number_of(draft) == 3


@pytest.mark.parametrize("door", DOORS)
def test_but_not_what_a_correction_plans_to_change(door, ready, over, evaluator, editor):
    evaluation_actions.publish(ready, by=editor)
    draft = factories.draft(over, "Noch ein anderes Ziel.")
    evaluation_actions.plan_change(ready.anliegen.get(), by=evaluator, bausteine=[over])

    with pytest.raises(PublicationRefused, match=REASON):
        DOORS[door](draft)

    assert number_of(draft) == 2


def test_the_one_act_publishes_them(ready, over, editor):
    evaluation_actions.publish(ready, by=editor)

    over.refresh_from_db()
    assert over.fassung.number == 2


def test_an_auswertung_elsewhere_keeps_nothing_back(auswertung):
    elsewhere = factories.draft(factories.baustein())

    actions.publish_fassung(elsewhere)

    assert number_of(elsewhere) == 2


def test_one_withheld_draft_keeps_all_of_its_strategie_back(draft):
    strategie = draft.baustein.strategie
    other = factories.draft(factories.baustein(strategie=strategie, title="Zweites"))
    Fassung.objects.filter(pk=other.pk).update(editorial=True)

    with pytest.raises(PublicationRefused) as refused:
        actions.publish_strategie(strategie)

    assert str(draft.baustein) in str(refused.value)
    assert "Zweites" not in str(refused.value)
    assert number_of(other) == 1


@pytest.mark.parametrize("door", ["baustein", "strategie", "konzept"])
def test_what_was_archived_comes_back_without_its_draft(door, draft):
    row = row_of(draft, door)
    actions.archive(row)
    draft = Fassung.objects.get(pk=draft.pk)

    DOORS[door](draft)

    assert type(row).objects.get(pk=row.pk).status == Publikationsstatus.PUBLISHED
    assert number_of(draft) == 1
    assert Fassung.objects.drafts().exists()


@pytest.mark.parametrize("model", ["leitziel", "strategie", "konzept"])
def test_the_administration_says_why_and_offers_no_button(client, draft, editor, model):
    client.force_login(editor)
    row = row_of(draft, model)
    address = reverse(f"admin:strategies_{model}_change", args=[row.pk])
    publish = f"{reverse(f'admin:strategies_{model}_veroeffentlichen')}?id={row.pk}"

    page = client.get(address).text
    assert REASON in page
    assert publish not in page

    Fassung.objects.filter(pk=draft.pk).update(editorial=True)
    page = client.get(address).text
    assert REASON not in page
    assert publish in page


@pytest.mark.parametrize("model", ["leitziel", "strategie", "konzept"])
def test_chosen_in_a_list_it_is_refused_with_the_reason(client, draft, editor, model):
    client.force_login(editor)
    row = row_of(draft, model)

    page = client.post(
        reverse(f"admin:strategies_{model}_veroeffentlichen"), {"id": row.pk}, follow=True
    )

    assert REASON in page.text
    assert number_of(draft) == 1


def test_importing_and_publishing_in_one_go_is_refused(tmp_path, draft):
    konzept = draft.baustein.strategie.konzept
    path = tmp_path / "konzept.md"
    path.write_text("# Etwas ganz anderes\n\n## Leitziel 9: Neu\n\nText.\n", encoding="utf-8")

    with pytest.raises(CommandError, match=REASON):
        call_command("import_konzept", path, "--konzept", konzept.title, "--publish")

    assert number_of(draft) == 1
    assert Strategie.objects.filter(konzept=konzept).count() == 1


def test_what_is_published_is_the_text_that_is_stored(draft):
    """And not the one somebody had before them when another person saved the draft."""
    seen = Fassung.objects.get(pk=draft.pk)
    Fassung.objects.filter(pk=draft.pk).update(text="Der neuere Text.", editorial=True)

    published = actions.publish_fassung(seen)

    assert (published.text, published.html) == ("Der neuere Text.", "<p>Der neuere Text.</p>")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", DOORS)
def test_beginning_an_auswertung_while_a_draft_is_being_published(door, over, evaluator):
    """It is out before the Auswertung begins, or it belongs to it."""
    draft = factories.draft(over)

    published, begun = at_once(
        lambda: DOORS[door](draft), lambda: factories.auswertung(over, by=evaluator)
    )

    assert isinstance(begun, Auswertung)
    if isinstance(published, PublicationRefused):
        assert number_of(draft) == 1
    else:
        assert not isinstance(published, Exception)
        draft.refresh_from_db()
        assert draft.published_at <= begun.created_at


def test_nothing_but_the_action_makes_a_fassung_public():
    """No module names the status that does, besides its model and the action that asks first."""
    named = [
        str(path) for path in MODULES if "Fassung.Status.PUBLISHED" in (ROOT / path).read_text()
    ]

    assert named == ["strategies/actions.py", "strategies/models/fassung.py"]
