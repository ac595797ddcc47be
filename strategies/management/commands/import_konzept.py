"""`manage.py import_konzept FILE --konzept TITLE [--decisions FILE] [--json] [--dry-run] …`"""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategies.actions import PublicationRefused, publish_konzept
from strategies.bezeichnungen import words_of_the_town
from strategies.documents import DocumentError, checked, parse_document, refuse_nothing
from strategies.documents.abgleich import (
    ImportConflict,
    ImportOutdated,
    apply_import,
    plan_import,
)
from strategies.documents.outline import Decisions, make_outline
from strategies.documents.outline.plain import as_data
from strategies.models import Konzept

_MOST_DECISIONS = 5_000_000  # bytes of a file of decisions
_STATES = {
    "new": gettext_lazy("neu"),
    "changed": gettext_lazy("geändert"),
    "unchanged": gettext_lazy("unverändert"),
    "unclear": gettext_lazy("unklar, nicht übernommen"),
    "gone": gettext_lazy("fehlt im Dokument"),
}


class Command(BaseCommand):
    help = "Liest ein Dokument (.docx, .odt oder .md) in ein Konzept ein, als Entwurf."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help=_("das Dokument, .docx, .odt oder .md"))
        parser.add_argument("--konzept", required=True, help=_("Titel des Konzepts"))
        parser.add_argument(
            "--decisions",
            type=Path,
            help=_("Entscheidungen zur Gliederung, in der Form, in der sie der Schreibtisch hält"),
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help=_("nur den Baum zeigen, der daraus würde, als JSON; nichts speichern"),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("nur zeigen, nichts speichern")
        )
        parser.add_argument("--publish", action="store_true", help=_("danach veröffentlichen"))

    def handle(self, *, file, konzept, decisions, dry_run, publish, **options):
        title = " ".join(konzept.split())
        row = Konzept.objects.filter(title=title).first() or Konzept(title=title)
        try:
            decided = Decisions.from_json(_text_of(decisions)) if decisions else Decisions()
            data = _content_of(file, settings.DOCUMENT_LIMIT_BYTES)
            parsed = parse_document(file.name, data, limit=settings.DOCUMENT_LIMIT_BYTES)
            outline = make_outline(
                parsed, words=words_of_the_town(), decisions=decided, title=title
            )
            baum = checked(outline.baum())
            if not options["json"]:
                refuse_nothing(baum)
        except DocumentError as error:
            raise CommandError(error.sentence) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_data(outline, baum), ensure_ascii=False, indent=2))
            return
        plan = plan_import(row, baum, decisions=decided)
        self._show(plan)
        if dry_run:
            self.stdout.write(_("Nichts gespeichert (--dry-run)."))
            return
        if not (plan.changes_anything or publish):
            self.stdout.write(_("Nichts zu ändern."))
            return
        self._carry_out(plan, publish=publish)

    def _carry_out(self, plan, *, publish):
        try:
            with transaction.atomic():
                apply_import(plan, by=None)
                if publish:
                    publish_konzept(plan.konzept)
        except ImportOutdated as error:
            raise CommandError(
                _("Das Konzept wurde gerade geändert. Bitte wiederholen.")
            ) from error
        except (ImportConflict, PublicationRefused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("Veröffentlicht.") if publish else _("Als Entwurf gespeichert."))

    def _show(self, plan):
        for strategie in plan.strategien:
            self._show_line(strategie, "")
            for line in strategie.posten:
                self._show_line(line, "  ")
        for hinweis in plan.baum.hinweise:
            self.stdout.write(f"! {hinweis.place}: {hinweis.text}")

    def _show_line(self, line, indent):
        details = ", ".join(line.changes) or line.reason
        suffix = f" ({details})" if details else ""
        self.stdout.write(f"{indent}{line.name} – {_STATES[line.state]}{suffix}")


def _content_of(file, limit):
    try:
        with file.open("rb") as stream:
            return stream.read(limit + 1)
    except OSError as error:
        raise CommandError(_("%(file)s ist nicht lesbar.") % {"file": file}) from error


def _text_of(file):
    try:
        return _content_of(file, _MOST_DECISIONS).decode()
    except UnicodeDecodeError as error:
        raise CommandError(_("%(file)s ist nicht lesbar.") % {"file": file}) from error
