"""What a browser without script would send from a page, for each button on it."""

from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import connection, models
from lxml import html

WORD = "Zaunkönigin"


@dataclass
class Press:
    """One button, pressed after a word was typed into one field."""

    field: str
    button: str
    action: str
    data: dict


def presses(page, address, *, word=WORD, whole=False):
    """Every Press of a page, with what a browser would send.

    Args:
        word: what is typed into one field.
        whole: with the head and the foot that all pages have.
    """
    document = html.fromstring(page)
    [main] = ([] if whole else document.xpath("//main | //div[@id='content']")[:1]) or [document]
    forms = [form for form in main.iter("form") if form.get("method", "").lower() == "post"]
    fields = [(form, field) for form in forms for field in texts_of(document, form)]
    for form in forms:
        for button in buttons_of(document, form):
            for owner, field in fields:
                data = sent_by(document, form, button)
                if owner is form:
                    data[field.get("name")] = word
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
                else row.get("value", "on" if kind in ("checkbox", "radio") else "")
            )
            data.setdefault(name, []).append(value)
    if button.get("name"):
        data.setdefault(button.get("name"), []).append(button.get("value", ""))
    return data


def is_stored(word):
    """Whether a word stands in any column for text, the session's aside."""
    sql, parameters = _anywhere(word)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return bool(cursor.fetchone()[0])


@cache
def _anywhere(word):
    """One question to the database about all tables, and its parameters.

    Asked after every button: as a query a table, to write the queries took longest of all.
    """
    found, parameters = [], []
    for model in apps.get_models():
        condition = contains(model, word)
        if condition and "session" not in model._meta.db_table:
            rows = model._default_manager.filter(condition).order_by().values("pk")
            sql, values = rows.query.sql_with_params()
            found.append(f"EXISTS ({sql})")
            parameters += values
    return f"SELECT {' OR '.join(found)}", parameters


def contains(model, word):
    condition = models.Q()
    for field in model._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField):
            condition |= models.Q(**{f"{field.name}__contains": word})
    return condition
