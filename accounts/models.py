from datetime import datetime, timedelta
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Permission, PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from fulltext.fields import FoldedField

from .duties import DUTIES
from .names.pseudonyms import MAX_LENGTH, skeleton
from .protection.log import LogEntry

# How long moderators can see what somebody called themselves before, and nobody else
# can take that name.
FORMER_NAME_KEPT = timedelta(days=90)


def languages():
    """Asked when it matters: another language needs no migration."""
    return settings.LANGUAGES


class UserQuerySet(models.QuerySet):
    def unconfirmed(self):
        """Accounts whose e-mail address nobody has proved to read; never staff."""
        return self.filter(last_login=None, is_staff=False, is_superuser=False).exclude(
            emailaddress__verified=True
        )

    def reachable(self):
        """Active accounts whose e-mail address its owner has confirmed."""
        return self.filter(is_active=True, emailaddress__verified=True).distinct()

    def bearing(self, key):
        """Who bears a pseudonym with this key, or did until lately: it is theirs."""
        kept = timezone.now() - FORMER_NAME_KEPT
        former = Namenswechsel.objects.filter(former_key=key, at__gt=kept)
        return self.filter(Q(pseudonym_key=key) | Q(pk__in=former.values("user")))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    use_in_migrations = True

    def create_user(self, email, pseudonym, password=None, **fields):
        """Create a person; without ``password`` they sign in by one-time code only."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_pseudonym(pseudonym)
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email, pseudonym, password=None, **fields):
        """Create an administrator; whoever does it at the command line leaves a trace."""
        # It reads the record, which is a model of this module.
        from .protection import audit

        with transaction.atomic(using=self._db):
            user = self.create_user(
                email, pseudonym, password, is_staff=True, is_superuser=True, **fields
            )
            audit.record_superuser(user)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person who takes part or works here. Known in public by the pseudonym alone."""

    email = models.EmailField(_("E-Mail-Adresse"), unique=True)
    # Of residents the pseudonym; of who works here a name or an office. So it is asked for by
    # „createsuperuser“, which shows this and nothing else.
    pseudonym = models.CharField(
        _("Anzeigename (öffentlich), etwa „Stadt Musterstadt“"), max_length=MAX_LENGTH * 4
    )
    pseudonym_key = models.CharField(
        max_length=MAX_LENGTH * 8,
        unique=True,
        editable=False,
        help_text=_("Form, in der gleich aussehende Pseudonyme gleich sind"),
    )
    folded = FoldedField(["pseudonym"])
    # Until then the pseudonym is one that we proposed; it is asked for before anything is
    # public under it.
    has_chosen_name = models.BooleanField(
        _("hat den Namen selbst gewählt"), default=True, db_default=True, editable=False
    )
    language = models.CharField(
        _("Sprache der E-Mails"), max_length=5, choices=languages, default="de"
    )
    is_staff = models.BooleanField(_("darf in die Verwaltung"), default=False)
    is_active = models.BooleanField(_("aktiv"), default=True)
    date_joined = models.DateTimeField(_("dabei seit"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["pseudonym"]

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("Zu dieser E-Mail-Adresse gibt es schon ein Konto."),
            )
        ]

    def __str__(self):
        return self.pseudonym

    def get_short_name(self):
        return self.pseudonym

    @cached_property
    def permissions(self):
        """Names of the permissions of this user and of their groups; one query."""
        found = Permission.objects.filter(Q(user=self) | Q(group__user=self)).order_by()
        names = found.values_list("content_type__app_label", "codename")
        return {f"{app}.{codename}" for app, codename in names}

    @cached_property
    def _access(self):
        """The user's duties and second factor; one query, asked on pages of staff only."""
        itself = User.objects.filter(pk=OuterRef("pk"))
        factors = apps.get_model("mfa.Authenticator").objects.filter(user=OuterRef("pk"))
        *held, has_factor = User.objects.values_list(
            *(Exists(itself.filter(condition)) for condition in DUTIES),
            Exists(factors.exclude(type="recovery_codes")),
        ).get(pk=self.pk)
        names = [name for name, _condition in DUTIES.items()]
        return _Access(dict(zip(names, held, strict=True)), has_factor)

    @property
    def duties(self):
        """{name of a duty: whether this user has it} (``accounts.duties``)."""
        return self._access.duties

    @property
    def has_second_factor(self):
        """Whether they have one that counts: codes for emergencies alone are none."""
        return self._access.has_factor

    def set_pseudonym(self, pseudonym):
        """Set the public name and, with it, the key that keeps look-alikes apart."""
        self.pseudonym = pseudonym
        self.pseudonym_key = skeleton(pseudonym)

    def all_names(self):
        """The pseudonyms they have and had, as far as the latter are still known; one query."""
        return {self.pseudonym, *self.namenswechsel.values_list("former", flat=True)}


