"""Numbers are what the document prints: several may be the same, and people are told."""

from django.utils.translation import gettext as _

from .models import Strategie


def also_numbered(row):
    """Return a sentence if another Strategie or Baustein bears the number of ``row``; else „“."""
    if not row.number:
        return ""
    if isinstance(row, Strategie):
        others = Strategie.objects.filter(konzept=row.konzept_id, number=row.number)
    else:
        same = {"strategie": row.strategie_id, "kind": row.kind, "number": row.number}
        others = type(row).objects.filter(**same)
    other = others.exclude(pk=row.pk).order_by("position", "pk").first()
    if other is None:
        return ""
    return _("Die Nummer %(number)s trägt auch „%(title)s“. Gespeichert ist sie trotzdem.") % {
        "number": row.number,
        "title": other.title,
    }
