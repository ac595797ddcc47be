"""Bausteine as topics: by name, with a line of their text and how much is said about each."""

import html
import re
import textwrap
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Left
from django.utils.html import strip_tags

from .models import Baustein

# Characters of HTML that are read from the database for the line below a title.
BEGINNING = 900
LINE = 120
# As many stand at the beginning of a page before the rest is folded away.
OPENING = 260
# A sentence ends after a word long enough not to be an abbreviation.
_SENTENCE = re.compile(rf"^(.{{30,{LINE}}}?\w{{4}}[.!?])\s")


def topics_of(strategien, user):
    """The Bausteine that ``user`` may read, with what a list of topics shows of them.

    Args:
        strategien: with their Konzepte loaded.

    Returns:
        ({primary key of a Strategie: [Baustein with ``line`` and ``version``, the number of its
        Fassung, …]} in the order of the document,
        {primary key of a Strategie: the place for what is about it as a whole},
        {primary key of a Strategie: VorhabenTalk, where Vorhaben are discussed});
        one query for any number.
    """
    by_pk = {row.pk: row for row in strategien}
    rows = (
        Baustein.objects.visible_to(user)
        .filter(strategie__in=by_pk)
        .annotate(beginning=Left("fassung__html", BEGINNING), version=F("fassung__number"))
        .defer("folded", "easy_text", "summary_en")
        .order_by("position", "pk")
    )
    topics, wholes, vorhaben = defaultdict(list), {}, defaultdict(list)
    for row in rows:
        row.strategie = by_pk[row.strategie_id]
        if row.is_whole:
            wholes[row.strategie_id] = row
        elif row.is_vorhaben:
            vorhaben[row.strategie_id].append(row)
        else:
            row.line = first_line(row.beginning)
            topics[row.strategie_id].append(row)
    return topics, wholes, {pk: talk_about(rows) for pk, rows in vorhaben.items()}


@dataclass(frozen=True)
class VorhabenTalk:
    """How much was said about all the Vorhaben of a Strategie together."""

    comment_count: int
    official_count: int


def talk_about(bausteine):
    """The VorhabenTalk of those among these Bausteine; None where none is discussed."""
    rows = [row for row in bausteine if row.is_vorhaben]
    if not rows:
        return None
    return VorhabenTalk(
        sum(row.comment_count for row in rows), sum(row.official_count for row in rows)
    )


def first_line(beginning):
    """Plain words from the beginning of a text in HTML: a sentence, or as much as fits a line."""
    paragraph = re.search(r"<p>(.*?)(?:</p>|$)", beginning or "", re.DOTALL)
    if paragraph is None:
        return ""
    # Where the database cut off a tag, it is left out.
    words = re.sub(r"<sup.*?</sup>|<[^>]*$", "", paragraph[1])
    words = " ".join(html.unescape(strip_tags(words)).split())
    if sentence := _SENTENCE.match(f"{words} "):
        return sentence[1]
    return textwrap.shorten(words, LINE, placeholder=" …")


def opening(text, longest=OPENING):
    """Split plain text: (its first sentence or two, the rest), for a page that begins short.

    What is not much longer than a line or two stays whole.

    Args:
        text: plain text.
        longest: how many characters the opening may have, unless its first sentence is longer.
    """
    if len(text) <= longest:
        return text, ""
    first = re.match(rf".{{40,{longest}}}\w{{4}}[.!?](?=\s)", text, re.DOTALL)
    return (first[0].strip(), text[first.end() :].strip()) if first else (text, "")
