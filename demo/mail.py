"""The demo's mail server: every mail becomes a file that ``/demo/postfach/`` shows."""

import email
import email.policy
import re
import time
import uuid
from dataclasses import dataclass
from html import unescape

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
class StoredMail:
    """One mail: both its parts as text, empty where it has none of a kind."""

    name: str
    at: datetime
    to: str
    subject: str
    body: str
    html: str


def read_mails(limit=50):
    """The newest mails, newest first."""
    return [_read(path) for path in sorted(folder().glob("*.eml"), reverse=True)[:limit]]


def read_mail(name):
    """The mail called ``name``, or None; only names this mail server gave are looked for."""
    path = folder() / f"{name}.eml"
    return _read(path) if re.fullmatch(r"[\d.]+-[0-9a-f]{8}", name) and path.exists() else None


def _read(path):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    plain, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    return StoredMail(
        name=path.stem,
        at=datetime.fromtimestamp(float(path.name.split("-")[0]), get_current_timezone()),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        body=plain.get_content() if plain else "",
        html=html.get_content() if html else "",
    )


# The templates of the mails write both in just this way.
_STYLE = re.compile(r"<style>(.*?)</style>|\sstyle=\"([^\"]*)\"", re.DOTALL)


def apart(html, stylesheet_url):
    """Part a mail into a page and its stylesheet: styles inside are refused by our policy (CSP).

    Args:
        html: the HTML part of a mail of this platform.
        stylesheet_url: where the page will find the stylesheet.

    Returns:
        The page and the stylesheet, two texts.
    """
    rules = []

    def take(found):
        block, attribute = found.groups()
        if block is not None:
            rules.append(block)
            return f'<link rel="stylesheet" href="{stylesheet_url}">'
        rules.append(f'[data-style="{len(rules)}"] {{ {unescape(attribute)} }}')
        return f' data-style="{len(rules) - 1}"'

    return _STYLE.sub(take, html), "\n".join(rules)
