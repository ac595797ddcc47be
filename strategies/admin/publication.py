"""What Konzepte, Strategien and Bausteine have in common: publish, archive, delete."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from .. import actions
from ..blockers import archiving_blockers, publication_blockers
from ..models import Baustein, Konzept, Publikationsstatus, Strategie
from ..withheld import why_withheld
from .badges import publication_badge
from .confirm import ConfirmedAction, ConfirmedActionsMixin


class Publish(ConfirmedAction):
    name = "veroeffentlichen"
    label = gettext_lazy("Veröffentlichen")
    done = ngettext_lazy("Veröffentlicht.", "%(count)d veröffentlicht.", "count")
    refusals = (actions.PublicationRefused,)

    def __init__(self, publish, *consequences):
        self._publish = publish
        self._consequences = consequences

    def is_offered_for(self, row):
        """Not where it would be refused; what was archived comes back without its drafts."""
        return row.status == Publikationsstatus.ARCHIVED or not why_withheld(row)

    def consequences(self, rows):
        return self._consequences

    def blockers(self, row):
        return publication_blockers(row)

    def perform(self, row, *, by):
        self._publish(row)


class Archive(ConfirmedAction):
    name = "archivieren"
    label = gettext_lazy("Archivieren")
    done = ngettext_lazy("Archiviert.", "%(count)d archiviert.", "count")
    refusals = (actions.PublicationRefused,)

    def is_offered_for(self, row):
        return row.status != Publikationsstatus.ARCHIVED

    def consequences(self, rows):
        return [
            _("Die Öffentlichkeit sieht die Seite nicht mehr, auch nicht über einen Link."),
            _("Texte, Fassungen und Beiträge bleiben erhalten."),
            _("Mit „Veröffentlichen“ kommt sie zurück."),
        ]

    def blockers(self, row):
        return archiving_blockers(row)

    def perform(self, row, *, by):
        actions.archive(row)


class DiscardDraft(ConfirmedAction):
    name = "entwurf-verwerfen"
    label = gettext_lazy("Entwurf verwerfen")
    done = ngettext_lazy("Entwurf verworfen.", "%(count)d Entwürfe verworfen.", "count")
    refusals = (actions.DraftRefused,)

    def is_offered_for(self, row):
        return row.has_draft and row.fassung_id is not None

    def consequences(self, rows):
        return [
            _("Titel und Text des Entwurfs werden gelöscht und sind nicht wiederherzustellen."),
            _("Die veröffentlichte Fassung gilt weiter; die Öffentlichkeit bemerkt nichts."),
        ]

    def perform(self, row, *, by):
        actions.discard_draft(row)


_FIXED = gettext_lazy("Jeder Entwurf wird zur geltenden Fassung und ist dann nicht mehr zu ändern.")
# What is done with each of them: in the administration, and on the desk.
PUBLICATION_ACTIONS = {
    Konzept: (
        Publish(
            actions.publish_konzept,
            gettext_lazy(
                "Alle Strategien und Bausteine, die nicht archiviert sind, werden öffentlich."
            ),
            _FIXED,
        ),
        Archive(),
    ),
    Strategie: (
        Publish(
            actions.publish_strategie,
            gettext_lazy("Die Einleitung und alle Entwürfe der Strategie werden öffentlich."),
            _FIXED,
        ),
        Archive(),
    ),
    Baustein: (
        Publish(
            actions.publish_baustein,
            gettext_lazy(
                "Der Entwurf wird zur geltenden Fassung und ist dann nicht mehr zu ändern."
            ),
            gettext_lazy("Zu sehen ist er, sobald auch Strategie und Konzept veröffentlicht sind."),
        ),
        DiscardDraft(),
        Archive(),
    ),
}


class PublishedAdminMixin(ConfirmedActionsMixin):
    """Status badge, why nothing is published, and deletion only where nobody took part."""

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            context["withheld"] = why_withheld(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    def get_deleted_objects(self, objs, request):
        for row in objs:
            actions.refuse_deletion(row)
        return [str(row) for row in objs], {self.opts.verbose_name_plural: len(objs)}, set(), []

    def delete_model(self, request, obj):
        actions.delete(obj)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except actions.DeletionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(
                reverse(f"admin:{self._model_url('change')}", args=[object_id])
            )

    def status_badge(self, obj):
        return publication_badge(obj)

    status_badge.short_description = gettext_lazy("Status")
    status_badge.admin_order_field = "status"
