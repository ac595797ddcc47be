from django.core.mail import EmailMessage
from django.tasks import task


@task()
def send_mail(subject, body, recipients):
    """Hand one mail to the mail server.

    Args:
        subject: one line.
        body: plain text.
        recipients: list of addresses.

    Raises:
        OSError, smtplib.SMTPException: the task is then marked as failed.
    """
    EmailMessage(
        subject=subject, body=body, to=recipients, headers={"Auto-Submitted": "auto-generated"}
    ).send()
