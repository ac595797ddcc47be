import uuid

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import keyset
from accounts.names.people import people_called
from fulltext.fields import FoldedField
from fulltext.words import matching_word, words_in
from municipality.dates import POSSIBLE_DAY, in_range
from municipality.wording import readable
from phases.models import Kommentierphase
from strategies.models import Baustein, Fassung, Konzept

from .choices import Category, Channel, Status
from .quoting import Quoting
from .stating import Stating, StatingQuerySet

# What only moderators see, or nobody.
_UNSEEN = (
    "folded",
    "idempotency_key",
    "hold_reason",
    "read_at",
    "report_count",
    "open_report_count",
)


class KommentarQuerySet(StatingQuerySet):
    def published(self):
        return self.filter(status=Status.PUBLISHED)

    def legible(self):
        """Those whose text stands there, and not a tombstone."""
        return self.filter(status__in=[Status.PUBLISHED, Status.PENDING])

    def readable(self):
        """What everybody finds in a thread: published, or the tombstone of what was."""
        return self.exclude(status=Status.PENDING).exclude(
            # What never stood there leaves no stone either.
            published_at=None
        )

    def shown_to(self, user):
        """What ``user`` finds in a thread: everybody's, and their own that still waits."""
        if not user.is_authenticated:
            return self.readable()
        return self.filter(
            Q(status=Status.PENDING, author=user)
            | (~Q(status=Status.PENDING) & Q(published_at__isnull=False))
        )

    def contributions(self):
        """What residents brought forward, and not the administration's own answers."""
        return self.filter(official_office="")

    def roots(self):
        return self.filter(parent=None)

    def quoting(self, passage=""):
        """Those that quote a passage of their Fassung, or just the one of this name."""
        rows = self.exclude(passage_block="")
        if not passage:
            return rows
        number, _dash, block = passage.partition("-")
        if not keyset.is_key(number):
            return self.none()
        return rows.filter(fassung__number=number, passage_block=block)

    def of(self, baustein):
        return self.filter(baustein=baustein)

    def of_category(self, category):
        """Contributions, replies apart, of that ``Category``."""
        if category == Category.UNSTATED:
            return self.roots().filter(category__in=["", category])
        return self.filter(category=category)

    def with_names(self):
        """With the names of their authors, and nothing else of these."""
        fields = get_user_model()._meta.concrete_fields
        of_author = {field.name for field in fields} - {"id", "pseudonym"}
        unseen = [f"author__{name}" for name in sorted(of_author)]
        return self.select_related("author").defer(*unseen)

    def for_thread(self):
        """With names, and without what no thread shows."""
        return self.with_names().defer(*_UNSEEN)

    def with_author(self):
        return self.select_related("author", "parent__author", "moved_from")

    def unread(self):
        """Readable by all, and no moderator has taken note yet."""
        return self.published().filter(read_at=None, official_office="")

    def unanswered_questions(self):
        """Questions without an official answer anywhere in their thread."""
        return self.published().filter(
            category=Category.FRAGE, parent=None, thread_official_count=0, official_office=""
        )

    def reported(self):
        """Visible comments with reports that no decision has answered."""
        return self.published().filter(open_report_count__gt=0)

    def moderated_by(self, user):
        """Comments in the Konzepte that ``user`` is assigned to as a moderator."""
        konzepte = Konzept.objects.assigned_to(user, "moderation")
        return self.filter(baustein__strategie__konzept__in=konzepte)

    def with_words(self, query):
        """Those in which every word of ``query`` stands, or is part of a name under them.

        Looks up first whose pseudonym has one of the words in it. What the administration
        answers bears the name of an office, whoever wrote it.
        """
        words = words_in(query)
        people, every = people_called(words), Q()
        for word in words:
            found = matching_word(word, "folded")
            if word in people:
                found |= Q(author__in=people[word], official_office="", organisation="")
            every &= found
        return self.filter(every)

    def threads_with_words(self, query, baustein):
        """Threads (roots) with the words in their own text or in a reply that all can read."""
        found = Kommentar.objects.published().of(baustein).with_words(query)
        return self.filter(pk__in=found.values(first=Coalesce("root", "pk")))


