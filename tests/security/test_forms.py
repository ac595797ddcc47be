"""Every form that somebody without a role finds: whatever is pressed, no text is lost.

The forms are found on the pages of all addresses, as a browser without script has them.
"""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from lxml import html

from tests import factories
from tests.presses import WORD, is_stored, presses

from .addresses import arguments, names

pytestmark = pytest.mark.django_db

# What leaves the page behind for good, as it says: nothing typed on it can matter then.
FAREWELLS = ("/konto/abmelden/", "/konto/geraete/abmelden/")


def _nobody(world):
    return None


def _resident(world):
    return factories.user()


def _author(world):
    return world.author


def pages(client, world):
    """(name, address, page) of every address that shows this person a page of its own."""
    for name in names():
        address = reverse(name, kwargs=arguments(name, world))
        page = client.get(address)
        if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
            yield name, address, page


def typed_on(page):
    """What stands in the fields of a page, and so can be sent from there."""
    fields = html.fromstring(page).xpath("//textarea | //input[not(@type='hidden')]")
    return " ".join(field.get("value", "") + field.text_content() for field in fields)


@pytest.mark.parametrize("who", [_nobody, _resident, _author])
def test_no_button_loses_what_was_typed_into_another_form(world, who):
    client, person = Client(), who(world)
    if person:
        client.force_login(person)
    lost, walked = [], set()
    for name, address, page in pages(client, world):
        for press in presses(page.text, address, whole=True):
            if press.action.startswith(FAREWELLS):
                continue
            walked.add((name, press.button))
            cache.clear()
            with transaction.atomic():
                answer = client.post(press.action, press.data, follow=True)
                if WORD not in typed_on(answer.text) and not is_stored(WORD):
                    lost.append(f"{name}: „{press.field}“ typed, „{press.button}“ pressed")
                transaction.set_rollback(True)

    assert lost == []
    buttons = {button for name, button in walked if name == "baustein"}
    assert {"Kommentar abgeben", "Folgen" if person else "Anmelden und folgen"} <= buttons
    # One's own cannot be voted on.
    assert any("Stimme zu" in button for button in buttons) == (who is not _author)
