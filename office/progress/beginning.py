"""What a new Vorhaben begins with: an Anliegen that is followed, or a Steckbrief that was read."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from evaluation.models import Anliegen, Ergebnis
from keyset import key_in
from municipality.money import read_money
from progress.lists.values import period_of, priority_of
from progress.lists.words import words_of
from strategies.models import Baustein, Konzept


@dataclass(frozen=True)
class Beginning:
    """Attributes: ``values``: of the fields of the form that are known."""

    konzept: Konzept
    values: dict = field(default_factory=dict)

    def initial(self):
        return {name: value for name, value in self.values.items() if value}


def beginning_of(parameters, konzepte):
    """Return the Beginning that a URL names; None if it is of no Konzept of ``konzepte``.

    Args:
        parameters: ``anliegen``, ``baustein`` or ``konzept`` with a primary key; none of them
            means the first Konzept.
    """
    for name, begin in (("anliegen", _of_anliegen), ("baustein", _of_baustein)):
        if key := key_in(parameters.get(name, "")):
            return begin(key, konzepte)
    key = key_in(parameters.get("konzept", ""))
    row = (konzepte.filter(pk=key) if key else konzepte.order_by("title")).first()
    return row and Beginning(row)


def _of_anliegen(key, konzepte):
    """Only what is published is taken over."""
    path = "auswertung__kommentierphase__strategie__konzept"
    anliegen = Anliegen.objects.filter(pk=key, **{f"{path}__in": konzepte}).first()
    ergebnis = Ergebnis.objects.current().filter(anliegen=key).first()
    if anliegen is None or ergebnis is None:
        return None
    konzept = anliegen.auswertung.strategie.konzept
    values = {"title": ergebnis.title, "office": ergebnis.office, "anliegen": [anliegen.pk]}
    return Beginning(konzept, {**values, "summary": ergebnis.summary[:600]})


def _of_baustein(key, konzepte):
    rows = Baustein.objects.goals().select_related("strategie__konzept", "fassung")
    baustein = rows.filter(pk=key, strategie__konzept__in=konzepte).first()
    if baustein is None:
        return None
    facts = dict(baustein.fassung.facts) if baustein.fassung else {}
    values = {
        "title": baustein.title[:200],
        "baustein": baustein.pk,
        "office": facts.get("traeger", "")[:120],
        "place": facts.get("ort", "")[:200],
        "contact": facts.get("ansprechpartner", "")[:400],
        "funding": facts.get("foerderung", "")[:200],
        "funding_amount": _read(read_money, facts.get("foerderung")),
        "cost_planned": _read(read_money, facts.get("kosten")),
        "priority": priority_of(facts.get("prioritaet")),
    }
    konzept = baustein.strategie.konzept
    period = _read(lambda text: period_of(text, words_of(konzept)), facts.get("zeitraum"))
    values["planned_start"], values["planned_end"] = period or (None, None)
    return Beginning(konzept, values)


def _read(reader, text):
    """What a fact says, or None where it says it in other words."""
    try:
        return reader(text) if text else None
    except ValidationError:
        return None