class Kommentar(Stating, Quoting):
    """A contribution or reply on a Baustein, in the words its author typed.

    ``text`` is plain text and never interpreted. ``root`` is the first comment of
    the thread (null for that one itself), so a page of threads is two queries.
    ``official_office`` marks an answer of the administration. What came by another
    ``channel`` than the platform has no author: staff entered it on behalf of whoever
    wrote or said it. The counters count published rows only and are kept by
    ``comments.actions``.
    """

    # The latter of a letter of several pages that staff enter.
    MAX_CHARACTERS, MAX_ENTERED = 4000, 20_000

    baustein = models.ForeignKey(
        Baustein,
        models.PROTECT,
        # By an index with more in it, „of_baustein“.
        db_index=False,
        related_name="kommentare",
        verbose_name=_("Baustein"),
    )
    fassung = models.ForeignKey(
        Fassung, models.PROTECT, related_name="kommentare", verbose_name=_("Fassung")
    )
    kommentierphase = models.ForeignKey(
        Kommentierphase, models.PROTECT, related_name="kommentare", verbose_name=_("Phase")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="kommentare",
        verbose_name=_("verfasst von"),
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    root = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="thread")
    depth = models.PositiveIntegerField(default=0)
    category = models.CharField(
        _("Art"), max_length=12, choices=Category, blank=True, help_text=_("Bei Antworten leer")
    )
    text = models.TextField(_("Text"), validators=[readable])
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.PUBLISHED)
    official_office = models.CharField(_("Antwort von"), max_length=120, blank=True)
    channel = models.CharField(
        _("Weg"), max_length=12, choices=Channel, default=Channel.ONLINE, editable=False
    )
    received_on = models.DateField(
        _("eingegangen am"), null=True, blank=True, validators=[POSSIBLE_DAY]
    )
    contributor = models.CharField(
        _("öffentlich genannt als"), max_length=120, blank=True, validators=[readable]
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("erfasst von"),
    )
    idempotency_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(_("geschrieben"), default=timezone.now)
    published_at = models.DateTimeField(_("veröffentlicht"), null=True, blank=True)
    edited_at = models.DateTimeField(_("bearbeitet"), null=True, blank=True)
    # Shown on the tombstone; the full decision is a Moderationsentscheidung.
    hidden_at = models.DateTimeField(_("ausgeblendet am"), null=True, blank=True)
    hidden_reason = models.CharField(_("Grund"), max_length=500, blank=True, validators=[readable])
    # When moderators last took a passage out of ``text`` that still is (``comments.redaction``).
    redacted_at = models.DateTimeField(_("geschwärzt am"), null=True, blank=True)
    # Why a rule held it back; shown to moderators only.
    hold_reason = models.CharField(_("zurückgehalten wegen"), max_length=300, blank=True)
    # On the first comment of a thread: nobody but the administration answers any more.
    locked_at = models.DateTimeField(_("Diskussion geschlossen"), null=True, blank=True)
    # Where it stood before a moderator moved its thread.
    moved_from = models.ForeignKey(
        Baustein, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # When a moderator took note of it; null is „unread“.
    read_at = models.DateTimeField(_("gelesen"), null=True, blank=True)

    up_count = models.PositiveIntegerField(_("Zustimmung"), default=0, editable=False)
    down_count = models.PositiveIntegerField(_("Ablehnung"), default=0, editable=False)
    reply_count = models.PositiveIntegerField(_("Antworten"), default=0, editable=False)
    thread_count = models.PositiveIntegerField(
        _("Antworten in der Diskussion"), default=0, editable=False
    )
    thread_official_count = models.PositiveIntegerField(default=0, editable=False)
    report_count = models.PositiveIntegerField(_("Meldungen"), default=0, editable=False)
    open_report_count = models.PositiveIntegerField(
        _("offene Meldungen"), default=0, editable=False
    )

    # What is searched, with the names that stand under it; that of its author is with them.
    folded = FoldedField(["text", "official_office", "contributor", "organisation"])

    objects = KommentarQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beitrag")
        verbose_name_plural = _("Beiträge")
        permissions = [("moderate_kommentar", _("Darf Beiträge moderieren"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None, root=None, depth=0)
                | Q(parent__isnull=False, root__isnull=False, depth__gt=0),
                name="kommentar_reply_has_root",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="kommentar_published_has_date",
            ),
            models.CheckConstraint(
                condition=Q(channel="online", received_on=None)
                | (~Q(channel="online") & Q(received_on__isnull=False, author=None)),
                name="kommentar_entered_has_date",
            ),
            in_range("received_on", name="kommentar_received_in_range"),
            models.CheckConstraint(
                condition=Q(passage="", passage_block="")
                | ~Q(passage="") & ~Q(passage_block="") & Q(parent=None),
                name="kommentar_quotes_whole_passage",
            ),
        ]
        indexes = [
            models.Index(fields=["baustein", "-id"], condition=Q(parent=None), name="roots_by_id"),
            models.Index(
                "baustein", F("up_count").desc(), F("id").desc(),
                condition=Q(parent=None), name="roots_by_support",
            ),
            models.Index(
                "baustein", F("thread_count").desc(), F("id").desc(),
                condition=Q(parent=None), name="roots_by_thread",
            ),
            models.Index(fields=["baustein", "-id"], name="of_baustein"),
            models.Index(fields=["root", "id"], name="thread_in_order"),
            models.Index(fields=["author", "-id"], name="by_author"),
            models.Index(
                fields=["fassung", "passage_block"], name="quotes_of_fassung",
                condition=Q(status="published") & ~Q(passage_block=""),
            ),
            # What is evaluated of a phase, in the order in which the lists show it.
            models.Index(
                fields=["kommentierphase", "id"], name="contributions_of_phase",
                condition=Q(status="published", official_office=""),
            ),
            # The moderators' queues: short, with whose they are, so that an index counts them.
            models.Index(
                fields=["id", "baustein"], condition=Q(status="pending"), name="queue_waiting"
            ),
            models.Index(
                fields=["id", "baustein", "status"], name="queue_reported",
                condition=Q(open_report_count__gt=0),
            ),
            models.Index(
                fields=["id", "baustein"], name="queue_unread",
                condition=Q(status="published", read_at=None, official_office=""),
            ),
            models.Index(
                fields=["id", "baustein"], name="queue_questions",
                condition=Q(
                    status="published", category="frage", parent=None,
                    thread_official_count=0, official_office="",
                ),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self):
        return f"{reverse('comments:kommentar', args=[self.pk])}#kommentar-{self.pk}"

    @property
    def is_official(self):
        return bool(self.official_office)

    @property
    def is_entered(self):
        """Whether staff entered this for somebody without an account."""
        return self.channel != Channel.ONLINE

    @property
    def author_name(self):
        """The public name of whoever wrote this."""
        if self.official_office:
            return self.official_office
        if self.organisation:
            return self.organisation
        if self.is_entered:
            return self.contributor or str(Channel(self.channel).signature)
        author = self.author
        return author.pseudonym if author else str(_("Gelöschtes Konto"))

    @property
    def category_label(self):
        """What kind of contribution it is, in a word; empty for a reply."""
        if self.parent_id:
            return ""
        return str(Category(self.category or Category.UNSTATED).label)

    @property
    def chip(self):
        """The same where it is worth a mark: that nothing was stated is none."""
        return (
            "" if self.category == Category.UNSTATED or not self.category else self.category_label
        )

    @property
    def is_published(self):
        return self.status == Status.PUBLISHED

    @property
    def is_pending(self):
        return self.status == Status.PENDING

    @property
    def is_withdrawn(self):
        return self.status == Status.WITHDRAWN

    @property
    def is_about_older_text(self):
        """Whether its Baustein has a newer Fassung; not asked of what came from another one."""
        return (
            self.fassung.baustein_id == self.baustein_id
            and self.baustein.fassung_id != self.fassung_id
        )

    def is_by(self, user):
        return user.is_authenticated and self.author_id == user.pk

    def may_be_edited_by(self, user):
        """Own, still visible or waiting, and nobody has answered; the phase decides the rest."""
        return (
            self.is_by(user)
            and self.status in (Status.PUBLISHED, Status.PENDING)
            and not self.reply_count
        )

    def may_be_withdrawn_by(self, user):
        return self.is_by(user) and self.status in (Status.PUBLISHED, Status.PENDING)


class Bearbeitung(models.Model):
    """An earlier wording of a comment, kept when its author changed it."""

    kommentar = models.ForeignKey(Kommentar, models.CASCADE, related_name="bearbeitungen")
    text = models.TextField(_("früherer Text"), validators=[readable])
    category = models.CharField(_("Art"), max_length=12, choices=Category, blank=True)
    replaced_at = models.DateTimeField(_("ersetzt am"), auto_now_add=True)

    class Meta:
        verbose_name = _("früherer Wortlaut")
        verbose_name_plural = _("frühere Wortlaute")
        ordering = ["-replaced_at", "-pk"]

    def __str__(self):
        return f"{self.kommentar_id}, {self.replaced_at:%d.%m.%Y %H:%M}"
