from contextlib import suppress
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mails import actions as mails

from .models import Namenswechsel, User
from .names.proposals import proposal
from .names.pseudonyms import skeleton
from .own_data import personal_data
from .own_data.giving_way import giving_way

# How often somebody may take another pseudonym, so that others can still follow.
RENAMES, RENAMES_WITHIN = 2, timedelta(days=30)
# Two who get an account at the same moment may be proposed the same pseudonym.
_ATTEMPTS = 5
# What ``User.set_pseudonym`` sets, and what follows from it.
_NAME = ("pseudonym", "pseudonym_key", "folded")


class Refused(Exception):
    """The change is not possible (now); the message is a sentence that says what to do."""


def register(email, *, language):
    """Return the account of somebody who has just proved to read the mails of ``email``.

    Where there is none it is made, with a pseudonym we propose until they choose their own.
    So it is for one that nobody ever confirmed: a stranger may have chosen its pseudonym.

    Args:
        email: a valid address.
        language: code of the language for mails to somebody new.
    """
    for _attempt in range(_ATTEMPTS):
        with suppress(IntegrityError), transaction.atomic():
            user = User.objects.select_for_update(no_key=True).filter(email=email.lower()).first()
            if user is None:
                user = User.objects.create_user(
                    email, proposal(), language=language, has_chosen_name=False
                )
            elif User.objects.unconfirmed().filter(pk=user.pk).exists():
                user.set_pseudonym(proposal())
                user.has_chosen_name = False
                user.save(update_fields=[*_NAME, "has_chosen_name"])
            confirm_address(user)
            return user
    raise Refused(_("Das hat gerade nicht geklappt. Bitte versuchen Sie es noch einmal."))


@transaction.atomic
def confirm_address(user):
    """Make ``user.email`` the one address they sign in with, vouched for by an administrator."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def rename(user, pseudonym):
    """Give somebody the pseudonym they chose; what they wrote follows.

    Of another one before it moderators see both for a while; one that we proposed is forgotten.

    Args:
        pseudonym: as returned by ``clean_pseudonym``.

    Raises:
        Refused: it is somebody's already, or they changed theirs too often lately.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    is_first = not user.has_chosen_name
    if pseudonym == user.pseudonym and not is_first:
        return user
    if not is_first:
        _refuse_many_renames(user)
    key = skeleton(pseudonym)
    # A name belongs to whoever confirmed it.
    User.objects.unconfirmed().filter(pseudonym_key=key).exclude(pk=user.pk).delete()
    if User.objects.bearing(key).exclude(pk=user.pk).exists():
        raise Refused(_("Dieser Name ist schon vergeben. Bitte wählen Sie einen anderen."))
    if not is_first:
        former = {"former": user.pseudonym, "former_key": user.pseudonym_key}
        Namenswechsel.objects.create(user=user, **former)
    user.set_pseudonym(pseudonym)
    user.has_chosen_name = True
    try:
        with transaction.atomic():
            user.save(update_fields=[*_NAME, "has_chosen_name"])
    except IntegrityError as error:
        raise Refused(
            _("Diesen Namen hat gerade jemand anderes gewählt. Bitte nehmen Sie einen anderen.")
        ) from error
    return user


def _refuse_many_renames(user):
    recent = user.namenswechsel.filter(at__gt=timezone.now() - RENAMES_WITHIN)
    moments = list(recent.order_by("-at").values_list("at", flat=True)[:RENAMES])
    if len(moments) == RENAMES:
        day = timezone.localtime(moments[-1] + RENAMES_WITHIN)
        raise Refused(
            _(
                "Sie haben Ihren Namen in letzter Zeit schon zweimal geändert. "
                "Das geht wieder ab dem %(day)s."
            )
            % {"day": date_format(day, "j. F Y")}
        )


def ask_to_confirm_address(address, *, code, language):
    """Mail the code to an address somebody would like to have codes sent to.

    If it has an account, the mail only says so: what happens here looks the same.
    """
    taken = User.objects.filter(email=address).exclude(pk__in=User.objects.unconfirmed())
    if taken.exists():
        mails.send(template="email_taken", context={}, address=address, language=language)
    else:
        mails.send(
            template="email_code", context={"code": code}, address=address, language=language
        )


@transaction.atomic
def change_email(user, address):
    """Make ``address``, which they have proved to read, the one they sign in with.

    The former address gets a last mail that says so.

    Raises:
        Refused: it got an account of its own meanwhile.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    former, user.email = user.email, address
    User.objects.unconfirmed().filter(email=address).exclude(pk=user.pk).delete()
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError as error:
        raise Refused(
            _(
                "Zu dieser E-Mail-Adresse gibt es inzwischen ein anderes Konto. Ihres ist "
                "unverändert."
            )
        ) from error
    confirm_address(user)
    mails.send(template="email_changed", context={}, user=user, address=former)
    return user


@giving_way
def delete_account(user, *, withdraw, again=False):
    """Delete an account for good: the person goes from every app, the discussion stays.

    Deleting it a second time does nothing.

    Args:
        withdraw: also take back what they wrote, and empty it.
        again: they were deleted before, and only a backup brought them back.

    Raises:
        Refused: they have a task that somebody else must take over first.
    """
    if not again and (objections := personal_data.objections(user)):
        raise Refused(" ".join(objections))
    # Rooms lock their rows before people, as everywhere but for what comes in meanwhile.
    personal_data.anonymise(user, withdraw=withdraw)
    user = User.objects.select_for_update().filter(pk=user.pk).first()
    if user is None:
        return
    # What came in while we waited for the lock.
    personal_data.anonymise(user, withdraw=withdraw)
    # What an app forgot to cut (PROTECT) stops this, and everything is as it was.
    User.objects.filter(pk=user.pk).delete()
    # And so does what the database would else find at the commit.
    connection.check_constraints()
    personal_data.remember(user, withdraw=withdraw)
