"""The demo's mail server: every mail becomes a file that ``/demo/postfach/`` shows."""

import email
import email.policy
import time
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.timezone import datetime, get_current_timezone


def folder():
    return settings.VAR_DIR / "postfach"


class PostfachBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        folder().mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{time.time():017.6f}-{uuid.uuid4().hex[:8]}.eml"
            (folder() / name).write_bytes(message.message().as_bytes())
        return len(email_messages)


@dataclass
class Mail:
    at: datetime
    to: str
    subject: str
    body: str


def read_mails(limit=50):
    """The newest mails, newest first."""
    return [_read(path) for path in sorted(folder().glob("*.eml"), reverse=True)[:limit]]


def _read(path):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    return Mail(
        at=datetime.fromtimestamp(float(path.name.split("-")[0]), get_current_timezone()),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        body=body.get_content() if body else "",
    )
