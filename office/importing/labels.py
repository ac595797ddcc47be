"""The words of the desk for what parts and lines of a Steckbrief become."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

KINDS = {
    "weg": gettext_lazy("bleibt weg"),
    "text": gettext_lazy("Text des Teils davor"),
    "einleitung": gettext_lazy("Einleitung"),
    "strategie": gettext_lazy("Strategie"),
    "leitziel": gettext_lazy("Leitziel"),
    "handlungsfeld": gettext_lazy("Handlungsfeld"),
    "leitprojekt": gettext_lazy("Leitprojekt"),
}

FACTS = {
    "traeger": gettext_lazy("Träger"),
    "ort": gettext_lazy("Ort"),
    "kosten": gettext_lazy("Kosten"),
    "foerderung": gettext_lazy("Förderung"),
    "zeitraum": gettext_lazy("Zeitraum"),
    "prioritaet": gettext_lazy("Priorität"),
    "ansprechpartner": gettext_lazy("Ansprechpartner"),
    "text": gettext_lazy("gehört zum Text"),
    "weg": gettext_lazy("bleibt weg"),
}


def _counted(kind, n):
    match kind:
        case "strategie":
            return ngettext("%(n)d Strategie", "%(n)d Strategien", n) % {"n": n}
        case "leitziel":
            return ngettext("%(n)d Leitziel", "%(n)d Leitziele", n) % {"n": n}
        case "handlungsfeld":
            return ngettext("%(n)d Handlungsfeld", "%(n)d Handlungsfelder", n) % {"n": n}
    return ngettext("%(n)d Leitprojekt", "%(n)d Leitprojekte", n) % {"n": n}


def what_it_becomes(summary):
    """„2 Strategien, 14 Leitziele“; or that nothing would be taken over."""
    found = [_counted(kind, n) for kind, n in summary.counts.items() if n]
    return ", ".join(found) or _("Noch wird nichts übernommen")


def what_stays(summary):
    """What of the document is not taken over, in pages, else in parts; "" if that is nothing."""
    if n := summary.pages_left_out:
        return ngettext(
            "%(n)d Seite nicht übernommen", "%(n)d Seiten nicht übernommen", n
        ) % {"n": n}  # fmt: skip
    if n := summary.left_out:
        return ngettext("%(n)d Teil bleibt weg", "%(n)d Teile bleiben weg", n) % {"n": n}
    return ""


def what_is_open(n):
    return ngettext("%(n)d Stelle offen", "%(n)d Stellen offen", n) % {"n": n} if n else ""
