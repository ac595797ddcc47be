"""The municipality whose pages are walked through, and the people who look at them.

Rows that only some pages need are made where they are asked for.
"""

import shutil
import tempfile
from datetime import timedelta
from functools import cached_property
from uuid import uuid4

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from accounts.models import User
from comments import actions
from comments.models import Kommentar
from demo import loader
from evaluation import actions as evaluation_actions
from evaluation.models import Anliegen, Auswertung
from pages.actions import report_barrier
from phases.models import Veranstaltung
from strategies.documents.uploads import keep_upload
from strategies.models import Baustein, Strategie
from teamwork import inquiries
from tests import database, factories
from tests.evaluation.sheets.tables import as_csv

MORE_TEXT = "Das gilt auch für **Dörfer**, in denen abends kein Bus mehr fährt. " * 4
LETTER = "\n\n".join(["Sehr geehrte Damen und Herren,", MORE_TEXT, MORE_TEXT, "Mit Gruß"])
DOCUMENT = "# Strategie 3: Neues\n\n## Leitziel 1: Ein neues Ziel\n\nText.\n"
PASSWORD = "ein langes Kennwort 7"  # noqa: S105


def passkey():
    """What a device sends when a passkey is set up on it, as allauth keeps it."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(bytes(16), b"0" * 32, key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(sha256(b"localhost"), flags, 0, credential)
    made = CollectedClientData.create("webauthn.create", b"0" * 32, "http://localhost")
    name = websafe_encode(b"0" * 32)
    return {
        "id": name,
        "rawId": name,
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(made),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
    }


# The rows of the demo and the folder of its files, once a test has loaded it.
_demo = {}


def _load_demo():
    """Load the demo, which takes a while, or bring back what another test has loaded."""
    media = settings.MEDIA_ROOT
    if connection.in_atomic_block:
        loader.load()
        return
    if _demo:
        database.bring_back(_demo["rows"])
        shutil.copytree(_demo["media"].name, media, dirs_exist_ok=True)
        # Some of it was kept there while there was nothing.
        cache.clear()
        return
    loader.load()
    _demo["rows"] = database.rows()
    _demo["media"] = tempfile.TemporaryDirectory(prefix="mitreden-demo-")
    shutil.copytree(media, _demo["media"].name, dirs_exist_ok=True)


class Empty:
    """A municipality on its first day."""

    @cached_property
    def administrator(self):
        return factories.superuser(pseudonym="Hauptamt Anfang")

    @cached_property
    def newcomer(self):
        return factories.user("Neue Nachbarin")


class Town:
    """A municipality in the middle of its Beteiligung: the demo, and a few rare cases."""

    # What files that are read in are called on the computers they come from.
    file_name = "Datei"

    def __init__(self):
        _load_demo()
        self.konzept = self.strategie("open").konzept

    # --- Texts ----------------------------------------------------------------

    def strategie(self, state):
        """The Strategie whose Kommentierphase is open, coming or over."""
        phases = {
            phase.state: phase
            for strategie in Strategie.objects.all()
            for phase in strategie.kommentierphasen.filter(public_from=None)
        }
        return phases[state].strategie

    def baustein(self, state, *, busy=True):
        """The Baustein with the most comments (or fewest) in such a Strategie."""
        order = "-comment_count" if busy else "comment_count"
        return (
            Baustein.objects.goals()
            .filter(strategie=self.strategie(state))
            .order_by(order, "pk")
            .first()
        )

    @cached_property
    def first_for_some(self):
        """A phase that is still for those who were invited alone."""
        baustein = factories.open_baustein(
            text=MORE_TEXT, strategie=factories.strategie(konzept=self.konzept)
        )
        phase = baustein.strategie.kommentierphasen.get()
        phase.public_from = timezone.now() + timedelta(days=3)
        phase.save()
        for name in ("erika", "vorstand.heimatverein-elbaue-boerde-altmark-und-umgebung"):
            phase.einladungen.create(email=f"{name}@beispiel.example")
        phase.einladungen.filter(email__startswith="erika").update(told_at=timezone.now())
        return phase

    @cached_property
    def without_phase(self):
        return factories.baustein(
            text=MORE_TEXT, strategie=factories.strategie(konzept=self.konzept)
        ).strategie

    @cached_property
    def in_other_words(self):
        """A Strategie that has everything beside its text which helps to understand it."""
        konzept = self.konzept
        konzept.sign_language_url = "https://example.org/video"
        konzept.title_en, konzept.summary_en = "Development plan", "What the town plans until 2035."
        konzept.easy_text = "Die Stadt plant.\nSie können mitreden."
        konzept.save()
        strategie = self.strategie("open")
        strategie.title_en, strategie.easy_text = "Living well here", "Es geht um das **Wohnen**."
        strategie.save()
        return strategie

    @cached_property
    def changed(self):
        """A Baustein with two Fassungen, and a draft of the third."""
        baustein = Baustein.objects.filter(fassung__number=2, kind="leitprojekt").first()
        text = f"{baustein.fassung.text}\n\n- Ein Punkt mehr\n\n| Jahr | Euro |\n|-|-|\n| 1 | 2 |\n"
        factories.draft(baustein, text)
        return baustein

    # --- Comments -------------------------------------------------------------

    @cached_property
    def kommentar(self):
        """A root with replies, by somebody who is not the resident."""
        replied = Kommentar.objects.published().filter(
            depth=1,
            baustein__in=self.strategie("open").bausteine.exclude(pk=self.baustein("open").pk),
        )
        return replied.exclude(parent__author=self.resident).latest("pk").parent

    @cached_property
    def deepest(self):
        return Kommentar.objects.published().order_by("-depth").first()

    @cached_property
    def tombstone(self):
        return Kommentar.objects.filter(status="hidden", parent=None).latest("pk")

    @cached_property
    def held(self):
        return Kommentar.objects.filter(status="pending").first()

    @cached_property
    def own(self):
        """A comment of the resident that is public and may be changed."""
        return factories.comment(self.baustein("open", busy=False), self.resident, MORE_TEXT)

    def hidden(self):
        return factories.hidden_comment(self.baustein("open"), by=self.moderator)

    def complaint(self):
        return actions.complain(self.hidden().entscheidungen.first(), text="Das ist meine Meinung.")

    def filed_complaint_address(self):
        return factories.complaint_address(self.complaint().entscheidung.kommentar)

    def decided_complaint_address(self):
        complaint = self.complaint()
        actions.decide_complaint(
            complaint, by=self.colleague, uphold=True, statement="Eine Meinung ist erlaubt."
        )
        return factories.complaint_address(complaint.entscheidung.kommentar)

    def question(self):
        """An open question to an office about a comment of the resident."""
        return factories.rueckfrage(self.own, by=self.moderator)

    def answered_question(self):
        """An answered question; another one waits."""
        factories.rueckfrage(self.own, by=self.moderator, office="Grünflächenamt")
        row = factories.rueckfrage(self.own, by=self.moderator, office="Stadtwerke")
        inquiries.answer(row, text="Ja. Die Leitung wird 2027 erneuert, dann auch der Weg.")
        return row

    def withdrawn_question(self):
        row = factories.rueckfrage(self.own, by=self.moderator, office="Straßenmeisterei")
        inquiries.withdraw(row)
        return row

    def draft_address(self, state):
        entwurf = actions.keep_draft(
            baustein=self.baustein(state),
            text=MORE_TEXT,
            category="hinweis",
            idempotency_key=uuid4(),
        )
        return reverse("comments:draft", args=[entwurf.pk])

    # --- Evaluation -----------------------------------------------------------

    @cached_property
    def in_progress(self):
        """The Auswertung that is being worked on."""
        return Auswertung.objects.get(ausgaben=None)

    @cached_property
    def published(self):
        """The Auswertung whose result is public, in two Ausgaben."""
        return Auswertung.objects.exclude(ausgaben=None).distinct().get()

    def anliegen(self, **fields):
        """The first Anliegen of the work in progress that is like this."""
        return Anliegen.objects.filter(auswertung=self.in_progress, **fields).earliest("number")

    @cached_property
    def contribution(self):
        return self.anliegen().contributions().first()

    def letter(self):
        """A long contribution in passages; the first is in an Anliegen, the last waits."""
        auswertung = self.in_progress
        day = timezone.localdate(auswertung.kommentierphase.starts_at)
        entry = evaluation_actions.Entry(
            auswertung.strategie.bausteine.published().first(), "brief", day, LETTER
        )
        by = self.evaluator
        row = evaluation_actions.enter(auswertung, entry, by=by, idempotency_key=uuid4())
        [first, _last] = evaluation_actions.divide(auswertung, row, starts=[3], by=by)
        evaluation_actions.put(
            auswertung, by=by, kommentare=[row], into=self.anliegen(), abschnitte=[first]
        )
        return row

    @cached_property
    def entered(self):
        """A contribution that came by letter or another way than the platform."""
        phases = [self.in_progress.kommentierphase_id, self.published.kommentierphase_id]
        rows = Kommentar.objects.filter(kommentierphase__in=phases)
        return rows.exclude(channel="online").earliest("pk")

    def sheet_address(self, *, good):
        """What became of an uploaded table."""
        auswertung = self.published
        baustein = auswertung.strategie.bausteine.first()
        day = auswertung.kommentierphase.starts_at.strftime("%d.%m.%Y")
        row = ["Brief", day, baustein.label, "Vorschlag", "Ortsbeirat", MORE_TEXT]
        rows = [row] if good else [row, ["Taube", "gestern", "Ziel 99", "Lob", "", ""]]
        token = keep_upload(
            f"{self.file_name}.csv", as_csv(*rows), konzept=auswertung.strategie.konzept,
            user=self.evaluator,
        )  # fmt: skip
        return reverse("auswertung:preview", args=[auswertung.pk, token])

    def list_address(self, name):
        """A Maßnahmenliste on its way into the Umsetzung."""
        konzept = self.published.strategie.konzept
        head = ["Nr.", "Maßnahme", "Träger", "Kosten", "Zeitraum", "Stand", "Bemerkung"]
        rows = [
            ["41", "Neue Bänke am Fluss", "Bauamt", "12.500 €", "kurzfristig", "grün", ""],
            ["42", "Bücherbus", "", "sehr viel", "2027–2029", "in Planung", MORE_TEXT[:200]],
        ]
        token = keep_upload(
            "liste.csv", as_csv(*rows, head=head), konzept=konzept, user=self.editor
        )
        return reverse(f"lists:{name}", args=[konzept.pk, token])

    # --- Administration -------------------------------------------------------

    @cached_property
    def barrier(self):
        return report_barrier(
            address="/konzepte/", text="Die Karte kann ich nicht lesen.",
            email="leserin@example.org", language="de",
        )  # fmt: skip

    # --- People ---------------------------------------------------------------

    @cached_property
    def resident(self):
        """Somebody with a comment that waits for the moderators."""
        return self.held.author

    @cached_property
    def newcomer(self):
        """Somebody who has done nothing yet."""
        return factories.user("Neue Nachbarin")

    @cached_property
    def linked(self):
        """Somebody who also signs in with an account elsewhere."""
        person = factories.user()
        SocialAccount.objects.create(user=person, provider="oidc", uid="4711")
        return person

    @cached_property
    def guarded(self):
        """Somebody who works here, with every kind of second factor."""
        person = factories.superuser(email="schutz@example.org", password=PASSWORD)
        TOTP.activate(person, generate_totp_secret())
        WebAuthn.add(person, "Diensttelefon", passkey())
        RecoveryCodes.activate(person)
        return person

    @property
    def passkey(self):
        return self.guarded.authenticator_set.get(type=Authenticator.Type.WEBAUTHN)

    @cached_property
    def moderator(self):
        return self._works_as("moderation")

    @cached_property
    def redaktion(self):
        return self._works_as("redaktion")

    @cached_property
    def evaluator(self):
        return self._works_as("auswertung")

    @cached_property
    def editor(self):
        return self._works_as("redaktion")

    @cached_property
    def office(self):
        """Works on the Anliegen of one office."""
        return self._works_as("fachamt")

    @cached_property
    def administrator(self):
        return self._works_as("verwaltung")

    @property
    def meeting(self):
        """A date that the Redaktion has announced."""
        return Veranstaltung.objects.filter(strategie__bausteine__in=self.mine).first()

    def einlesung(self, **fields):
        """A document that the Redaktion handed in."""
        konzept = self.mine.first().strategie.konzept
        return factories.einlesung(konzept, DOCUMENT, filename=f"{self.file_name}.md", **fields)

    @cached_property
    def message(self):
        """A draft of a Mitteilung of the Redaktion."""
        return factories.message(self.mine.first().strategie.konzept)

    @cached_property
    def asked(self):
        """A Vorhaben that people ask about in the open phase, with an answer of the office."""
        self.strategie("open").kommentierphasen.update(about_vorhaben=True)
        row = factories.vorhaben(self.konzept, summary="Im Trockenen warten, in jedem Dorf.")
        question = factories.comment(row.discussed, text="Wann kommt das Dach?", category="frage")
        factories.comment(row.discussed, self.moderator, "Im Juni.", parent=question)
        return row

    @cached_property
    def umsetzungsbericht(self):
        note = "Für den Stadtrat, drei Jahre nach dem Beschluss."
        return factories.umsetzungsbericht(self.published.strategie.konzept, note=note)

    @cached_property
    def sent_message(self):
        return factories.message(self.konzept, sent=True)

    @property
    def mine(self):
        """The Bausteine of the Konzept that the Redaktion works on."""
        konzepte = self.redaktion.zustaendigkeiten.filter(role="redaktion").values("konzept")
        return Baustein.objects.filter(strategie__konzept__in=konzepte).order_by("pk")

    def _works_as(self, name):
        return User.objects.get(email__startswith=f"{name}@")

    @cached_property
    def colleague(self):
        """Moderates the same Konzept and has decided nothing there."""
        return factories.staff(self.konzept, role="moderation", pseudonym="Zweites Augenpaar")

    @cached_property
    def unconfirmed(self):
        """Has a password, and an address that nobody has confirmed."""
        person = factories.user(
            "Noch nicht bestätigt", email="noch-nicht@example.org", password=PASSWORD
        )
        EmailAddress.objects.filter(user=person).update(verified=False)
        return person

    def new_password_address(self):
        person = self.redaktion
        key = default_token_generator.make_token(person)
        return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
