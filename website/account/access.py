"""How somebody is known and signs in: pseudonym, e-mail address, devices, elsewhere."""

from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import actions
from accounts.actions import Refused
from accounts.forms import EmailForm, PseudonymForm
from accounts.protection import limits
from accounts.sign_in import codes, devices

from .pages import enter_code, own_page, posted, show


@own_page("GET", "HEAD")
def access(request):
    rows = devices.sessions_of(request.user)
    current = request.session.session_key
    context = {
        "sitzungen": [(row, row.session_key == current) for row in rows],
        "is_linked": request.user.socialaccount_set.exists(),
    }
    return render(request, "konto/access.html", context)


@own_page("GET", "HEAD", "POST")
def end_session(request):
    """Sign out on one device, or with „alle“ on every one, this one too."""
    if request.method != "POST":
        # Whoever had to sign in anew is led here.
        return redirect("account_access")
    handle = request.POST.get("handle")
    ended = [row for row in request.user.sitzungen.all() if handle in (row.handle, "alle")]
    is_here = request.session.session_key in {row.session_key for row in ended}
    request.user.sitzungen.filter(pk__in=[row.pk for row in ended]).delete()
    if not is_here:
        messages.success(request, _("Das Gerät ist abgemeldet."))
        return redirect("account_access")
    logout(request)
    messages.success(request, _("Sie sind abgemeldet."))
    return redirect("phases:start")


@own_page("GET", "HEAD", "POST")
def pseudonym(request):
    form = PseudonymForm(
        posted(request), user=request.user, initial={"pseudonym": request.user.pseudonym}
    )
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename(request.user, form.cleaned_data["pseudonym"])
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, _("Ihr neuer Name steht jetzt überall."))
            return redirect("account_access")
    return show(request, "konto/pseudonym.html", form, refused=refused)


@own_page("GET", "HEAD", "POST")
def email(request):
    """Ask for another address; the answer is the same for every one that is typed."""
    form = EmailForm(posted(request), user=request.user)
    refused = None
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["email"]
        try:
            limits.consume("account", request)
            limits.consume("code", request, address=address)
        except limits.TooMany as refusal:
            refused = refusal
        else:
            code = codes.issue(request, "email", address=address)
            actions.ask_to_confirm_address(address, code=code, language=request.user.language)
            return redirect("account_email_confirm")
    return show(request, "konto/email.html", form, refused=refused)


@own_page("GET", "HEAD", "POST")
def email_confirm(request):
    if not codes.pending(request, "email"):
        return redirect("account_email")

    def proceed(kept):
        try:
            actions.change_email(request.user, kept["address"])
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("account_email")
        messages.success(request, _("Ihre neue E-Mail-Adresse gilt ab jetzt."))
        return redirect("account_access")

    return enter_code(request, "email", proceed, "konto/email_confirm.html")


@own_page("GET", "HEAD", "POST")
def identities(request):
    """What is linked to sign in with elsewhere (``accounts.sign_in.oidc``), and taking it off.

    Nobody is shut out by it: an identity was linked by a code, and codes go on.
    """
    linked = request.user.socialaccount_set.order_by("pk")
    if request.method != "POST":
        return render(request, "konto/identities.html", {"identities": list(linked)})
    chosen = [row.pk for row in linked if str(row.pk) == request.POST.get("identity")]
    if chosen:
        linked.filter(pk__in=chosen).delete()
        messages.success(request, _("Die Verbindung ist getrennt."))
    return redirect("account_identities")
