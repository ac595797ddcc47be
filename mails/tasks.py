from django.tasks import task

from . import delivery
from .models import Mail


@task()
def deliver(mail_id):
    """Try to send one mail of the outbox; if it has to wait, come back when it is due."""
    delivery.deliver(mail_id)
    if not deliver.get_backend().supports_defer:
        # ``manage.py send_mails`` comes back.
        return
    waiting = Mail.objects.filter(pk=mail_id, status=Mail.Status.WAITING)
    for mail in waiting.only("kind", "next_attempt_at"):
        later = deliver.using(priority=priority(mail.kind), run_after=mail.next_attempt_at)
        later.enqueue(mail_id)


def priority(kind):
    """Somebody waits at the screen for a code; news to many can wait."""
    return 0 if kind else 10
