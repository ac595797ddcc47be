from django.utils.translation import gettext_lazy

from strategies.admin import Role, ViewOnlyAdmin, plain

EXCERPT_LENGTH = 90
DECIDED_BY = plain("by", gettext_lazy("durch"))


class ModerationAdmin(ViewOnlyAdmin):
    """What moderators read: comments with their texts, also hidden ones. Nobody else does."""

    view_roles = (Role.MODERATION,)
    change_role = Role.MODERATION

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return self.has_moderate_permission(request, obj) and super().has_view_permission(
            request, obj
        )

    def has_moderate_permission(self, request, obj=None):
        return request.user.has_perm("comments.moderate_kommentar") and self._is_assigned(
            request, obj, self.change_role
        )
