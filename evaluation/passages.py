"""The passages of the texts that contributions quote: what an Anliegen is anchored at."""

from collections import defaultdict

from comments.models import Status


def quoted_by(links, owner):
    """What the published contributions behind some Anliegen or Ergebnisse quote.

    Args:
        links: rows that link them with contributions (Zuordnung, Ergebnisbeitrag).
        owner: name of the field in ``links`` that tells them apart.

    Returns:
        {value of ``owner``: {passage: number of contributions that quote it}}
    """
    rows = links.filter(kommentar__status=Status.PUBLISHED).exclude(kommentar__passage="")
    found = defaultdict(dict)
    for key, passage in rows.order_by("kommentar").values_list(owner, "kommentar__passage"):
        found[key][passage] = found[key].get(passage, 0) + 1
    return found
