"""Staff notices for superusers: what is wrong with the platform itself."""

from .checkup import findings


def notices(user):
    if user.is_superuser:
        yield from findings()
