"""The roles in which a member of staff works."""

from strategies.models import Zustaendigkeit


def roles_of(user):
    """Return a user's roles, each with the Konzepte (and offices) it holds for, in one query.

    Args:
        user: a member of staff.

    Returns:
        list of (label of the role, list of Zustaendigkeit with their Konzept)
    """
    rows = list(
        user.zustaendigkeiten.select_related("konzept")
        .only("user", "role", "office", "konzept__title")
        .order_by("konzept__title", "pk")
    )
    held = [(role.label, [row for row in rows if row.role == role]) for role in Zustaendigkeit.Role]
    return [(label, rows_of_role) for label, rows_of_role in held if rows_of_role]
