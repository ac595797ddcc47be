import time
import uuid

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    LoginForm,
    RequestLoginCodeForm,
)
from allauth.account.utils import filter_users_by_email
from allauth.core import context, ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import actions, audit, limits, oidc
from .guard import GuardedForm
from .models import Sicherheitsprotokoll, User
from .pseudonyms import MAX_LENGTH, clean_pseudonym, reserved_names, skeleton

Event = Sicherheitsprotokoll.Event


class SignInForm(GuardedForm, RequestLoginCodeForm):
    """Ask for a one-time code; who names a pseudonym gets an account with it.

    Whether an address has an account never shows: with a valid pseudonym or with
    none, the answer is the same for every address. ``too_many`` is the limit that
    was reached, if any.
    """

    too_many = None

    pseudonym = forms.CharField(
        label=_("Pseudonym"),
        required=False,
        max_length=MAX_LENGTH * 4,
        help_text=_(
            "Ihr öffentlicher Name, 3 bis 40 Zeichen. Nur beim ersten Mal nötig: Wer schon "
            "mitgeredet hat, lässt das Feld leer."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Not „optional“: whoever writes for the first time needs one.
        self.fields["pseudonym"].conditional = True
        self.fields["email"].label = _("E-Mail-Adresse")
        self.fields["email"].help_text = _(
            "Dorthin schicken wir einen Code. Die Adresse wird nie veröffentlicht."
        )
        self.fields["email"].widget.attrs = {"autocomplete": "email"}
        if identity := oidc.pending(context.request):
            self.initial.setdefault("email", identity["email"])

    def clean_email(self):
        """Find the account, with the same look-ups for every address.

        allauth's own method asks a table less where a confirmed account is found,
        which could be told by a stopwatch.
        """
        email = self.cleaned_data["email"]
        key = f"{email.lower()}:{limits.network_key(context.request)}"
        if not ratelimit.consume(context.request, action="request_login_code", key=key):
            raise get_adapter().validation_error("too_many_login_attempts")
        users = filter_users_by_email(email, is_active=True)
        if len(users) > 1:
            users = filter_users_by_email(email, is_active=True, prefer_verified=True)
        self._user = users[0] if users else None
        return email

    def clean_pseudonym(self):
        pseudonym = self.cleaned_data["pseudonym"]
        if not pseudonym:
            return ""
        pseudonym = clean_pseudonym(pseudonym, reserved=reserved_names())
        # A name belongs to whoever confirms it: a mistyped address must not hold it.
        confirmed = User.objects.exclude(pk__in=User.objects.unconfirmed())
        if confirmed.bearing(skeleton(pseudonym)).exists():
            raise self._taken()
        return pseudonym

    def clean(self):
        cleaned = super().clean()
        pseudonym, email = cleaned.get("pseudonym"), cleaned.get("email")
        if self.errors:
            return cleaned
        try:
            limits.consume("code", context.request, address=email)
        except limits.TooMany as refusal:
            self.too_many = refusal
            raise ValidationError(str(refusal), code="too_many") from refusal
        if pseudonym and email:
            try:
                self._register(email, pseudonym)
            except IntegrityError:
                self.add_error("pseudonym", self._taken())
        return cleaned

    @transaction.atomic
    def _register(self, email, pseudonym):
        """Make an account, to be confirmed; for an address that has one, do so in vain.

        The same work is done then and undone again, so that neither words nor time tell
        whether there is an account.
        """
        known = self._has_account(email)
        if known:
            # Nobody can have an address there (RFC 2606, 2).
            email = f"{uuid.uuid4().hex}@example.invalid"
        user = actions.register(email=email, pseudonym=pseudonym, language=get_language())
        if known:
            transaction.set_rollback(True)
        else:
            self._user = user

    def _has_account(self, email):
        """Whether somebody proved to read ``email``; a blocked account counts too."""
        own = Q(email=email.lower()) | Q(pk=self._user and self._user.pk)
        return User.objects.exclude(pk__in=User.objects.unconfirmed()).filter(own).exists()

    def _taken(self):
        return ValidationError(
            _(
                "Dieses Pseudonym ist schon vergeben. Ist es Ihres? Dann lassen Sie das Feld "
                "leer und geben nur Ihre E-Mail-Adresse an."
            ),
            code="taken",
        )


CODE_FIELD = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class CodeForm(ConfirmLoginCodeForm):
    """The code from the mail; may be pasted, with blanks and all."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs = {**CODE_FIELD}


class AddressCodeForm(ConfirmEmailVerificationCodeForm, CodeForm):
    """The code that confirms the address of somebody who signs in by password."""


# The key of an app that is being set up, in the session, and for how long after it was shown.
_APP_KEY, APP_KEY_SECONDS = "app_key", 60 * 60


class FactorFields:
    """The code an app shows now; may be typed with blanks."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code aus der App")
        self.fields["code"].widget.attrs = {**CODE_FIELD}


class AppForm(FactorFields, ActivateTOTPForm):
    """Sets up an app. Its key stays the same while somebody may have it on the screen.

    allauth makes a new one whenever the page is asked for, be it by a second tab or a reload,
    and then no code of the app that has read the former one is right.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        session = context.request.session
        kept = session.get(_APP_KEY)
        if kept and (self.is_bound or kept["until"] > time.time()):
            self.secret = kept["key"]
        if not self.is_bound:
            session[_APP_KEY] = {"key": self.secret, "until": time.time() + APP_KEY_SECONDS}

    @staticmethod
    def forget_key(request):
        request.session.pop(_APP_KEY, None)


class OnceForm(FactorFields):
    """A code does once, for as long as it could do at all: allauth keeps it in mind for less."""

    def clean_code(self):
        code = super().clean_code()
        seconds = mfa_settings.TOTP_PERIOD * (2 * mfa_settings.TOTP_TOLERANCE + 2)
        value = f"{self.user.pk}:{normalize_user_code(code)}"
        used = salted_hmac("accounts.factor", value, algorithm="sha256")
        if not cache.add(f"factor:{used.hexdigest()}", 1, timeout=seconds):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class FactorForm(OnceForm, mfa_forms.AuthenticateForm):
    """The second step of signing in; a code for emergencies does as well."""

    def clean_code(self):
        try:
            return super().clean_code()
        except ValidationError:
            audit.record(Event.SIGN_IN_FAILED, about=self.user, details="TOTP")
            raise


class FactorAgainForm(OnceForm, mfa_forms.ReauthenticateForm):
    pass


class PlainFields:
    """Labels and sentences say what belongs into a field; no placeholders and no lists."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        if "password1" in self.fields:
            self.fields["password1"].help_text = " ".join(password_validators_help_texts())


class PasswordForm(PlainFields, LoginForm):
    """Signing in by password, for those who have one."""


class SetPasswordForm(PlainFields, account_forms.SetPasswordForm):
    pass


class ChangePasswordForm(PlainFields, account_forms.ChangePasswordForm):
    pass


class PasswordAgainForm(PlainFields, account_forms.ReauthenticateForm):
    pass


class ResetPasswordForm(PlainFields, account_forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(PlainFields, account_forms.ResetPasswordKeyForm):
    pass


class PseudonymForm(forms.Form):
    """Another pseudonym for one's own account, by the rules that hold at the beginning."""

    pseudonym = forms.CharField(
        label=_("Neues Pseudonym"),
        max_length=MAX_LENGTH * 4,
        help_text=_("Ihr öffentlicher Name, 3 bis 40 Zeichen."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def clean_pseudonym(self):
        return clean_pseudonym(self.cleaned_data["pseudonym"], reserved=reserved_names())


class EmailForm(forms.Form):
    """Another address for one's own account. Whether it has one already never shows."""

    email = forms.EmailField(
        label=_("Neue E-Mail-Adresse"),
        help_text=_("Dorthin schicken wir einen Code. Die Adresse wird nie veröffentlicht."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if email == self.user.email:
            raise ValidationError(_("Das ist die Adresse, die Sie schon haben."), code="same")
        return email


class StepForm(forms.Form):
    """The code that confirms a step; ``codes.check`` says whether it is right."""

    code = forms.CharField(label=_("Code"), max_length=40, widget=forms.TextInput(CODE_FIELD))


class DeleteForm(forms.Form):
    """What becomes of the comments of somebody who deletes their account."""

    comments = forms.ChoiceField(
        label=_("Was soll mit Ihren Kommentaren geschehen?"),
        choices=[
            ("keep", _("Sie bleiben stehen, als „Gelöschtes Konto“")),
            ("withdraw", _("Sie werden zurückgezogen und geleert")),
        ],
        widget=forms.RadioSelect,
    )
