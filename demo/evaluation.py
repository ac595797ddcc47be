"""The demo's Auswertungen: one published, with a correction, and one in progress."""

import tomllib
import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone

from comments.actions.counters import recount_baustein
from comments.models import Kommentar
from evaluation import actions
from evaluation.actions.contributions import Entry
from evaluation.canonical import canonical, content_of, fingerprint
from evaluation.models import Anliegen, Ausgabe, Auswertungsprotokoll
from strategies.actions import save_draft
from strategies.models import Baustein, Fassung


class Evaluation:
    """Loads ``auswertung.toml``; one object per load.

    Args:
        path: the file.
        discussion: the loaded Discussion whose comments it is about.
        evaluator: who prepares.
        editor: who releases and publishes.
    """

    def __init__(self, path, discussion, *, evaluator, editor):
        self.data = tomllib.loads(path.read_text(encoding="utf-8"))
        self.konzepte = discussion.konzepte
        self.rows = dict(discussion.rows)
        self.evaluator, self.editor = evaluator, editor

    def load(self):
        self._load_published()
        self._load_in_progress()

    def _load_published(self):
        strategie = self.konzepte[self.data["konzept"]].strategien.get()
        self.bausteine = {f"{row.kind}/{row.number}": row for row in strategie.bausteine.all()}
        auswertung = self._begin(strategie)
        for entry in self.data["beitrag"]:
            self._enter(auswertung, entry)
        for entry in self.data["fassung"]:
            self._draft(entry)
        for entry in self.data["anliegen"]:
            anliegen = self._anliegen(auswertung, entry)
            bausteine = [self.bausteine[key] for key in entry.get("bausteine", ())]
            actions.plan_change(anliegen, by=self.evaluator, bausteine=bausteine)
            self._release(anliegen)
        self._publish(auswertung, days_ago=self.data["veroeffentlicht"])
        self._correct(auswertung)
        self._date_record(auswertung)

    def _load_in_progress(self):
        data = self.data["in_arbeit"]
        auswertung = self._begin(
            self.konzepte[data["konzept"]].strategien.get(number=data["strategie"])
        )
        for entry in data["anliegen"]:
            anliegen = self._anliegen(auswertung, entry)
            if "wuerdigung" in entry:
                actions.prepare(anliegen, by=self.evaluator)

    def _begin(self, strategie):
        phase = strategie.kommentierphasen.order_by("starts_at").first()
        return actions.begin(phase, by=self.evaluator)

    def _enter(self, auswertung, entry):
        day = timezone.localdate(auswertung.kommentierphase.starts_at) + timedelta(entry["tag"])
        kommentar = actions.enter(
            auswertung,
            Entry(
                baustein=Baustein.objects.get(pk=self.bausteine[entry["baustein"]].pk),
                channel=entry["weg"],
                received_on=day,
                text=entry["text"].strip(),
                category=entry["art"],
                contributor=entry.get("name", ""),
            ),
            by=self.evaluator,
            idempotency_key=uuid.uuid4(),
        )
        at = timezone.make_aware(datetime.combine(day, time(16, 30)))
        Kommentar.objects.filter(pk=kommentar.pk).update(created_at=at, published_at=at)
        recount_baustein(kommentar.baustein_id)
        self.rows[entry["key"]] = kommentar

    def _draft(self, entry):
        baustein = self.bausteine[entry["baustein"]]
        text = baustein.fassung.text
        for old, new in entry["ersetze"]:
            if old not in text:
                raise ValueError(f"{entry['baustein']}: „{old}“ steht nicht im Text.")
            text = text.replace(old, new)
        draft = save_draft(baustein, title=baustein.title, text=text, by=self.editor)
        draft.editorial = entry.get("redaktionell", False)
        draft.save(update_fields=["editorial"])

    def _anliegen(self, auswertung, entry):
        deadline = timezone.localdate() + timedelta(entry["frist"]) if "frist" in entry else None
        row = actions.create(
            auswertung,
            by=self.evaluator,
            title=entry["titel"],
            summary=entry.get("zusammenfassung", "").strip(),
            office=entry["amt"],
            deadline=deadline,
            kommentare=[self.rows[key] for key in entry["beitraege"]],
        )
        if "wuerdigung" not in entry:
            return row
        return actions.edit(
            row,
            by=self.evaluator,
            version=row.version,
            verdict=entry["wuerdigung"],
            reasons=entry["begruendung"].strip(),
        )

    def _release(self, anliegen):
        actions.release(actions.prepare(anliegen, by=self.evaluator), by=self.editor)

    def _correct(self, auswertung):
        data = self.data["berichtigung"]
        row = auswertung.anliegen.get(title=data["titel"])
        row = actions.edit(
            row, by=self.evaluator, version=row.version, reasons=data["begruendung"].strip()
        )
        self._release(row)
        self._publish(auswertung, days_ago=self.data["berichtigt"], note=data["hinweis"])

    def _publish(self, auswertung, *, days_ago, note=""):
        """Publish now, and date everything back to when it would have been published."""
        ausgabe = actions.publish(auswertung, by=self.editor, note=note)
        at = ausgabe.published_at - timedelta(days=days_ago)
        Fassung.objects.filter(
            baustein__strategie=auswertung.strategie, published_at__gte=ausgabe.published_at
        ).update(published_at=at)
        ausgabe.published_at = at
        ergebnisse = ausgabe.ergebnisse.prefetch_related(
            "beitraege", "fassungen__fassung__baustein", "fassungen__before"
        )
        editorial = Fassung.objects.filter(
            baustein__strategie=auswertung.strategie, published_at=at, editorial=True
        )
        ausgabe.document = canonical(content_of(ausgabe, ergebnisse, editorial))
        ausgabe.sha256 = fingerprint(ausgabe.document)
        ausgabe.save()

    @staticmethod
    def _date_record(auswertung):
        """The work of weeks was done between the end of the phase and the publication."""
        first = Ausgabe.objects.filter(auswertung=auswertung).earliest("published_at")
        start, end = auswertung.kommentierphase.ends_at, first.published_at
        rows = list(Auswertungsprotokoll.objects.filter(auswertung=auswertung).order_by("pk"))
        for index, row in enumerate(rows):
            row.at = start + (end - start) * (index + 1) / (len(rows) + 1)
        Auswertungsprotokoll.objects.bulk_update(rows, ["at"])
        Anliegen.objects.filter(auswertung=auswertung).update(
            created_at=start + (end - start) / 4, prepared_at=end - timedelta(days=6),
            released_at=end - timedelta(days=3),
        )  # fmt: skip
