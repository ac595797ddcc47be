"""The demo's Umsetzung: what became of the plan of the region over three years."""

import tomllib
from datetime import datetime, time, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from evaluation.models import Anliegen
from municipality.months import months_later
from progress import actions
from progress.models import Foto, Stand, Vorhaben
from strategies import titelbilder
from strategies.models import Baustein, Publikationsstatus

_FIELDS = {
    "nummer": "number", "titel": "title", "worum": "summary", "amt": "office", "ort": "place",
    "kontakt": "contact", "kosten": "cost_planned", "quelle": "cost_source",
}  # fmt: skip
_STAND = {
    "zustand": "state", "lage": "health", "text": "text", "grund": "reason", "art": "kind",
    "naechster": "next_step", "kosten": "cost_expected", "ausgegeben": "cost_spent",
}  # fmt: skip
_MONTHS = {"naechster_monat": "next_date", "fertig": "expected_end"}


class CarriedOut:
    """Loads ``umsetzung.toml``; one object per load.

    Args:
        path: the file.
        konzepte: by slug.
        editor: who planned and published everything.
    """

    def __init__(self, path, konzepte, *, editor):
        self.data = tomllib.loads(path.read_text(encoding="utf-8"))
        self.pictures = path.parent / "bilder"
        self.konzept, self.editor = konzepte[self.data["konzept"]], editor
        self.today = timezone.localdate()

    def load(self):
        rows = Baustein.objects.filter(strategie__konzept=self.konzept)
        self.bausteine = {f"{row.kind}/{row.number}": row for row in rows}
        strategien = self.konzept.strategien.all()
        anliegen = Anliegen.objects.filter(auswertung__kommentierphase__strategie__in=strategien)
        self.anliegen = {row.title: row for row in anliegen}
        actions.change_rules(self.konzept, by=self.editor, intro=self.data["intro"])
        for entry in self.data["vorhaben"]:
            self._vorhaben(entry)
        self._draft(self.data["entwurf"])

    def _month(self, offset):
        return months_later(self.today, offset).replace(day=1)

    def _vorhaben(self, entry):
        fields = {name: entry[key] for key, name in _FIELDS.items() if key in entry}
        row = actions.create_vorhaben(
            self.konzept,
            by=self.editor,
            baustein=self.bausteine[entry["baustein"]],
            planned_start=self._month(entry["beginn"]),
            planned_end=self._month(entry["ende"]),
            anliegen=[self.anliegen[entry["anliegen"]]] if "anliegen" in entry else [],
            **fields,
            **self._decided(entry),
        )
        steps = [
            (title, self._month(due), self._month(done) if done != "" else None)
            for title, due, done in entry.get("schritte", ())
        ]
        actions.set_steps(row, steps, by=self.editor)
        for number, stand in enumerate(entry["stand"], 1):
            self._stand(row, stand, number)

    def _decided(self, entry):
        fields = {}
        if "foerderung" in entry:
            fields["funding"], fields["funding_amount"] = entry["foerderung"]
        if "beschluss" in entry:
            by, month, number = entry["beschluss"]
            day = self._month(month) + timedelta(days=13)
            fields |= {
                "resolution_by": by, "resolution_date": day, "resolution_number": number,
            }  # fmt: skip
        return fields

    def _stand(self, row, entry, number):
        """Write a Stand as it was published then: afterwards nothing can be changed in it."""
        day = self.today - timedelta(days=entry["vor"])
        at = timezone.make_aware(datetime.combine(day, time(10, 30)))
        stand = Stand.objects.create(
            vorhaben=row, number=number, status=Stand.Status.PUBLISHED, date=day, published_at=at,
            by=self.editor, published_by=self.editor, **self._said(entry),
        )  # fmt: skip
        if "bild" in entry:
            self._photo(stand, entry)
        Vorhaben.objects.filter(pk=row.pk).update(stand=stand)
        if number == 1:
            row.stand = stand
            row.keep_first()
            row.status, row.published_at = Publikationsstatus.PUBLISHED, at
            row.save()

    def _said(self, entry):
        fields = {name: entry[key] for key, name in _STAND.items() if key in entry}
        months = {name: self._month(entry[key]) for key, name in _MONTHS.items() if key in entry}
        return fields | months

    def _photo(self, stand, entry):
        data = (self.pictures / entry["bild"]).read_bytes()
        renditions = titelbilder.read_title_picture(ContentFile(data))
        key, files = titelbilder.store(renditions, folder="umsetzung")
        Foto.objects.create(
            stand=stand, key=key, files=files, alt=entry["bild_alt"], credit=entry["bild_von"],
            taken_on=stand.date,
        )  # fmt: skip

    def _draft(self, entry):
        row = self.konzept.vorhaben.get(number=entry["nummer"])
        actions.write_stand(row, by=self.editor, **self._said(entry))
