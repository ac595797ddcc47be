"""Asking to write for an organisation."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments import actions
from comments.forms import OrganisationForm
from comments.models import Organisation
from municipality.access import signed_in


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def organisation(request):
    row = Organisation.objects.filter(person=request.user).first()
    data = request.POST if request.method == "POST" else None
    form = OrganisationForm(data, instance=row or Organisation(person=request.user))
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("name", "kind")}
        asked = actions.request_organisation(person=request.user, **words)
        messages.success(request, _said(asked))
        return redirect("account_organisation")
    stored = Organisation.objects.filter(person=request.user).first()
    context = {"form": form, "row": stored}
    return render(request, "konto/organisation.html", context, status=422 if form.errors else 200)


def _said(row):
    if row.is_confirmed:
        return _("Der Name ist schon bestätigt. Sie können darunter schreiben.")
    return _("Danke. Sobald jemand den Namen geprüft hat, bekommen Sie eine E-Mail.")
