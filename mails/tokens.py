"""The signed part of an unsubscribe address: good for one person and one kind of mail."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

_SALT = "mails.unsubscribe"


def unsubscribe_link(user, kind):
    """The absolute address that ends mails of ``kind`` for ``user``, without signing in."""
    token = signing.dumps([user.pk, str(kind)], salt=_SALT)
    return f"{settings.SITE_URL}{reverse('mails:unsubscribe', args=[token])}"


def read_token(token):
    """Return (primary key of the user, kind), or None if the token is not genuine."""
    try:
        return tuple(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        return None