class _Access(NamedTuple):
    duties: dict
    has_factor: bool


class Namenswechsel(models.Model):
    """Somebody took another pseudonym. Only moderators learn of it, and only for a while."""

    user = models.ForeignKey(User, models.CASCADE, related_name="namenswechsel")
    former = models.CharField(_("früheres Pseudonym"), max_length=MAX_LENGTH * 4)
    former_key = models.CharField(max_length=MAX_LENGTH * 8, editable=False)
    at = models.DateTimeField(_("bis"), default=timezone.now)

    class Meta:
        verbose_name = _("Namenswechsel")
        verbose_name_plural = _("Namenswechsel")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["former_key"], name="namenswechsel_by_key")]

    def __str__(self):
        return f"{self.user_id} {self.at:%d.%m.%Y}"


class Sitzung(AbstractBaseSession):
    """A browser's session. It knows whose it is, so that people can see and end theirs.

    Which program it is and since when somebody is signed in stands in its data
    (``accounts.sign_in.devices``); no address is kept.
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sitzungen")

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("Sitzung")
        verbose_name_plural = _("Sitzungen")

    @classmethod
    def get_session_store_class(cls):
        from .sign_in.sessions import SessionStore

        return SessionStore

    @property
    def handle(self):
        """Names the session without giving away its key, which would open it."""
        mark = salted_hmac("accounts.sitzung", self.session_key, algorithm="sha256")
        return mark.hexdigest()[:32]

    @property
    def device(self):
        return self.get_decoded().get("device", "")

    @property
    def signed_in_at(self):
        moment = self.get_decoded().get("signed_in_at")
        return datetime.fromisoformat(moment) if moment else None


class ProtokollQuerySet(models.QuerySet):
    """Lines are added and read; only time takes them away (``accounts.personal.purge``)."""

    def update(self, **fields):
        raise TypeError("Lines of the Sicherheitsprotokoll are not changed.")


class Sicherheitsprotokoll(LogEntry):
    """What happened to accounts, rights and settings. No addresses of anybody's network."""

    class Event(models.TextChoices):
        SIGN_IN = "sign_in", _("angemeldet")
        SIGN_IN_FAILED = "sign_in_failed", _("Anmeldung misslungen")
        FACTOR_SET = "factor_set", _("zweiter Faktor eingerichtet")
        FACTOR_REMOVED = "factor_removed", _("zweiter Faktor entfernt")
        FACTOR_RESET = "factor_reset", _("zweiter Faktor zurückgesetzt")
        CODES_RENEWED = "codes_renewed", _("Notfallcodes erneuert")
        RIGHTS = "rights", _("Rechte geändert")
        ROLES = "roles", _("Zuständigkeit geändert")
        SETTINGS = "settings", _("Einstellungen geändert")
        PHASE = "phase", _("Kommentierphase geändert")
        EXPORT = "export", _("interne Daten heruntergeladen")

    at = models.DateTimeField(_("am"), default=timezone.now, db_index=True)
    event = models.CharField(_("Vorgang"), max_length=20, choices=Event)
    about = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("Konto")
    )
    details = models.CharField(_("Einzelheiten"), max_length=300, blank=True)

    objects = ProtokollQuerySet.as_manager()

    class Meta(LogEntry.Meta):
        verbose_name = _("Sicherheitsprotokoll")
        verbose_name_plural = _("Sicherheitsprotokoll")

    def __str__(self):
        return f"{self.at:%d.%m.%Y} {self.get_event_display()}"
