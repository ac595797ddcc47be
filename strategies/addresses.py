"""The addresses of Strategien and Bausteine: making a new one, and finding an old one."""

from django.utils.text import slugify

from .models import Baustein, FruehereAdresse

_LENGTH = 60
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)


def free_slug(title, taken):
    """Return a slug made of a title that is not in ``taken``."""
    base = slugify(title.translate(_UMLAUTS))[:_LENGTH].strip("-") or "teil"
    return _with_number(base, taken)


def taken_slugs(strategie, *, but=None):
    """Return (kind, slug) of all that stand or once stood in a Strategie.

    Args:
        but: the primary key of a Baustein whose own addresses are free for it.
    """
    now = Baustein.objects.filter(strategie=strategie).exclude(pk=but)
    before = FruehereAdresse.objects.filter(strategie=strategie).exclude(baustein=but)
    return {*now.values_list("kind", "slug"), *before.values_list("kind", "slug")}


def leave_address(baustein, strategie, kind):
    """Give a Baustein its address under another Strategie or kind; the old one leads there.

    Changes ``strategie``, ``kind`` and ``slug`` of the row and does not save it. What was never
    public leaves no address behind.
    """
    if baustein.fassung_id is not None:
        FruehereAdresse.objects.update_or_create(
            strategie=baustein.strategie,
            kind=baustein.kind,
            slug=baustein.slug,
            defaults={"baustein_id": baustein.pk},
        )
    taken = {slug for of, slug in taken_slugs(strategie, but=baustein.pk) if of == kind}
    baustein.strategie, baustein.kind = strategie, kind
    baustein.slug = _with_number(baustein.slug, taken)
    FruehereAdresse.objects.filter(strategie=strategie, kind=kind, slug=baustein.slug).delete()


def moved_from(konzept, strategie, kind, slug, user):
    """Return the Baustein that once stood at this address, if ``user`` may see it; else None."""
    return (
        Baustein.objects.visible_to(user)
        .filter(
            fruehere_adressen__strategie__konzept__slug=konzept,
            fruehere_adressen__strategie__slug=strategie,
            fruehere_adressen__kind=kind,
            fruehere_adressen__slug=slug,
        )
        .select_related("strategie__konzept")
        .first()
    )


def _with_number(base, taken):
    slug, count = base, 1
    while slug in taken:
        count += 1
        slug = f"{base}-{count}"
    return slug
