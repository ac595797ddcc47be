"""Signing in by a code sent by mail: address, code, and for who is new a pseudonym.

Who asks for a code gets one, whatever the address, and nothing is looked up for it. An account
is found or made only once somebody has shown that they read its mails. Then allauth goes on:
the second factor of staff, the session, the signals.
"""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import actions
from accounts.actions import Refused
from accounts.forms import NameForm, SignInForm, StepForm
from accounts.protection import audit, limits
from accounts.sign_in import codes, intentions, oidc
from accounts.sign_in.redirects import own_address
from mails import actions as mails

from .pages import own_page, posted, show

_STEP = "sign_in"


def _target(request):
    """Where to go on to afterwards; empty if the request does not say so."""
    data = request.POST if request.method == "POST" else request.GET
    return own_address(request, data.get("next", ""))


def _to(name, target):
    address = resolve_url(name)
    return HttpResponseRedirect(f"{address}?{urlencode({'next': target})}" if target else address)


def _page(view):
    """For who has not signed in; whoever has is led on."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def wrapped(request, **context):
        if request.user.is_authenticated:
            return HttpResponseRedirect(_target(request) or "/")
        target = _target(request)
        context |= {"redirect_field_name": "next", "redirect_field_value": target}
        return view(request, target, context)

    return wrapped


@_page
def sign_in(request, target, context):
    """Ask for the address."""
    identity = oidc.pending(request)
    form = SignInForm(posted(request), initial={"email": identity["email"]} if identity else None)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            _send_code(request, form.cleaned_data["email"])
        except limits.TooMany as refusal:
            refused = refusal
        else:
            return _to("account_confirm_login_code", target)
    template = "account/request_login_code.html"
    return show(request, template, form, refused=refused, **context)


def _send_code(request, address):
    """Mail a code; the same words and the same work for every address.

    Raises:
        limits.TooMany: too many were asked for, or guessed wrongly.
    """
    limits.consume("code", request, address=address)
    if limits.is_reached("wrong_code", request, address=address):
        limits.consume("code_after_wrong", request, address=address)
    code = codes.issue(request, _STEP, email=address)
    mails.send(
        template="login_code", context={"code": code}, address=address, language=get_language()
    )


@_page
def confirm_code(request, target, context):
    """Ask for the code; the right one signs in."""
    kept = codes.pending(request, _STEP)
    if kept is None:
        return _to("account_request_login_code", target)
    if request.POST.get("action") == "resend":
        return _resend(request, kept["email"], target)
    form = StepForm(posted(request))
    context |= {"verify_form": form, "email": kept["email"], "can_resend": True}
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            typed = form.cleaned_data["code"]
            kept = codes.check(request, _STEP, typed, address=kept["email"])
            return _enter(request, kept["email"], target)
        except codes.WrongCode as error:
            audit.record_failure(kept["email"], details="E-Mail-Code")
            form.add_error("code", str(error))
        except (limits.TooMany, Refused) as refusal:
            refused = refusal
    return show(request, "account/confirm_login_code.html", form, refused=refused, **context)


def _resend(request, address, target):
    """Send another code; those on their way stay valid."""
    try:
        _send_code(request, address)
    except limits.TooMany as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("Ein neuer Code ist unterwegs. Kommt der erste zuvor an, gilt auch er noch."),
        )
    return _to("account_confirm_login_code", target)


def _enter(request, email, target):
    """Sign in whoever reads the mails of ``email``, who has just shown it."""
    user = actions.register(email, language=get_language())
    record_authentication(request, user, method="code", email=email)
    return perform_login(request, user, email=email, redirect_url=target or None)


@own_page("GET", "HEAD", "POST")
def name(request, **context):
    """Ask somebody new under which pseudonym they want to be known."""
    target = _target(request)
    if request.user.has_chosen_name:
        return HttpResponseRedirect(target or "/")
    form = NameForm(
        posted(request), user=request.user, initial={"pseudonym": request.user.pseudonym}
    )
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            request.user = actions.rename(request.user, form.cleaned_data["pseudonym"])
        except Refused as refusal:
            form.add_error("pseudonym", str(refusal))
        else:
            return HttpResponseRedirect(intentions.carry_out(request) or target or "/")
    context |= {"redirect_field_name": "next", "redirect_field_value": target}
    return show(request, "account/name.html", form, refused=refused, **context)
