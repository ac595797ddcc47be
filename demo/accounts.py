"""The demo's people: who works there, and who takes part."""

import secrets

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from accounts.models import User
from strategies.actions import GROUP_OF_ROLE
from strategies.models import Zustaendigkeit

DOMAIN = "elbhagen.example"
# Sign-in name → (what the person is, pseudonym, role in both Konzepte)
LOGINS = {
    "verwaltung": ("Administratorin", "Hauptamt Elbhagen", None),
    "redaktion": ("Redaktion beider Konzepte", "Redaktion Elbhagen", "redaktion"),
    "moderation": ("Moderation beider Konzepte", "Moderation Elbhagen", "moderation"),
    "auswertung": ("Auswertung beider Konzepte", "Auswertung Elbhagen", "auswertung"),
    "fachamt": ("Fachamt: Stadtplanungsamt", "Stadtplanungsamt Elbhagen", "fachamt"),
    "beschwerden": ("Moderation, für Beschwerden", "Bürgerbüro Elbhagen", "moderation"),
}
# Whose Anliegen the person of the „fachamt“ works on, and who the others answer as.
OFFICES = {"fachamt": "Stadtplanungsamt"}


def create_person(name, pseudonym, *, password=None, **fields):
    user = User.objects.create_user(f"{name}@{DOMAIN}", pseudonym, password, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def create_logins(konzepte):
    """Create the staff accounts with passwords made up now.

    Returns:
        A list of (what the person is, e-mail address, password).
    """
    shown = []
    for name, (what, pseudonym, role) in LOGINS.items():
        password = secrets.token_urlsafe(9)
        user = create_person(
            name, pseudonym, password=password, is_staff=True, is_superuser=role is None
        )
        if role:
            office = OFFICES.get(name, "Stadtverwaltung Elbhagen")
            assign(user, konzepte, role, office=office)
        shown.append((what, user.email, password))
    return shown


def give_passwords(people):
    """Let these residents sign in by password too; returns the same list as ``create_logins``."""
    shown = []
    for user in people:
        password = secrets.token_urlsafe(9)
        user.set_password(password)
        user.save(update_fields=["password"])
        shown.append((f"Einwohner „{user.pseudonym}“", user.email, password))
    return shown


def assign(user, konzepte, role, *, office):
    user.groups.add(Group.objects.get(name=GROUP_OF_ROLE[role]))
    for konzept in konzepte:
        Zustaendigkeit.objects.create(konzept=konzept, user=user, role=role, office=office)
