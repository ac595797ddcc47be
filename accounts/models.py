from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .pseudonyms import MAX_LENGTH, skeleton


class UserQuerySet(models.QuerySet):
    def unconfirmed(self):
        """Accounts whose e-mail address nobody has proved to read; never staff."""
        return self.filter(last_login=None, is_staff=False, is_superuser=False).exclude(
            emailaddress__verified=True
        )

    def reachable(self):
        """Active accounts whose e-mail address its owner has confirmed."""
        return self.filter(is_active=True, emailaddress__verified=True).distinct()


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
        return self.create_user(
            email, pseudonym, password, is_staff=True, is_superuser=True, **fields
        )


class User(AbstractBaseUser, PermissionsMixin):
    """A person who takes part or works here. Known in public by the pseudonym alone."""

    email = models.EmailField(_("E-Mail-Adresse"), unique=True)
    pseudonym = models.CharField(_("Pseudonym"), max_length=MAX_LENGTH * 4)
    pseudonym_key = models.CharField(
        max_length=MAX_LENGTH * 8,
        unique=True,
        editable=False,
        help_text=_("Form, in der gleich aussehende Pseudonyme gleich sind"),
    )
    language = models.CharField(
        _("Sprache der E-Mails"), max_length=5, choices=settings.LANGUAGES, default="de"
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

    def set_pseudonym(self, pseudonym):
        """Set the public name and, with it, the key that keeps look-alikes apart."""
        self.pseudonym = pseudonym
        self.pseudonym_key = skeleton(pseudonym)
