"""Somebody at a browser without an account: reads pages, fills in their forms, reads mail."""

import re
from html import unescape

from django.core import mail
from django.urls import reverse


def hidden_fields(response):
    """The hidden inputs of a page, as a browser would send them back (the last of a name)."""
    html = response.content.decode()
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)
    return {name: unescape(value) for name, value in found}


class Visitor:
    """A test client that walks from the comment form to the code in the mail.

    ``page`` is always the page the visitor sees last.
    """

    def __init__(self, client, on_commit):
        self.client, self.on_commit = client, on_commit
        self.page = None
        self.pseudonym = ""

    def write(self, baustein, text, **fields):
        """Fill in the form on the page of a Baustein; ends on the sign-in page."""
        key = (
            self.client.get(baustein.get_absolute_url()).context["form"]["idempotency_key"].value()
        )
        data = {"text": text, "category": "vorschlag", "idempotency_key": key, **fields}
        return self._post(baustein.get_absolute_url(), data)

    def ask_for_code(self, email, pseudonym="", page=None):
        """Fill in the sign-in form (of ``page``, when it is not the last one).

        Args:
            pseudonym: the one to choose after the code, if it is asked for.
        """
        kept = hidden_fields(page or self.page) if (page or self.page) else {}
        self.pseudonym = pseudonym
        data = {"email": email}
        if "next" in kept:
            data["next"] = kept["next"]
        return self._post(reverse("account_request_login_code"), data)

    def enter(self, code, **fields):
        """Type a code on the page that asks for it, and then the pseudonym."""
        kept = hidden_fields(self.page)
        data = {"code": code, "action": "verify", **fields}
        if "next" in kept:
            data["next"] = kept["next"]
        self._post(reverse("account_confirm_login_code"), data)
        if self.pseudonym and self.page.request["PATH_INFO"] == reverse("account_name"):
            self.choose(self.pseudonym)
        return self.page

    def choose(self, pseudonym):
        """Type a pseudonym on the page that asks for it."""
        data = {"pseudonym": pseudonym}
        if "next" in (kept := hidden_fields(self.page)):
            data["next"] = kept["next"]
        return self._post(reverse("account_name"), data)

    def mailed_code(self):
        """The six digits in the newest mail."""
        return re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()

    def wrong_code(self):
        return "000000" if self.mailed_code() != "000000" else "111111"

    def _post(self, path, data):
        with self.on_commit(execute=True):
            self.page = self.client.post(path, data, follow=True)
        return self.page
