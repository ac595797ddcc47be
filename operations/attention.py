"""What is wrong with the platform itself, for those who run it (``settings.ATTENTION``)."""

from .checkup import findings


def notices(user):
    if user.is_superuser:
        yield from findings()
