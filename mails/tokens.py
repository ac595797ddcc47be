"""The signed part of an unsubscribe address: good for one person and one kind of mail.

For somebody without an account it names the row they get mails for, and no address.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from registry import Registry

# For a kind of mail, the callable that is given the key of such a row and ends what it is for.
ENDED = Registry()
_SALT = "mails.unsubscribe"


def unsubscribe_link(user, kind):
    """The absolute address that ends mails of ``kind`` for ``user``, without signing in."""
    return _link([user.pk, str(kind)])


def ending_link(kind, row):
    """The same for somebody without an account: ends what the ``row`` (its key) is for."""
    return _link([None, str(kind), row])


def _link(parts):
    token = signing.dumps(parts, salt=_SALT)
    return f"{settings.SITE_URL}{reverse('mails:unsubscribe', args=[token])}"


def read_token(token):
    """Return what the token names, or None if it is not genuine.

    Returns:
        (primary key of the user, kind), or (None, kind, key of a row) without an account.
    """
    try:
        return tuple(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        return None
