from allauth.account import auth_backends
from django.contrib.auth.models import Permission
from django.db.models import Q

from pagecache.statements import statement

from .models import User


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """allauth's, under the name that every session bears: another one would end them all."""

    def get_user(self, user_id):
        rows = _numbered(pk=user_id)
        return rows[0] if rows and self.user_can_authenticate(rows[0]) else None

    def get_all_permissions(self, user_obj, obj=None):
        """As Django's, which remembers them; for who has some by one query instead of two."""
        plain = user_obj.is_active and user_obj.is_authenticated and not user_obj.is_superuser
        if plain and obj is None and not hasattr(user_obj, "_perm_cache"):
            found = _permissions_of(user=user_obj)
            user_obj._perm_cache = {f"{app}.{codename}" for app, codename in found}
        return super().get_all_permissions(user_obj, obj)


@statement("pk")
def _numbered(*, pk):
    return User.objects.filter(pk=pk)


@statement()
def _permissions_of(*, user):
    """Their own and those of their groups, some of them twice."""
    found = Permission.objects.filter(Q(user=user) | Q(group__user=user)).order_by()
    return found.values_list("content_type__app_label", "codename")
