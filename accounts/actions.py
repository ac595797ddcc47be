from allauth.account.models import EmailAddress
from django.db import transaction

from .models import User
from .pseudonyms import skeleton


@transaction.atomic
def register(*, email, pseudonym, language="de"):
    """Create a resident's account, to be confirmed by the code sent to ``email``.

    An account that was never confirmed is taken over by whoever can read the
    mails of that address: it only gets the new pseudonym. One that was never
    confirmed and holds a look-alike of the pseudonym is dropped.

    Args:
        email: a valid address without a confirmed account.
        pseudonym: as returned by ``clean_pseudonym``.
        language: code of the language for mails to this person.

    Raises:
        django.db.IntegrityError: another account with that address or a
            look-alike pseudonym was created or confirmed in the same moment.
    """
    unconfirmed = User.objects.unconfirmed()
    unconfirmed.filter(pseudonym_key=skeleton(pseudonym)).exclude(email=email.lower()).delete()
    user = unconfirmed.filter(email=email.lower()).first()
    if user:
        user.set_pseudonym(pseudonym)
        user.language = language
        user.save(update_fields=["pseudonym", "pseudonym_key", "language"])
    else:
        user = User.objects.create_user(email, pseudonym, language=language)
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})
    return user


@transaction.atomic
def confirm_address(user):
    """Make ``user.email`` the one address they sign in with, vouched for by an administrator."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
