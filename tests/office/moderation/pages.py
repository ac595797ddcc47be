"""A moderator at the workplace: opens pages, sends their forms with what was seen."""

from django.urls import reverse

from comments.decisions.base import present_stand
from comments.models import Kommentar

REASON = {"ground": "werbung", "statement": "Reklame für ein Café"}


def seen(kommentar):
    """What a form opened now would carry."""
    return present_stand(Kommentar.objects.get(pk=kommentar.pk))


def key(kommentar):
    return f"{kommentar.pk}.{seen(kommentar)}"


class Desk:
    def __init__(self, client):
        self.client = client

    def open(self, name, *args, query="", **params):
        return self.client.get(reverse(f"moderation:{name}", args=args) + query, params)

    def queue(self, tab="alle", **params):
        return self.open("queue", tab, **params)

    def texts(self, tab, **params):
        """The texts of the comments in a list, in its order."""
        page = self.queue(tab, **params)
        return [case.kommentar.text for case in page.context["page"].rows]

    def decide(self, kommentar, name, *, query="", follow=True, **data):
        """Press the button of a decision; its name stands in front of those of its fields."""
        url = reverse("moderation:decide", args=[kommentar.pk, name]) + query
        shared = ("seen", "zur_liste", "einsetzen")
        sent = {key if key in shared else f"{name}-{key}": value for key, value in data.items()}
        return self.client.post(url, {"seen": seen(kommentar), **sent}, follow=follow)

    def decide_many(self, keys, name, **data):
        url = reverse("moderation:decide_many")
        return self.client.post(url, {"auswahl": keys, "entscheidung": name, **data}, follow=True)

    def undo(self, page):
        """Press „Rückgängig“ on a page."""
        return self.client.post(
            reverse("moderation:undo"), {"token": page.context["outcome"].undo}, follow=True
        )

    def decide_page(self, kommentar, name):
        return self.client.get(reverse("moderation:decide", args=[kommentar.pk, name]), follow=True)
