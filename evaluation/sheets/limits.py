"""How large a table may be, and the sentence for each limit."""

from django.utils.translation import gettext as _

from comments.models import Kommentar

MOST_ROWS = 50_000
# Cells beyond belong to no table of ours.
MOST_COLUMNS = 50
MOST_CELLS = 500_000
# Texts that a workbook keeps apart from its cells.
MOST_STRINGS = 400_000
# Many code points can make one visible character; as ``comments.forms`` has it.
LONGEST_TEXT = Kommentar.MAX_CHARACTERS * 16


class SheetError(Exception):
    """The file as a whole cannot be read; the message is a sentence for who uploaded it."""


def too_many_rows():
    return SheetError(
        _(
            "Die Tabelle hat mehr als %(most)d Zeilen. Bitte teilen Sie sie auf mehrere Dateien "
            "auf, und löschen Sie leere Zeilen am Ende."
        )
        % {"most": MOST_ROWS}
    )


def too_many_columns():
    return SheetError(
        _(
            "Die Tabelle hat mehr als %(most)d Spalten. Bitte löschen Sie, was rechts neben den "
            "Beiträgen steht."
        )
        % {"most": MOST_COLUMNS}
    )


def too_many_cells():
    return SheetError(
        _(
            "Die Tabelle hat mehr als %(most)d Zellen. Bitte löschen Sie leere Spalten und weitere "
            "Blätter, oder teilen Sie sie auf mehrere Dateien auf."
        )
        % {"most": MOST_CELLS}
    )


def too_many_strings():
    return SheetError(
        _("Die Tabelle hat mehr als %(most)d Texte. Bitte teilen Sie sie auf mehrere Dateien auf.")
        % {"most": MOST_STRINGS}
    )


def too_long():
    return SheetError(
        _(
            "Ein Text in der Tabelle ist länger als %(most)d Zeichen. Bitte kürzen Sie ihn oder "
            "teilen Sie ihn auf mehrere Beiträge auf."
        )
        % {"most": LONGEST_TEXT}
    )


def unreadable():
    return SheetError(
        _(
            "Die Datei ist keine Excel-Tabelle, beschädigt oder mit einem Kennwort geschützt. "
            "Bitte speichern Sie sie als .xlsx ohne Kennwort."
        )
    )


def unpacks_to_too_much():
    return SheetError(_("Die Datei würde entpackt zu groß und wird deshalb nicht gelesen."))
