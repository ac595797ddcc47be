"""What tells this installation from others that share a server with it."""

import hashlib
import re

from django.core.exceptions import ImproperlyConfigured

_NAME = re.compile(r"[A-Za-z0-9._-]{1,40}")


def installation(name, database, secret_key, site_url):
    """The name in front of every key of a shared cache.

    All processes of an installation have the same secret, address and database, on whatever
    machine they run; two installations never share all three.

    Args:
        name: chosen by the operator; empty to derive one.
        database: an entry of ``DATABASES``.

    Returns:
        ``name``, or sixteen hexadecimal digits.

    Raises:
        ImproperlyConfigured: ``name`` holds other characters than letters, digits and ``._-``.
    """
    if name and not _NAME.fullmatch(name):
        raise ImproperlyConfigured(
            f"INSTALLATION={name!r}: use at most 40 letters, digits, dots, hyphens, underscores."
        )
    # The host is left out: one node may reach the database by another name than the next.
    parts = [secret_key, site_url, str(database["NAME"])]
    return name or hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
