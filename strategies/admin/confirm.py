"""Actions that are explained and confirmed before they happen.

One page serves the button on a single row and the action on a list alike. It is
shown for GET and changes something for POST only. What could not be done stays on
the page, with the reason, and the form keeps what was typed.
"""

from functools import partial
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from keyset import is_key
from municipality.wording import ReadableField

# So many rows are still readable on one page, and their keys fit into an address.
MOST_ROWS = 200


class ReasonForm(forms.Form):
    reason = ReadableField(
        label=_("Grund"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 70}),
    )


class ConfirmedAction:
    """Something to do with rows, once somebody has read what it means.

    Attributes:
        name: last part of the page's address.
        label: of button, list action and page.
        done: ``ngettext_lazy`` sentence with ``%(count)d``.
        permission: checked for every row (``has_<permission>_permission``).
        form_class: what has to be filled in; its cleaned data goes to ``perform``.
        refusals: exceptions of ``perform`` whose message is meant for the user.
    """

    name = label = done = ""
    permission = "change"
    form_class = forms.Form
    refusals = ()

    def is_offered_for(self, row):
        """Whether the row's own page shows the button."""
        return True

    def consequences(self, rows):
        """Sentences on what happens, above all in public."""
        return []

    def warnings(self, rows, user):
        """Sentences, as HTML, on what ``user`` should see to before."""
        return []

    def blockers(self, row):
        """Sentences on what forbids it now, as far as that can be told before."""
        return []

    def describe(self, row):
        """The row as it is listed on the page."""
        return str(row)

    def perform(self, row, *, by, **data):
        raise NotImplementedError


class ConfirmedActionsMixin:
    """Offers ``confirmed_actions`` on the list and on each row's page."""

    confirmed_actions = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.actions = [*self.actions, *map(self._list_action, self.confirmed_actions)]

    def get_urls(self):
        return [
            *(
                path(
                    f"{action.name}/",
                    self.admin_site.admin_view(partial(self.confirm_view, action=action)),
                    name=self._url_name(action),
                )
                for action in self.confirmed_actions
            ),
            *super().get_urls(),
        ]

    def get_object_tools(self, request, row):
        """Buttons of the row's page: pairs of label and address."""
        return [
            (action.label, f"{reverse(f'admin:{self._url_name(action)}')}?id={row.pk}")
            for action in self.confirmed_actions
            if self._is_allowed(request, action, row) and action.is_offered_for(row)
        ]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            context["object_tools"] = self.get_object_tools(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def confirm_view(self, request, action):
        rows = self._chosen(request, action)
        form = action.form_class(request.POST or None)
        done, failures = 0, []
        if request.method == "POST" and form.is_valid():
            failures = self._perform(request, action, rows, form.cleaned_data)
            done = len(rows) - len(failures)
            if not failures:
                self.message_user(request, action.done % {"count": done}, messages.SUCCESS)
                return HttpResponseRedirect(self._way_back(request, rows))
            rows = [row for row, _error in failures]
        return TemplateResponse(
            request,
            "admin/confirm.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": action.label,
                "media": self.media + form.media,
                "form": form,
                "rows": [(row.pk, action.describe(row)) for row in rows],
                "failures": failures,
                "done": action.done % {"count": done} if done else "",
                "consequences": action.consequences(rows),
                "warnings": action.warnings(rows, request.user),
                "cancel_url": self._way_back(request, rows),
            },
        )

    def _chosen(self, request, action):
        """The rows named in the request; 404 or 403 if one of them is none of the user's."""
        values = (request.POST if request.method == "POST" else request.GET).getlist("id")
        if not values or not all(map(is_key, values)):
            raise Http404
        found = self.get_queryset(request).in_bulk({int(value) for value in values})
        rows = [found.get(int(value)) for value in dict.fromkeys(values)]
        if None in rows or len(rows) > MOST_ROWS:
            raise Http404
        if not all(self._is_allowed(request, action, row) for row in rows):
            raise PermissionDenied
        return rows

    def _perform(self, request, action, rows, data):
        failures = []
        for row in rows:
            try:
                action.perform(row, by=request.user, **data)
            except action.refusals as refusal:
                failures.append((row, str(refusal)))
            else:
                self.log_change(request, row, str(action.label))
        return failures

    def _list_action(self, action):
        @admin.action(description=action.label, permissions=[action.permission])
        def choose(modeladmin, request, queryset):
            keys = list(queryset.values_list("pk", flat=True)[: MOST_ROWS + 1])
            if len(keys) > MOST_ROWS:
                message = ngettext(
                    "Bitte wählen Sie höchstens %(most)d Zeile aus.",
                    "Bitte wählen Sie höchstens %(most)d Zeilen auf einmal aus.",
                    MOST_ROWS,
                )
                self.message_user(request, message % {"most": MOST_ROWS}, messages.ERROR)
                return None
            query = urlencode({"id": keys}, doseq=True)
            filters = self.get_preserved_filters(request)
            address = reverse(f"admin:{self._url_name(action)}")
            return HttpResponseRedirect(f"{address}?{query}&{filters}".rstrip("&"))

        choose.__name__ = action.name
        return choose

    def _is_allowed(self, request, action, row):
        return getattr(self, f"has_{action.permission}_permission")(request, row)

    def _way_back(self, request, rows):
        """The row's page, or the list as it was filtered."""
        if len(rows) == 1 and not request.GET.get("_changelist_filters"):
            return reverse(f"admin:{self._model_url('change')}", args=[rows[0].pk])
        return add_preserved_filters(
            {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts},
            reverse(f"admin:{self._model_url('changelist')}"),
        )

    def _url_name(self, action):
        return self._model_url(action.name)

    def _model_url(self, name):
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"
