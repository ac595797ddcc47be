"""From a comment written without an account to a published one.

The text is kept as an ``Entwurf`` on the server and its token in the session;
then allauth asks for the e-mail address and the code. As soon as the code is
right, in the same request, the comment is submitted.
"""

import uuid

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import audit, limits
from phases.rules import ParticipationClosed, closed_sentence, current_phase

from .. import actions
from ..actions import ActionRefused
from ..models import Entwurf

SESSION_KEY = "entwuerfe"
# Token of a draft that became a comment → address of the comment, to which another
# tab, or the same form sent again, is led.
PUBLISHED_KEY = "veroeffentlicht"


def ask_to_sign_in(request, entwurf):
    """Remember the draft and lead its author to the sign-in page."""
    tokens = request.session.get(SESSION_KEY, [])
    request.session[SESSION_KEY] = [*(t for t in tokens if t != str(entwurf.pk)), str(entwurf.pk)]
    query = urlencode({"next": entwurf.get_absolute_url()})
    return redirect(f"{reverse('account_request_login_code')}?{query}")


def confirmation(kommentar):
    """The sentence that tells an author what happens with the comment."""
    if kommentar.is_pending:
        return _("Danke. Ihr Kommentar wartet auf Prüfung und erscheint danach hier.")
    return _("Danke. Ihr Kommentar ist veröffentlicht.")


def _drafts(request):
    tokens = [uuid.UUID(token) for token in request.session.get(SESSION_KEY, [])]
    return list(
        Entwurf.objects.filter(pk__in=tokens)
        .select_related("baustein__strategie__konzept", "baustein__fassung", "parent")
        .order_by("created_at")
    )


class SignInView(RequestLoginCodeView):
    """allauth's page, which here also shows the comment that waits for its author."""

    def form_invalid(self, form):
        response = super().form_invalid(form)
        return form.too_many.mark(response) if form.too_many else response

    def get_context_data(self, **kwargs):
        return super().get_context_data(entwuerfe=_drafts(self.request), **kwargs)

    def _redirect_to_pending_stage(self, request, stage):
        """Never: whoever waits for a code may correct the address or choose a pseudonym."""


class ConfirmCodeView(ConfirmLoginCodeView):
    def form_invalid(self, form):
        audit.record_failure(self._process.state.get("email", ""), details="E-Mail-Code")
        return super().form_invalid(form)

    def _resend_form_valid(self, form):
        try:
            limits.consume("code", self.request, address=self._process.state.get("email", ""))
        except limits.TooMany as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.request.get_full_path())
        return super()._resend_form_valid(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(entwuerfe=_drafts(self.request), **kwargs)

    def _verify_form_valid(self, form):
        if self._process.user is None:
            # It was dropped for another one (accounts.actions.register), or by an administrator.
            self._process.abort()
            messages.error(
                self.request,
                _("Dieses Pseudonym hat inzwischen jemand anderes. Bitte wählen Sie ein neues."),
            )
            return redirect("account_request_login_code")
        return super()._verify_form_valid(form)


sign_in = never_cache(SignInView.as_view())
_confirm_code = ConfirmCodeView.as_view()


def confirm_code(request):
    """Check the code; when it is right, submit what its author wrote before."""
    drafts = _drafts(request)
    response = _confirm_code(request)
    if request.method != "POST" or not request.user.is_authenticated or not drafts:
        return response
    targets = [_publish(request, entwurf) for entwurf in drafts]
    request.session.pop(SESSION_KEY, None)
    # A text that could not be taken must not be overlooked.
    refused = [target for target in targets if isinstance(target, Entwurf)]
    return redirect((refused or targets)[-1])


def _publish(request, entwurf):
    """Submit the draft; return the comment, or the draft itself where that is not possible."""
    token = str(entwurf.pk)
    try:
        limits.consume("comment", request)
        kommentar = actions.publish_draft(entwurf, author=request.user)
    except ParticipationClosed:
        # The page of the draft says since when.
        return entwurf
    except (ActionRefused, limits.TooMany) as refusal:
        messages.error(request, str(refusal))
        return entwurf
    published = request.session.get(PUBLISHED_KEY, {})
    request.session[PUBLISHED_KEY] = {**published, token: kommentar.get_absolute_url()}
    messages.success(request, confirmation(kommentar))
    return kommentar


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request, token):
    """A kept text: publish it when signed in, sign in, or copy it when the phase is over."""
    published = request.session.get(PUBLISHED_KEY, {})
    if str(token) in published:
        return redirect(published[str(token)])
    entwurf = get_object_or_404(
        Entwurf.objects.select_related(
            "baustein__strategie__konzept", "baustein__fassung", "parent"
        ),
        pk=token,
    )
    if request.method == "POST":
        if request.user.is_authenticated:
            return redirect(_publish(request, entwurf))
        return ask_to_sign_in(request, entwurf)
    now = timezone.now()
    phase = current_phase(entwurf.baustein.strategie.kommentierphasen.public(), now)
    is_open = phase is not None and phase.state_at(now) == phase.State.OPEN
    context = {"entwurf": entwurf, "closed": "" if is_open else closed_sentence(phase, now)}
    return render(request, "comments/draft.html", context)
