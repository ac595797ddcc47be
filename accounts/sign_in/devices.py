"""On what device somebody is signed in, in words rough enough to tell nothing else."""

import re

from django.conf import settings
from django.core import signing
from django.utils import timezone

# The first that matches: most programs also call themselves like those below them.
_PROGRAMS = (
    ("Edge", r"\bEdgA?(iOS)?/"),
    ("Opera", r"\bOPR/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(Firefox|FxiOS)/"),
    ("Chrome", r"\b(Chrome|Chromium|CriOS)/"),
    ("Safari", r"\bSafari/"),
)
_SYSTEMS = (
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Android", r"\bAndroid\b"),
    ("Windows", r"\bWindows\b"),
    ("macOS", r"\bMac OS X\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Linux", r"\bLinux\b"),
)

# How long a browser in which staff signed in is known as theirs, and for how many people.
KNOWN_SECONDS, KNOWN_PEOPLE = 365 * 24 * 60 * 60, 10
_SALT = "accounts.devices"


def describe(user_agent):
    """Return „Firefox, Windows“ for what a browser sends; empty if it says nothing known."""
    found = (
        next((name for name, pattern in names if re.search(pattern, user_agent)), "")
        for names in (_PROGRAMS, _SYSTEMS)
    )
    return ", ".join(filter(None, found))


def note(request):
    """Note in the session of somebody who has just signed in what its owner will see of it."""
    request.session["device"] = describe(request.headers.get("User-Agent", "")[:500])
    request.session["signed_in_at"] = timezone.now().isoformat()


def sessions_of(user):
    """The browsers in which somebody is signed in, the latest first."""
    rows = user.sitzungen.filter(expire_date__gt=timezone.now())
    return sorted(rows, key=lambda row: row.signed_in_at or row.expire_date, reverse=True)


def is_known(request, user):
    """Whether somebody signed in with this browser before."""
    return user.pk in _known(request)


def remember(request, response, user):
    """Let ``response`` make this browser one that ``user`` is known to sign in with."""
    people = [user.pk, *(pk for pk in _known(request) if pk != user.pk)][:KNOWN_PEOPLE]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(people, salt=_SALT),
        max_age=KNOWN_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known(request):
    """The accounts whose people signed in with this browser before."""
    cookie = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        return signing.loads(cookie, salt=_SALT, max_age=KNOWN_SECONDS)
    except signing.BadSignature:
        return []
