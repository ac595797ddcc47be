from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction

from .tasks import send_mail


class AccountAdapter(DefaultAccountAdapter):
    """How allauth works here: no open sign-up form, mail through the task queue."""

    def is_open_for_signup(self, request):
        """Accounts come from commenting or from an administrator (see SignInForm)."""
        return False

    def send_mail(self, template_prefix, email, context):
        context = {"email": email, "site_name": settings.SITE_NAME, **context}
        message = self.render_mail(template_prefix, email, context)
        transaction.on_commit(
            lambda: send_mail.enqueue(
                subject=message.subject, body=message.body, recipients=message.to
            )
        )
