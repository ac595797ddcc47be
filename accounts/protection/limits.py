"""How often somebody may do something: per account, e-mail address and network.

Counted in the cache, which all processes share. Of a visitor's address only a keyed
hash of its network is used, with a salt that is another one every day, and only
until the end of the counting window: nothing leads back to a person (Art. 5 (1) (c)
and (e) GDPR). The table is ``settings.LIMITS``.
"""

import ipaddress
import math
import random
import time
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caching.counting import count

# What counts as „the same network“: one household or office, or many of them.
IPV4_PREFIX, IPV6_PREFIX = 24, 48


class TooMany(Exception):
    """The limit is reached; the message says from when on one may go on.

    Args:
        until: aware datetime.
        action: what was done too often, a key of ``settings.LIMITS``.
    """

    def __init__(self, until, action=""):
        self.until = until
        local = timezone.localtime(until)
        clock = date_format(local, "G:i")
        if local.date() != timezone.localdate():
            clock = f"{date_format(local, 'j. F Y')}, {clock}"
        super().__init__(_reason(action) % {"time": clock})

    @property
    def retry_after(self):
        """Whole seconds from now (RFC 9110, 10.2.3)."""
        return max(1, math.ceil((self.until - timezone.now()).total_seconds()))

    def mark(self, response):
        """Make ``response`` the one to a request too many (RFC 6585, 4) and return it."""
        response.status_code = 429
        response.headers["Retry-After"] = str(self.retry_after)
        return response

    def response(self, request, *, back=""):
        """A page that says so, for what has no form to show again."""
        return self.mark(render(request, "429.html", {"refused": str(self), "back": back}))


def _reason(action):
    if action == "code":
        return _(
            "Es wurden viele Codes angefordert. Einen neuen schicken wir ab %(time)s Uhr; ein "
            "Code, den Sie schon bekommen haben, gilt weiter."
        )
    if action in ("guess", "code_after_wrong"):
        return _(
            "Zu dieser Adresse wurden heute viele falsche Codes eingegeben. Bitte versuchen Sie "
            "es ab %(time)s Uhr noch einmal."
        )
    return _(
        "Das war viel in kurzer Zeit. Bitte warten Sie bis %(time)s Uhr und versuchen "
        "Sie es dann noch einmal."
    )


def consume(action, request, *, address=""):
    """Count one ``action`` of whoever sent ``request``.

    Args:
        action: a key of ``settings.LIMITS``.
        address: an e-mail address that would get a mail; counted where the table says so.

    Raises:
        TooMany: one of the limits is reached.
    """
    for scope, (number, seconds) in settings.LIMITS[action].items():
        key = _key(action, scope, request, address)
        if key:
            _take_place(action, key, number, seconds)


def note(action, request, *, address):
    """Count one ``action`` that has happened, whether the limit is reached or not."""
    with suppress(TooMany):
        consume(action, request, address=address)


def is_reached(action, request, *, address):
    """Whether the limit of ``action`` is reached; counts nothing."""
    for scope, (number, seconds) in settings.LIMITS[action].items():
        key = _key(action, scope, request, address)
        window = int(time.time() // seconds)
        if key and _taken(f"{key}:{window}", number) >= number:
            return True
    return False


def take_guess(code):
    """Count a guess at a one-time code, before it is compared; whether it may be.

    Args:
        code: what names the code, and does not tell it.
    """
    lifetime = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT + 60
    return _take()(f"limits:code:{code}", settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS, lifetime)


def _key(action, scope, request, address):
    """Under which name is counted; empty where the request tells nothing for ``scope``."""
    who = {"network": network_key(request)}
    if request.user.is_authenticated:
        who["account"] = str(request.user.pk)
    if address:
        who["address"] = _hashed(address.strip().lower())
        # So that nobody elsewhere can use up what its owner needs.
        who["address_here"] = f"{who['address']}:{who['network']}"
        if scope == "address_session" and request.session.session_key:
            who[scope] = f"{who['address']}:{_hashed(request.session.session_key)}"
    return f"limits:{action}:{scope}:{who[scope]}" if scope in who else ""


def _take_place(action, key, number, seconds):
    """Take one of the ``number`` places of the present window."""
    window = int(time.time() // seconds)
    end = (window + 1) * seconds
    # Nobody else ever uses the names of this window, so nothing is lost if it lives on a bit.
    lifetime = end - time.time() + 1
    if not _take()(f"{key}:{window}", number, lifetime):
        until = datetime.fromtimestamp(end, tz=timezone.get_current_timezone())
        raise TooMany(until, action)


def _take():
    return _take_counted if getattr(cache, "counts_exactly", True) else _take_named


def _taken(key, number):
    if getattr(cache, "counts_exactly", True):
        return cache.get(key, 0)
    return len(cache.get_many([f"{key}:{place}" for place in range(number)]))


def _take_counted(key, number, lifetime):
    """In a cache that counts in one indivisible step."""
    return count(cache, key, lifetime) <= number


def _take_named(key, number, lifetime):
    """In a table of the database, where only ``add`` is indivisible: a place is an entry."""
    places = [f"{key}:{place}" for place in range(number)]
    taken = cache.get_many(places)
    free = [place for place in places if place not in taken]
    random.shuffle(free)
    return any(cache.add(place, 1, timeout=lifetime) for place in free)


def network_key(request):
    """A name for the network a request comes from that tells nobody which it is."""
    try:
        address = ipaddress.ip_address(_client_address(request))
    except ValueError:
        # A local socket, or a proxy that is set up wrongly: one network for all of them.
        return "unknown"
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    prefix = IPV4_PREFIX if address.version == 4 else IPV6_PREFIX
    return _hashed(str(ipaddress.ip_network((address, prefix), strict=False)))


def _client_address(request):
    """The visitor's address as the outermost of our own proxies saw it.

    Whoever sends a request can put anything in front of ``X-Forwarded-For``; only
    as many entries from its end as there are proxies of ours are true.
    """
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(forwarded) >= proxies and forwarded[-proxies].strip():
        return _without_port(forwarded[-proxies].strip())
    return request.META.get("REMOTE_ADDR", "")


def _without_port(address):
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address


def _hashed(text):
    salt = f"accounts.limits.{timezone.localdate()}"
    return salted_hmac(salt, text, algorithm="sha256").hexdigest()[:32]
