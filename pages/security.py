"""Where to report a hole (RFC 9116)."""

import re
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from municipality.current import current
from municipality.documents import absolute, machine_readable
from municipality.gates import passes_gates
from pagecache.decorators import public_page

from .models import Page

# The file is made anew each day; less than a year is what the standard recommends.
_VALID = timedelta(days=180)
_WORD = re.compile(r"[^\s,;:<>()„“\"]+")


@passes_gates
@require_safe
@public_page
@machine_readable
def security(request):
    """To the municipality, which answers for the platform."""
    until = timezone.now() + _VALID
    lines = [
        *(f"Contact: {contact}" for contact in _contacts()),
        # The same all day long.
        f"Expires: {until:%Y-%m-%d}T00:00:00Z",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {absolute(reverse('pages:security'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _contacts():
    """The e-mail addresses in what the municipality says of itself, and its imprint."""
    for word in _WORD.findall(current().contact):
        address = word.strip(".")
        try:
            validate_email(address)
        except ValidationError:
            continue
        if address.isascii():
            yield f"mailto:{address}"
    yield absolute(reverse("pages:page", args=[Page.IMPRESSUM]))
