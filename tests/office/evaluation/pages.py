"""Somebody at the evaluation workplace: opens pages, sends their forms."""

from django.urls import reverse

from evaluation.models import Anliegen


class Desk:
    def __init__(self, client):
        self.client = client

    def open(self, name, *args, **params):
        return self.client.get(reverse(f"auswertung:{name}", args=args), params)

    def send(self, name, *args, follow=False, **data):
        return self.client.post(reverse(f"auswertung:{name}", args=args), data, follow=follow)

    def step(self, anliegen, name, *, follow=False, **data):
        """Press the button of a step; of its own fields the step's name stands in front."""
        version = Anliegen.objects.get(pk=anliegen.pk).version
        own = {key: f"{name}-{key}" for key in ("reason", "into", "title")}
        sent = {own.get(key, key): value for key, value in data.items()}
        return self.send("step", anliegen.pk, name, follow=follow, **{"version": version, **sent})

    def save(self, anliegen, *, follow=False, **data):
        """Send the form of an Anliegen, filled in with what is stored but for ``data``."""
        now = Anliegen.objects.get(pk=anliegen.pk)
        names = ("title", "summary", "office", "verdict", "reasons", "version")
        stored = {name: getattr(now, name) for name in names}
        stored["deadline"] = now.deadline or ""
        return self.send("anliegen", now.pk, follow=follow, **{**stored, **data})
