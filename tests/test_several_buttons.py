"""Pages with several buttons that send: whichever is pressed, no typed text is silently lost.

Walks the pages of staff and of one's own account as they are rendered: a word is typed into each
field for text, each button that sends is pressed, and the word stands on the page that follows,
or is stored.
"""

from dataclasses import dataclass

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models, transaction
from django.urls import reverse
from lxml import html

from comments import actions as comment_actions
from evaluation import actions
from tests import factories

pytestmark = pytest.mark.django_db

WORD = "Zaunkönigin"
# What leaves the page behind for good, as it says: nothing typed on it can matter then.
FAREWELLS = ("/konto/abmelden/", "/konto/geraete/abmelden/")


@pytest.fixture
def town(baustein, resident, moderator):
    """A Strategie with everything that has a page for staff."""
    konzept = baustein.strategie.konzept
    kommentar = factories.comment(baustein, resident, text="Ein Rufbus ab 18 Uhr.")
    reported = factories.comment(baustein, text="Das ist zum Lachen.")
    comment_actions.report(reported, user=None, reporter_key="a", ground="hass", explanation="")
    hidden = factories.hidden_comment(baustein, by=moderator, text="Kauft Lampen.")
    beschwerde = comment_actions.complain(hidden.entscheidungen.get(), text="Keine Werbung.")
    running = factories.baustein(strategie=factories.strategie(konzept=konzept))
    factories.phase(running.strategie)
    open_now = factories.comment(running, resident, text="Mehr Bäume.")
    factories.end_phase(baustein)
    boss = factories.superuser()
    auswertung = factories.auswertung(baustein, by=boss)
    prepared = factories.prepared_anliegen(
        auswertung, [kommentar, reported], by=boss, bausteine=[baustein]
    )
    return {
        "konzept": konzept, "baustein": baustein, "auswertung": auswertung, "prepared": prepared,
        "open": actions.create(auswertung, by=boss, title="Mehr Sitzbänke", kommentare=[reported]),
        "kommentar": kommentar, "reported": reported, "hidden": hidden, "open_now": open_now,
        "beschwerde": beschwerde,
    }  # fmt: skip


def workplace(town):
    yield from (
        reverse("auswertung:anliegen", args=[town[name].pk]) for name in ("open", "prepared")
    )
    yield reverse("auswertung:beitrag", args=[town["reported"].pk])
    names = ("kommentar", "reported", "hidden", "open_now")
    yield from (reverse("moderation:kommentar", args=[town[name].pk]) for name in names)
    yield from (reverse("moderation:queue", args=[tab]) for tab in ("alle", "gemeldet"))
    yield reverse("moderation:complaint", args=[town["beschwerde"].pk])
    for name in ("auswertung", "beitraege", "erfassen", "einlesen", "publish", "data"):
        yield reverse(f"auswertung:{name}", args=[town["auswertung"].pk])
    yield reverse("auswertung:start")


def account(town):
    names = (
        "account_access", "account_pseudonym", "account_email", "account_identities",
        "account_data", "account_delete", "mfa_index", "account_set_password",
        "mails:preferences", "comments:mine",
    )  # fmt: skip
    return [reverse(name) for name in names]


def administration(town):
    """The change page of the first row of every model, and the page to add one."""
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{base}_add")
        if row := model._default_manager.order_by("pk").first():
            yield reverse(f"{base}_change", args=[row.pk])


@dataclass
class Press:
    """One button, pressed after a word was typed into one field."""

    field: str
    button: str
    action: str
    data: dict


def presses(page, address):
    """Every Press of a page, with what a browser would send."""
    document = html.fromstring(page)
    [main] = document.xpath("//main | //div[@id='content']")[:1] or [document]
    forms = [form for form in main.iter("form") if form.get("method", "").lower() == "post"]
    fields = [(form, field) for form in forms for field in texts_of(document, form)]
    for form in forms:
        for button in buttons_of(document, form):
            for owner, field in fields:
                data = sent_by(document, form, button)
                if owner is form:
                    data[field.get("name")] = WORD
                yield Press(
                    field=field.get("name"),
                    button=" ".join(button.text_content().split()) or button.get("value", ""),
                    action=button.get("formaction") or form.get("action") or address,
                    data=data,
                )


def elements_of(document, form):
    """Its fields and buttons, wherever they stand."""
    own = [row for row in form.iter("input", "select", "textarea", "button") if not row.get("form")]
    name = form.get("id")
    return own + (document.xpath(f"//*[@form='{name}']") if name else [])


def texts_of(document, form):
    for row in elements_of(document, form):
        is_text = row.tag == "textarea" or (
            row.tag == "input" and row.get("type", "text") == "text"
        )
        # The one that a script copies to add a row is none to type into.
        is_copy = "__prefix__" in row.get("name", "")
        if is_text and row.get("name") and not (is_copy or is_trap(row)):
            yield row


def is_trap(row):
    """What no person sees, and programs fill in."""
    return row.get("autocomplete") == "off" and row.get("tabindex") == "-1"


def buttons_of(document, form):
    for row in elements_of(document, form):
        sends = row.tag == "button" and row.get("type", "submit") == "submit"
        if sends or (row.tag == "input" and row.get("type") == "submit"):
            yield row


def sent_by(document, form, button):
    data = {}
    for row in elements_of(document, form):
        name, kind = row.get("name"), row.get("type")
        if not name or row.tag == "button" or kind in ("submit", "file", "button"):
            continue
        if kind in ("checkbox", "radio") and row.get("checked") is None:
            continue
        if row.tag == "select":
            chosen = [option.get("value", "") for option in row.xpath(".//option[@selected]")]
            values = chosen or ([row.xpath(".//option")[0].get("value", "")] if len(row) else [])
            data.setdefault(name, []).extend(values)
        else:
            value = (
                row.text_content()
                if row.tag == "textarea"
                else row.get("value", "on" if kind else "")
            )
            data.setdefault(name, []).append(value)
    if button.get("name"):
        data.setdefault(button.get("name"), []).append(button.get("value", ""))
    return data


def is_stored(word):
    """Whether a word stands in any column for text, the session's aside."""
    return any(
        model._default_manager.filter(condition).exists()
        for model in apps.get_models()
        if (condition := contains(model, word)) and "session" not in model._meta.db_table
    )


def contains(model, word):
    condition = models.Q()
    for field in model._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField):
            condition |= models.Q(**{f"{field.name}__contains": word})
    return condition


def lost(client, address):
    """The presses of a page after which the word is nowhere."""
    page = client.get(address, follow=True)
    if page.status_code != 200:
        return []
    found = []
    for press in presses(page.text, address):
        if press.action.startswith(FAREWELLS):
            continue
        with transaction.atomic():
            answer = client.post(press.action, press.data, follow=True)
            if WORD not in answer.text and not is_stored(WORD):
                found.append(f"{address}: „{press.field}“ typed, „{press.button}“ pressed")
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("walk", [workplace, account, administration])
def test_no_button_of_a_page_loses_what_was_typed(client, town, walk):
    client.force_login(factories.superuser())

    assert [sentence for address in walk(town) for sentence in lost(client, address)] == []


def test_the_walk_finds_the_pages_with_several_buttons(client, town):
    client.force_login(factories.superuser())
    address = reverse("auswertung:anliegen", args=[town["open"].pk])

    found = {(row.field, row.button) for row in presses(client.get(address).text, address)}

    assert ("reasons", "Speichern und vorlegen") in found
    assert ("reasons", "Auflösen") in found
    assert ("teilen-title", "Speichern") in found
