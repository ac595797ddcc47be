"""On a phone: no word, however long, widens a page, and no field makes the phone zoom in."""

import pytest
from django.apps import apps
from django.db import connection, models

from accounts.models import User
from accounts.names.pseudonyms import MAX_LENGTH
from comments.models import Kommentar
from evaluation.models import Ergebnis
from municipality.append_only import unguarded
from municipality.current import refresh
from municipality.models import Kommune
from municipality.wording import readable
from strategies.markdown import render
from strategies.models import Dokument
from tests.test_architecture import LAYERS

from .checks import NARROW
from .pages import GROUPS, Town, walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = "W" * 40
MARKDOWN = f"""{WORD}

### {WORD}

- [{WORD}](https://example.org/)
- `{WORD}`

> **{WORD}**

| {WORD} | {WORD} |
|--------|--------|
| {WORD} | {WORD} |
"""
# Besides what people type: copied from what they typed, or with a rule of its own.
ALSO_SHOWN = {
    Kommentar: ["official_office"],
    Ergebnis: ["title", "office", "summary", "reasons"],
    Dokument: ["filename"],
}
# What has been decided is never changed.
NEVER_CHANGED = {"Moderationsentscheidung"}
# Short, and part of the URL.
IN_URLS = {"progress.Vorhaben.number"}

WIDTH = "document.documentElement.scrollWidth"
TOO_SMALL = """() => [...document.querySelectorAll("input, select, textarea")].filter((e) =>
    e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().width
    && parseFloat(getComputedStyle(e).fontSize) < 16).map((e) => e.outerHTML.slice(0, 100))"""


def longest(field, pk):
    """A text as long as may be, of words as long as may be, and not the same in any two rows."""
    return (f"{WORD} " * 50)[: (field.max_length or 2000) - 6] + f"{pk:06}"


def people_type(field):
    plain = isinstance(field, (models.CharField, models.TextField)) and not field.choices
    return plain and readable in field.validators


class LongTown(Town):
    """The same municipality, but every text in it is as long as it may be."""

    file_name = WORD

    def __init__(self):
        super().__init__()
        texts = {field.name: "-" for field in Kommune._meta.fields if people_type(field)}
        Kommune.objects.update_or_create(defaults=texts)
        with unguarded(connection):
            for model in apps.get_models():
                if model._meta.app_label in LAYERS and model.__name__ not in NEVER_CHANGED:
                    self._lengthen(model)
        User.objects.update(pseudonym="W" * MAX_LENGTH)
        User.objects.filter(pk=self.resident.pk).update(email=f"{'w' * 60}@{WORD}.example")
        del self.resident
        self.konzept.refresh_from_db()
        refresh()

    def _lengthen(self, model):
        also = ALSO_SHOWN.get(model, ())
        fields = model._meta.local_concrete_fields
        for field in fields:
            typed = people_type(field) or field.name in also
            if str(field) in IN_URLS:
                continue
            if not typed and field.name.rpartition("_")[2] != "html":
                continue
            # What is empty is often so for a reason that the database knows.
            for row in model._base_manager.exclude(**{field.name: ""}).only("pk"):
                # Who works for an office finds its Anliegen by its name.
                number = 0 if field.name == "office" else row.pk
                text = longest(field, number) if typed else render(MARKDOWN)
                model._base_manager.filter(pk=row.pk).update(**{field.name: text})


# Cannot be sent: the draft that other pages of this town show belongs to no Anliegen.
PASSED_OVER = {"veröffentlichen ohne hinweis"}
WALKED = ["lesen", "ergebnis und alltag", "konto", "moderation", "auswertung"]


def test_no_word_widens_a_page_and_no_field_makes_a_phone_zoom(open_browser, live_server):
    town, wide, small = LongTown(), [], []
    for group in WALKED:
        names = GROUPS[group][1].keys() - PASSED_OVER
        for name, page in walk(group, open_browser, live_server.url, only=names, town=town):
            page.set_viewport_size(NARROW)
            if (width := page.evaluate(WIDTH)) != NARROW["width"]:
                wide.append(f"{group}, {name}: {width} px")
            small += [f"{group}, {name}: {field}" for field in page.evaluate(TOO_SMALL)]

    assert not wide, "\n".join(wide)
    assert not small, "\n".join(small)
