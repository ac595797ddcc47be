from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    UserChangeForm,
)
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fulltext.admin import FoldedSearchMixin
from mails.admin import RecordAdmin
from municipality.admin import KommuneAdmin
from municipality.editing import VersionedAdminMixin, VersionedModelForm
from municipality.models import Kommune

from . import actions
from .models import Sicherheitsprotokoll, User
from .names.pseudonyms import clean_pseudonym, skeleton
from .protection import audit

# An account has one address, kept by ``UserAdmin``; a second place to change it
# would let the two differ.
admin.site.unregister(EmailAddress)
# Keys are nobody's but their owner's; „manage.py reset_second_factor“ forgets them.
admin.site.unregister(Authenticator)
admin.site.unregister(Kommune)
admin.site.unregister(Group)
# The provider is named by the settings; whose identity is whose is nobody's to change.
for model in apps.get_app_config("socialaccount").get_models():
    admin.site.unregister(model)

Event = Sicherheitsprotokoll.Event
RIGHTS = (*audit.RIGHTS, "groups")


class PersonFormMixin(forms.ModelForm):
    """E-mail and pseudonym by the rules that hold for everybody.

    Only names reserved for the administration are open to those who work there.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if name := self.fields.get("pseudonym"):
            name.label = _("Anzeigename (öffentlich)")
            name.help_text = _(
                "Bei Mitarbeitenden Name oder Amt, etwa „Stadt Musterstadt“; bei allen anderen "
                "ihr Pseudonym."
            )

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_pseudonym(self):
        if "pseudonym" not in self.changed_data:
            # A name once given stays, whatever the rules are by now.
            return self.instance.pseudonym
        pseudonym = clean_pseudonym(self.cleaned_data["pseudonym"], official=True)
        others = User.objects.exclude(pk=self.instance.pk)
        if others.bearing(skeleton(pseudonym)).exists():
            raise ValidationError(_("Diesen Namen gibt es schon, oder einen, der so aussieht."))
        self.instance.set_pseudonym(pseudonym)
        return pseudonym


class PersonCreationForm(PersonFormMixin, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "pseudonym")


class PersonChangeForm(PersonFormMixin, VersionedModelForm, UserChangeForm):
    class Meta:
        model = User
        fields = ("email", "pseudonym")


class PersonPasswordForm(AdminPasswordChangeForm):
    # Django's is a list in a paragraph, and half of it in English.
    usable_password_help_text = _(
        "Ohne Passwort meldet sich diese Person mit einem Code per E-Mail an. "
        "Das bisherige Passwort geht dabei verloren."
    )


@admin.register(User)
class UserAdmin(FoldedSearchMixin, DjangoUserAdmin):
    """Accounts, for superusers alone: who may give rights could give themselves any."""

    form = PersonChangeForm
    add_form = PersonCreationForm
    change_password_form = PersonPasswordForm
    list_display = ["shown_name", "email", "is_staff", "is_superuser", "is_active", "date_joined"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]
    search_fields = ["folded", "email"]
    ordering = ["-date_joined"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["email", "pseudonym", "language", "password"]}),
        (
            _("Rechte"),
            {
                "fields": ["is_active", "is_staff", "is_superuser", "groups"],
                "description": _(
                    "Für welche Konzepte jemand zuständig ist, steht beim Konzept; die "
                    "Gruppen „Redaktion“ und „Moderation“ folgen daraus."
                ),
            },
        ),
        (_("Zeitpunkte"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "pseudonym", "usable_password", "password1", "password2"]})
    ]

    @admin.display(description=_("Anzeigename"), ordering="pseudonym")
    def shown_name(self, user):
        return user.pseudonym

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_add_permission(self, request):
        return request.user.is_superuser

    has_change_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        """Accounts are deactivated here; deleting is the person's own and anonymises."""
        return False

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            actions.confirm_address(obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        changed = [name for name in RIGHTS if name in form.changed_data]
        if "password" in form.changed_data:
            changed.append("password")
        if change and not changed:
            return
        person = form.instance
        details = audit.rights(person) if change else _("neues Konto")
        audit.record(Event.RIGHTS, by=request.user, about=person, details=str(details))
        if changed and (person.is_staff or person.is_superuser):
            audit.tell_superusers(
                "staff_rights", person=person, by=request.user, details=audit.rights(person)
            )


@admin.register(Group)
class GroupAdmin(VersionedAdminMixin, DjangoGroupAdmin):
    """Django's, under the lock."""


@admin.register(Kommune)
class AuditedKommuneAdmin(KommuneAdmin):
    """What stands on every page, with a line in the record: the app below knows of none."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        audit.record(Event.SETTINGS, by=request.user, details=", ".join(form.changed_data))


@admin.register(Sicherheitsprotokoll)
class SicherheitsprotokollAdmin(RecordAdmin):
    fields = ["at", "event", "by", "about", "details"]
    list_display = ["at", "event", "about", "by", "details"]
    list_filter = ["event", "at"]
    list_select_related = ["about", "by"]
    search_fields = ["about__email", "by__email"]
