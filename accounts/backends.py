from allauth.account import auth_backends


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """allauth's, under the name that every session bears: another one would end them all."""
