from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import actions
from .models import Mail


class RecordAdmin(admin.ModelAdmin):
    """What superusers may read, and nobody changes."""

    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Mail)
class MailAdmin(RecordAdmin):
    """The outbox, for superusers to look at: which mail went when, or why it did not.

    What a mail says is not shown: it may hold a code to sign in with.
    """

    list_display = ["created_at", "template", "address", "status", "attempts", "last_error"]
    list_filter = ["status", "template", "created_at"]
    search_fields = ["address", "key", "message_id"]
    list_select_related = ["user"]
    show_full_result_count = False
    fields = [
        "template", "kind", "address", "user", "language", "key", "message_id", "status",
        "attempts", "last_error", "created_at", "claimed_at", "next_attempt_at", "sent_at",
    ]  # fmt: skip
    actions = ["retry"]

    @admin.action(description=_("Noch einmal versuchen"))
    def retry(self, request, queryset):
        number = actions.retry(queryset)
        text = ngettext(
            "%(n)d E-Mail wird noch einmal gesendet.",
            "%(n)d E-Mails werden noch einmal gesendet.",
            number,
        )
        self.message_user(request, text % {"n": number}, messages.SUCCESS)
