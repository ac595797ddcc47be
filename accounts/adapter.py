from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mails import actions as mails

from . import limits
from .models import User

# allauth's mails that we have words of our own for, in templates/mails/.
OWN_MAILS = {"login_code", "unknown_account"}


class AccountAdapter(DefaultAccountAdapter):
    """How allauth works here: no open sign-up form, mail through the outbox."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "Das waren zu viele Versuche. Bitte warten Sie fünf Minuten und versuchen Sie es "
            "dann noch einmal."
        ),
        "rate_limited": _("Bitte warten Sie eine Minute, bevor Sie den nächsten Code anfordern."),
    }

    def get_client_ip(self, request):
        """Stand in for the address in allauth's limits, which would keep it as it is."""
        return limits.network_key(request)

    def is_open_for_signup(self, request):
        """Accounts come from commenting or from an administrator (see SignInForm)."""
        return False

    def send_mail(self, template_prefix, email, context):
        name = template_prefix.rpartition("/")[2]
        receiver = {
            "user": User.objects.filter(email=email.lower()).first(),
            "address": email,
            "language": get_language(),
        }
        if name in OWN_MAILS:
            mails.send(template=name, context=context, **receiver)
            return
        context = {"email": email, "site_name": settings.SITE_NAME, **context}
        message = self.render_mail(template_prefix, email, context)
        mails.send_text(subject=message.subject, text=message.body, template=name, **receiver)
