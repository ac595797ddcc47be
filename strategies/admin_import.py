"""Upload of a document in the admin: upload → preview → confirmation."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .documents import DocumentError, read_document, refuse_too_large
from .documents.abgleich import ImportConflict, ImportOutdated, apply_import, plan_import
from .documents.outline import Decisions
from .documents.uploads import find_upload, keep_upload, remove_upload

_DECISION = "entscheidung-"


class DocumentUploadForm(forms.Form):
    """One document; its field error is the sentence of the reader."""

    document = forms.FileField(
        label=gettext_lazy("Dokument"),
        help_text=gettext_lazy(
            "Word (.docx) oder Markdown (.md). Überschriften der obersten Ebene sind "
            "Strategien, die darunter Leitziele, Handlungsfelder und Leitprojekte."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.md"}),
    )

    def clean_document(self):
        upload = self.cleaned_data["document"]
        limit = settings.DOCUMENT_LIMIT_BYTES
        try:
            refuse_too_large(upload.name, upload.size, limit=limit)
            self.cleaned_data["data"] = upload.read()
            read_document(upload.name, self.cleaned_data["data"], limit=limit)
        except DocumentError as error:
            raise forms.ValidationError(error.sentence) from error
        return upload


class DocumentImportMixin:
    """Gives a Konzept's admin the pages for importing a document, and the button to them."""

    def get_object_tools(self, request, row):
        tools = super().get_object_tools(request, row)
        if self.has_change_permission(request, row):
            address = reverse("admin:strategies_konzept_import", args=[row.pk])
            tools = [*tools, (_("Dokument einlesen"), address)]
        return tools

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<path:object_id>/einlesen/",
                view(self.import_upload),
                name="strategies_konzept_import",
            ),
            path(
                "<path:object_id>/einlesen/<str:token>/",
                view(self.import_preview),
                name="strategies_konzept_import_preview",
            ),
            *super().get_urls(),
        ]

    def import_upload(self, request, object_id):
        konzept = self._importable(request, object_id)
        form = DocumentUploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            token = keep_upload(
                form.cleaned_data["document"].name,
                form.cleaned_data["data"],
                konzept=konzept,
                user=request.user,
            )
            return redirect("admin:strategies_konzept_import_preview", konzept.pk, token)
        context = {"form": form, "title": _("Dokument einlesen")}
        return self._import_page(request, konzept, "import_upload", context)

    def import_preview(self, request, object_id, token):
        konzept = self._importable(request, object_id)
        data = find_upload(token, konzept=konzept, user=request.user)
        if data is None:
            messages.warning(
                request,
                _("Dieses Dokument liegt nicht mehr vor. Bitte laden Sie es noch einmal hoch."),
            )
            return redirect("admin:strategies_konzept_import", konzept.pk)
        if "abbrechen" in request.POST:
            remove_upload(token, konzept=konzept, user=request.user)
            return redirect("admin:strategies_konzept_change", konzept.pk)
        baum = read_document(token, data, limit=settings.DOCUMENT_LIMIT_BYTES)
        decisions = {
            name.removeprefix(_DECISION): value
            for name, value in request.POST.items()
            if name.startswith(_DECISION) and value
        }
        if request.method == "POST" and self._confirm(request, konzept, baum, decisions):
            remove_upload(token, konzept=konzept, user=request.user)
            return redirect("admin:strategies_konzept_change", konzept.pk)
        context = {
            "plan": plan_import(konzept, baum),
            "title": _("Dokument einlesen: Vorschau"),
        }
        return self._import_page(request, konzept, "import_preview", context)

    def _confirm(self, request, konzept, baum, decisions):
        """Import as the person saw it; otherwise say why not."""
        plan = plan_import(konzept, baum, Decisions(counterparts=decisions))
        try:
            if plan.fingerprint != request.POST.get("stand"):
                raise ImportOutdated
            apply_import(plan, by=request.user)
        except ImportOutdated:
            messages.warning(
                request,
                _(
                    "Das Konzept hat sich seit der Vorschau geändert. Es wurde nichts "
                    "gespeichert; bitte prüfen Sie die Vorschau noch einmal."
                ),
            )
            return False
        except ImportConflict as error:
            messages.error(request, str(error))
            return False
        self.log_change(request, konzept, _("Dokument eingelesen."))
        messages.success(
            request,
            _("Das Dokument ist als Entwurf eingelesen; öffentlich wird es durch Veröffentlichen."),
        )
        return True

    def _importable(self, request, object_id):
        konzept = self.get_object(request, unquote(object_id))
        if konzept is None:
            raise Http404
        if not self.has_change_permission(request, konzept):
            raise PermissionDenied
        return konzept

    def _import_page(self, request, konzept, name, context):
        return TemplateResponse(
            request,
            f"admin/strategies/konzept/{name}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "konzept": konzept,
                "back": reverse("admin:strategies_konzept_change", args=[konzept.pk]),
                **context,
            },
        )
