"""What comments hold back in the Baustein they are about (``strategies.participation``)."""

from django.utils.translation import gettext as _

from strategies.models import Baustein


def why_kept(row):
    """Return why a Baustein with comments is not deleted; else „“."""
    if not (isinstance(row, Baustein) and row.kommentare.exists()):
        return ""
    return _(
        "„%(row)s“ ist schon kommentiert worden und wird deshalb nicht gelöscht. "
        "Archivieren Sie den Baustein stattdessen: Dann sieht ihn die "
        "Öffentlichkeit nicht mehr, und die Beiträge bleiben erhalten."
    ) % {"row": row}
