"""Deleting one's own account: what happens is said before, and a code confirms it."""

from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import actions
from accounts.actions import Refused
from accounts.forms import DeleteForm
from accounts.own_data import personal_data
from accounts.protection import limits
from accounts.sign_in import codes
from mails import actions as mails

from .pages import enter_code, own_page, posted, show


@own_page("GET", "HEAD", "POST")
def delete(request):
    form = DeleteForm(posted(request), initial={"comments": "keep"})
    objections = personal_data.objections(request.user)
    refused = None
    if request.method == "POST" and form.is_valid() and not objections:
        try:
            limits.consume("account", request)
        except limits.TooMany as refusal:
            refused = refusal
        else:
            withdraw = form.cleaned_data["comments"] == "withdraw"
            code = codes.issue(request, "delete", withdraw=withdraw)
            mails.send(template="delete_code", context={"code": code}, user=request.user)
            return redirect("account_delete_confirm")
    return show(request, "konto/delete.html", form, refused=refused, objections=objections)


@own_page("GET", "HEAD", "POST")
def delete_confirm(request):
    if not codes.pending(request, "delete"):
        return redirect("account_delete")

    def proceed(kept):
        try:
            actions.delete_account(request.user, withdraw=kept["withdraw"])
        except Refused:
            # The page before says why.
            return redirect("account_delete")
        logout(request)
        messages.success(request, _("Ihr Konto ist gelöscht. Danke, dass Sie mitgeredet haben."))
        return redirect("phases:start")

    return enter_code(request, "delete", proceed, "konto/delete_confirm.html")
