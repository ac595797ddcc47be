"""What stands in the tables: the list that offices keep, and every Stand as a row of its own.

The headings of the list are those a list may be read in with (``progress.lists``), so that what
goes out comes in again. Amounts are euros; a whole number where there are no cents.
"""

from django.utils.translation import gettext_lazy as _

from evaluation.exports.columns import Column
from municipality.documents import absolute
from municipality.geography.reading import middle
from municipality.months import in_digits

from ..lists.columns import ListColumn as List
from ..places import lage_of


def euros(cents):
    """An amount as a program reads it: 1250000 or 312.5 euros; None where there is none."""
    if cents is None:
        return None
    return cents // 100 if cents % 100 == 0 else f"{cents / 100:.2f}".replace(".", ",")


def _last(name):
    return lambda row: getattr(row.stand, name) if row.stand else None


def _state(row):
    return _state_of(row.stand) if row.stand else None


def _state_of(stand):
    state = stand.get_state_display()
    return f"{state}, {stand.get_health_display()}" if stand.health_look else state


_OF_LIST = {
    List.NUMBER: (lambda row: row.number, 8),
    List.TITLE: (lambda row: row.title, 50),
    List.SUMMARY: (lambda row: row.summary, 60),
    List.BAUSTEIN: (lambda row: row.baustein and row.baustein.label, 24),
    List.OFFICE: (lambda row: row.office, 24),
    List.PLACE: (lambda row: row.place, 24),
    List.PRIORITY: (lambda row: row.get_priority_display(), 10),
    List.START: (lambda row: in_digits(row.planned_start), 12),
    List.END: (lambda row: in_digits(row.end), 12),
    List.COST: (lambda row: euros(row.cost), 14),
    List.COST_SOURCE: (lambda row: row.cost_source, 30),
    List.FUNDING: (lambda row: row.funding, 30),
    List.STATE: (_state, 20),
    List.REASON: (_last("reason"), 40),
    List.NOTE: (_last("text"), 60),
    List.NEXT_STEP: (_last("next_step"), 40),
    List.SPENT: (lambda row: euros(row.stand.cost_spent) if row.stand else None, 14),
    List.DATE: (_last("date"), 12),
}


def list_columns():
    """The columns of the list, with the headings that are read in again."""
    return [
        Column(str(column.label), column.label, value, width)
        for column, (value, width) in _OF_LIST.items()
    ]


def place_columns():
    """Beside the list: where each Vorhaben is, as a point in it; the desk says that, no list."""
    return list(_OF_PLACE)


def _degrees(axis):
    def value(row):
        lage = lage_of(row)
        return f"{middle(lage.geometry)[axis]:.5f}".replace(".", ",") if lage else None

    return value


_OF_PLACE = [
    Column("Länge", _("Länge in Grad (WGS 84)"), _degrees(0), 12),
    Column("Breite", _("Breite in Grad (WGS 84)"), _degrees(1), 12),
]


def stand_columns():
    """The columns of the Stände, one row each."""
    return list(_OF_STAND)


_OF_STAND = [
    Column("vorhaben", _("Nummer des Vorhabens"), lambda row: row.vorhaben.number, 12),
    Column("titel", _("sein Titel"), lambda row: row.vorhaben.title, 50),
    Column("stand", _("die wievielte Nachricht"), lambda row: row.number, 8),
    Column("art", _("Stand, unverändert oder Berichtigung"), lambda row: row.kind, 14),
    Column("berichtigt", _("welche Nachricht sie berichtigt"),
           lambda row: row.corrects and row.corrects.number, 10),
    Column("stand_vom", _("der Tag, für den sie gilt"), lambda row: row.date, 12),
    Column("zustand", _("wie weit es ist"), lambda row: row.state, 16),
    Column("verlauf", _("ob es wie geplant geht"), lambda row: row.health, 12),
    Column("text", _("was es Neues gibt"), lambda row: row.text, 80),
    Column("grund", _("warum"), lambda row: row.reason, 60),
    Column("naechster_schritt", _("was als Nächstes kommt"), lambda row: row.next_step, 40),
    Column("naechster_termin", _("und wann"), lambda row: row.next_date, 12),
    Column("ende_erwartet", _("wann es fertig wird"), lambda row: in_digits(row.expected_end), 12),
    Column("kosten_erwartet", _("was es kosten wird, in Euro"),
           lambda row: euros(row.cost_expected), 14),
    Column("kosten_bisher", _("was bisher ausgegeben ist, in Euro"),
           lambda row: euros(row.cost_spent), 14),
    Column("veroeffentlicht", _("wann sie veröffentlicht wurde"),
           lambda row: row.published_at, 18),
    Column("url", _("die Seite des Vorhabens"),
           lambda row: absolute(row.vorhaben.get_absolute_url()), 40),
]  # fmt: skip
