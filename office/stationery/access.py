"""Who gives the town's template: those who say how the town presents itself."""

from municipality.access import admit


def may_edit(user):
    return user.is_staff and user.has_perm("municipality.change_kommune")


def editors_only(view):
    return admit(view, may_edit)
