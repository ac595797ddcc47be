"""The texts that a new platform starts with, and what is left to fill in."""

import re
from pathlib import Path

from django.apps import apps as installed
from django.conf import settings
from django.utils import timezone

from strategies import markdown

FOLDER = Path(__file__).parent / "starting_texts"
_PLACEHOLDER = re.compile(r"\[Bitte ergänzen: ([^\]]+)\]")


def placeholders(text):
    """What a text asks the municipality to fill in."""
    return _PLACEHOLDER.findall(text)


def starting_text(page):
    """The starting text of ``page``, with the name that the settings give."""
    text = (FOLDER / f"{page}.md").read_text(encoding="utf-8").strip()
    return text.replace("{name}", settings.SITE_NAME)


def to_html(page, text):
    """The HTML of a page's Markdown; h1 is the page's title."""
    return markdown.render(text, prefix=page, highest_heading=2)


def publish_missing(sender, apps=installed, **kwargs):
    """Give each page that has no text its starting text (receiver of ``post_migrate``).

    They are rows like any other from then on: a later release changes no text of a
    municipality, and the Netiquette of the first day can still be read in years.
    """
    try:
        model = apps.get_model("pages", "Seitenfassung")
    except LookupError:
        # "migrate pages zero" has taken the table away.
        return
    there = set(model.objects.values_list("page", flat=True))
    now = timezone.now()
    for page in sorted(path.stem for path in FOLDER.glob("*.md")):
        if page in there:
            continue
        text = starting_text(page)
        model.objects.create(
            page=page, number=1, text=text, html=to_html(page, text), published_at=now
        )
