from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import get_language

from mails import actions as mails

from .models import User

# allauth's mails that we have words of our own for, in templates/mails/.
OWN_MAILS = {"login_code", "unknown_account"}


class AccountAdapter(DefaultAccountAdapter):
    """How allauth works here: no open sign-up form, mail through the outbox."""

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
