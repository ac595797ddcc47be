"""Everything that is stored about somebody, as one file."""

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.own_data.export import build
from accounts.protection import limits

from .pages import own_page

_SALT = "accounts.data"
_GOOD_FOR_SECONDS = 24 * 60 * 60


def data_token(session):
    """The part of the address of the file that opens it in this session, for a day."""
    return signing.dumps(_session_mark(session), salt=_SALT)


def _session_mark(session):
    return salted_hmac(_SALT, session.session_key, algorithm="sha256").hexdigest()[:32]


@own_page("GET", "HEAD", "POST")
def data(request):
    if request.method == "POST":
        try:
            limits.consume("export", request)
        except limits.TooMany as refusal:
            return refusal.mark(render(request, "konto/data.html", {"refused": str(refusal)}))
        return redirect("account_data_file", data_token(request.session))
    return render(request, "konto/data.html")


@own_page("GET", "HEAD")
def data_file(request, token):
    try:
        mark = signing.loads(token, salt=_SALT, max_age=_GOOD_FOR_SECONDS)
    except signing.BadSignature:
        mark = ""
    if not constant_time_compare(mark, _session_mark(request.session)):
        messages.error(request, _("Dieser Link gilt nicht mehr. Hier bekommen Sie einen neuen."))
        return redirect("account_data")
    now = timezone.localtime()
    response = HttpResponse(build(request.user, now), content_type="application/zip")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="meine-daten-{now:%Y-%m-%d}.zip"'
    )
    return response
