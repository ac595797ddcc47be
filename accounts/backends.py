from allauth.account import auth_backends


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """allauth's, under the name that every session bears: another one would end them all."""

    def get_all_permissions(self, user_obj, obj=None):
        """As Django's; what the groups and the user have comes by one query instead of two."""
        is_known = user_obj.is_authenticated and user_obj.is_active
        if is_known and not user_obj.is_superuser and obj is None:
            return user_obj.permissions
        return super().get_all_permissions(user_obj, obj)
