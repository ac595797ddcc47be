"""Whoever writes a text writes what is searched of it: every way in, and every way out."""

import copy
import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import User
from comments import actions, personal
from comments.models import Kommentar, Textbaustein
from evaluation import actions as evaluation
from fulltext.fields import FoldedField
from fulltext.folding import fold
from fulltext.keep import folded_field, folded_models, folded_of, refold
from phases.models import Kommentierphase
from strategies import actions as strategies
from strategies.models import Konzept
from tests import factories

pytestmark = pytest.mark.django_db


def out_of_step():
    """Rows whose folded column is not that of their texts."""
    return [
        f"{model._meta.label} {row.pk}: {row.folded!r}"
        for model in folded_models()
        for row in model._base_manager.all()
        if row.folded != folded_of(row)
    ]


@pytest.fixture(autouse=True)
def in_step_afterwards():
    yield
    assert out_of_step() == []


@pytest.fixture
def baustein():
    return factories.open_baustein()


def test_it_is_seen_if_one_is_out_of_step(baustein):
    kommentar = factories.comment(baustein)
    Kommentar.objects.update(folded="alt")
    assert len(out_of_step()) == 1
    kommentar.save()
    assert out_of_step() == []


def test_writing_and_editing(baustein):
    author = factories.user()
    kommentar = factories.comment(baustein, author, text="Ein Radweg")
    actions.edit(kommentar, by=author, text="Eine Brücke", category="kritik")

    assert Kommentar.objects.get().folded == fold("Eine Brücke")


def test_an_official_answer_holds_its_office(baustein):
    clerk = factories.staff(baustein.strategie.konzept, role="redaktion", office="Bauamt")

    assert " bauamt " in factories.comment(baustein, clerk).folded


def test_entering_many(baustein):
    factories.end_phase(baustein)
    evaluator = factories.staff(baustein.strategie.konzept, role="auswertung")
    day = timezone.localdate() - timedelta(days=3)
    entries = [
        actions.Entry(baustein, "brief", day, f"Brief {number}", contributor="Sportverein")
        for number in range(3)
    ]
    phase = baustein.strategie.kommentierphasen.get()
    actions.enter_many(entries, kommentierphase=phase, by=evaluator)

    assert Kommentar.objects.filter(folded__contains=" sportverein ").count() == 3


def test_moderation_leaves_the_text_and_what_is_searched(baustein):
    moderator = factories.staff(baustein.strategie.konzept, role="moderation")
    kommentar = factories.comment(baustein)
    for act in (actions.hide, actions.restore):
        act(kommentar, by=moderator, **({"ground": "werbung", "statement": "Werbung."}
            if act is actions.hide else {"statement": "Doch."}))  # fmt: skip
        assert out_of_step() == []


@pytest.mark.parametrize("withdraw", [True, False])
def test_deleting_an_account(baustein, withdraw):
    author = factories.user("Deichgräfin")
    factories.comment(baustein, author, text="Ein Radweg")
    accounts.delete_account(author, withdraw=withdraw)

    assert Kommentar.objects.filter(folded="").exists() == withdraw
    assert not User.objects.filter(folded__contains="deich").exists()


def test_emptying_what_was_hidden_long_ago(baustein):
    moderator = factories.staff(baustein.strategie.konzept, role="moderation")
    factories.hidden_comment(baustein, by=moderator)
    personal.purge(timezone.now() + personal.HIDDEN_KEPT * 2)

    assert Kommentar.objects.get().folded == ""


def test_renaming_and_registering_again(baustein):
    accounts.register("a@example.org", language="de")
    unconfirmed = User.objects.create_user("b@example.org", "Erste")
    accounts.register(unconfirmed.email, language="de")
    accounts.rename(factories.user("Dritte"), "Vierte")

    assert User.objects.filter(folded=fold("Vierte")).exists()
    assert not User.objects.filter(folded=fold("Erste")).exists()


def test_drafts_and_publication(baustein):
    factories.end_phase(baustein)
    editor = factories.superuser()
    strategies.save_draft(baustein, title="Brücken", text="Über die Elbe", by=editor)
    new = factories.baustein(strategie=baustein.strategie, published=False)
    strategies.save_draft(new, title="Ganz neu", text="Ein Weg", by=editor)
    assert out_of_step() == []
    strategie = baustein.strategie
    strategie.intro = "Mehr **Wege**."
    strategie.save(update_fields=["intro"])
    strategies.publish_strategie(strategie)

    strategie.refresh_from_db()
    assert " wege " in strategie.folded


def test_an_anliegen(baustein):
    kommentar = factories.comment(baustein)
    factories.end_phase(baustein)
    evaluator = factories.superuser()
    auswertung = factories.auswertung(baustein, by=evaluator)
    row = factories.prepared_anliegen(auswertung, [kommentar], by=evaluator)
    evaluation.edit(row, by=evaluator, version=row.version, title="Über", reasons="Weil.")
    row.refresh_from_db()

    assert row.folded.startswith(" uber ")


def test_the_forms_of_the_administration(baustein):
    client = Client()
    client.force_login(factories.superuser())
    konzept = baustein.strategie.konzept
    block = Textbaustein.objects.create(use="answer", title="Alt", text="Alt")
    address = reverse("admin:comments_textbaustein_change", args=[block.pk])
    version = client.get(address).context["adminform"].form["version"].value()
    typed = {"konzept": konzept.pk, "use": "answer", "title": "Grüße", "text": "Ja"}
    client.post(address, {**typed, "version": version})
    block.refresh_from_db()

    assert block.folded == fold("Grüße\nJa")


def test_a_copy_of_many_rows(baustein):
    first = factories.comment(baustein)
    rows = [copy.copy(first) for _ in range(3)]
    for number, row in enumerate(rows):
        row.pk, row.text, row.idempotency_key = None, f"Abschrift {number}", uuid.uuid4()
    Kommentar.objects.bulk_create(rows)


def test_what_old_code_wrote_is_brought_up_to_date(baustein):
    """While nodes are updated one after the other, some do not know the column yet."""
    factories.comment(baustein, text="Ein Radweg")
    Kommentar.objects.update(folded="")
    Konzept.objects.update(folded="")
    out = StringIO()
    call_command("reindex_search", stdout=out)

    assert "comments.Kommentar: 1" in out.getvalue()
    assert "strategies.Konzept: 1" in out.getvalue()
    assert out_of_step() == []
    assert refold(Kommentar) == 0


def test_more_rows_than_a_batch_are_brought_up_to_date(baustein, monkeypatch):
    monkeypatch.setattr("fulltext.keep.BATCH", 2)
    for _ in range(5):
        factories.comment(baustein)
    Kommentar.objects.update(folded="alt")

    assert refold(Kommentar) == 5


def test_every_model_with_texts_that_are_searched_keeps_them_folded():
    assert {model._meta.label for model in folded_models()} >= {
        "accounts.User", "strategies.Konzept", "strategies.Strategie", "strategies.Baustein",
        "strategies.Fassung", "phases.Kommentierphase", "comments.Kommentar",
        "comments.Textbaustein", "evaluation.Anliegen", "pages.Barrieremeldung",
    }  # fmt: skip
    for model in folded_models():
        field = folded_field(model)
        assert isinstance(field, FoldedField)
        for name in (*field.sources, *field.html):
            model._meta.get_field(name)


def test_a_phase_of_the_form_is_folded(baustein):
    phase = Kommentierphase.objects.get()
    phase.title = "Zweite Runde"
    phase.save()
