import time
from contextlib import contextmanager

from allauth.account import forms as account_forms
from allauth.account.forms import (
    ConfirmEmailVerificationCodeForm,
    LoginForm,
)
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from municipality.missing import NamesWhatIsMissing
from municipality.wording import ReadableField

from .models import Sicherheitsprotokoll
from .names.pseudonyms import MAX_LENGTH, clean_pseudonym, reserved_names
from .protection import audit, limits
from .protection.guard import GuardedForm
from .sign_in.codes import CodeField, used_up

Event = Sicherheitsprotokoll.Event


class SignInForm(GuardedForm):
    """Ask for a one-time code. Nothing is looked up: the answer is the same for every address."""

    # Programs that fill in for people are quick here, and a mail is all that can be sent.
    least_seconds = 0

    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        help_text=_("Dorthin schicken wir einen Code. Die Adresse wird nie veröffentlicht."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Bitte geben Sie Ihre E-Mail-Adresse an.")},
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class StepForm(NamesWhatIsMissing, forms.Form):
    """The code that confirms a step; ``codes.check`` says whether it is right."""

    code = CodeField()


class AddressCodeForm(NamesWhatIsMissing, ConfirmEmailVerificationCodeForm):
    """The code that confirms the address of somebody who signs in by password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField()

    def clean_code(self):
        """Count the guess before it is compared; allauth counts in the session, after it."""
        session = context.request.session.session_key
        sent = salted_hmac(
            "accounts.address_code", f"{session}:{self.expected_code}", algorithm="sha256"
        )
        if self.expected_code and not limits.take_guess(sent.hexdigest()):
            raise ValidationError(used_up(), code="used_up")
        return super().clean_code()


# The key of an app that is being set up, in the session, and for how long after it was shown.
_APP_KEY, APP_KEY_SECONDS = "app_key", 60 * 60


class FactorFields(NamesWhatIsMissing):
    """The code an app shows now; may be typed with blanks."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField(label=_("Code aus der App"))


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


@contextmanager
def _answer_of_a_device():
    """What is no answer of a device at all is a wrong one."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise get_mfa_adapter().validation_error("incorrect_code") from error


class DeviceFields(NamesWhatIsMissing):
    """The answer of a device, which no person types."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages["required"] = _(
            "Das Gerät hat nicht geantwortet. Bitte versuchen Sie es noch einmal."
        )


class AddPasskeyForm(DeviceFields, webauthn_forms.AddWebAuthnForm):
    name = ReadableField(required=False)

    def clean(self):
        with _answer_of_a_device():
            return super().clean()


class PasskeyForm(DeviceFields, webauthn_forms.AuthenticateWebAuthnForm):
    def clean_credential(self):
        with _answer_of_a_device():
            return super().clean_credential()


class PasskeyAgainForm(PasskeyForm, webauthn_forms.ReauthenticateWebAuthnForm):
    pass


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


class PlainFields(NamesWhatIsMissing):
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


class PseudonymForm(NamesWhatIsMissing, forms.Form):
    """Another public name for one's own account, by the rules that hold at the beginning."""

    pseudonym = forms.CharField(
        label=_("Neues Pseudonym"),
        max_length=MAX_LENGTH * 4,
        help_text=_("Ihr öffentlicher Name, 3 bis 40 Zeichen."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"required": _("Bitte geben Sie einen Namen an.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if user.is_staff:
            # Who works here has a name or an office, and no pseudonym.
            self.fields["pseudonym"].label = _("Neuer Anzeigename (öffentlich)")
            self.fields["pseudonym"].help_text = _("Etwa „Stadt Musterstadt“, 3 bis 40 Zeichen.")

    def clean_pseudonym(self):
        try:
            return clean_pseudonym(self.cleaned_data["pseudonym"], reserved=reserved_names())
        except ValidationError as error:
            if error.code == "reserved" and self.user.is_staff:
                raise ValidationError(
                    _(
                        "Namen der Verwaltung vergibt, wer die Konten verwaltet. Bitte wenden "
                        "Sie sich dorthin."
                    ),
                    code="reserved",
                ) from error
            raise


class NameForm(PseudonymForm):
    """The first public name of one's own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pseudonym"].label = _("Pseudonym")
        self.fields["pseudonym"].help_text = _(
            "3 bis 40 Zeichen. Sie können unseren Vorschlag behalten oder etwas anderes wählen."
        )


class EmailForm(NamesWhatIsMissing, forms.Form):
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


class DeleteForm(NamesWhatIsMissing, forms.Form):
    """What becomes of the comments of somebody who deletes their account."""

    comments = forms.ChoiceField(
        label=_("Was soll mit Ihren Beiträgen geschehen?"),
        choices=[
            ("keep", _("Sie bleiben stehen, als „Gelöschtes Konto“")),
            ("withdraw", _("Sie werden zurückgezogen, der Text wird gelöscht")),
        ],
        widget=forms.RadioSelect(attrs={"class": "rows"}),
    )
