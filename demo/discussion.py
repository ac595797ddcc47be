"""Comments, votes and decisions of the demo, written at the times people wrote them."""

import random
import tomllib
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from comments.actions.counters import recount
from comments.models import (
    Bearbeitung,
    Bewertung,
    Ground,
    Kommentar,
    Moderationsentscheidung,
    Organisation,
    Status,
)
from municipality.models import Ortsteil
from strategies.models import Baustein
from strategies.passages import passages_of

from .accounts import assign, create_person

# So many days of the open phase its comments tell of.
DAYS_TOLD = 16


class Discussion:
    """Loads ``kommentare.toml``; one object per load.

    Args:
        path: the file.
        konzepte: dict of slug to Konzept.
        moderator: who decided on the hidden comments.
    """

    def __init__(self, path, konzepte, moderator):
        self.data = tomllib.loads(path.read_text(encoding="utf-8"))
        self.konzepte = konzepte
        self.moderator = moderator
        self.offices = {}
        self.people = {}
        # Who says in which Ortsteil they live.
        self.homes = {}
        self.rows = {}
        # The same votes at every start.
        self.random = random.Random(2026)  # noqa: S311

    def load(self):
        for person in self.data["person"]:
            self.people[person["key"]] = create_person(person["key"], person["pseudonym"])
            if "ortsteil" in person:
                self.homes[person["key"]] = Ortsteil.objects.get(name=person["ortsteil"])
        rows = []
        for entry in self.data["kommentar"]:
            baustein = self._baustein(entry)
            phase = baustein.strategie.kommentierphasen.order_by("starts_at").first()
            self._collect(entry, None, baustein, phase, rows)
        # In the order they were written: a list „newest first“ goes by primary key.
        for at, entry, parent_key, baustein, phase in sorted(rows, key=lambda row: row[0]):
            self._create(at, entry, parent_key, baustein, phase)
        for row, field, _kept, right in list(recount()):
            type(row).objects.filter(pk=row.pk).update(**{field: right})
        last = Kommentar.objects.published().values("baustein").annotate(at=Max("published_at"))
        for counted in last.order_by():
            Baustein.objects.filter(pk=counted["baustein"]).update(last_comment_at=counted["at"])

    def _baustein(self, entry):
        kind, number = entry["baustein"].split("/")
        bausteine = Baustein.objects.filter(
            strategie__konzept=self.konzepte[entry["konzept"]], kind=kind, number=number
        ).select_related("strategie", "fassung")
        named = entry["strategie"]
        return next(b for b in bausteine if named in (b.strategie.number, b.strategie.title))

    def _collect(self, entry, parent_key, baustein, phase, rows):
        # Before eight in the morning the open phase has not run so long yet.
        ran = min((timezone.now() - phase.starts_at) / timedelta(days=DAYS_TOLD), 1)
        at = phase.starts_at + timedelta(days=entry["day"]) * ran
        rows.append((at, entry, parent_key, baustein, phase))
        for answer in entry.get("antwort", ()):
            self._collect(answer, entry["key"], baustein, phase, rows)

    def _office(self, name, konzept):
        if name not in self.offices:
            key = f"amt{len(self.offices) + 1}"
            user = create_person(key, f"{name} ({key})", is_staff=True)
            assign(user, [konzept], "moderation", office=name)
            self.offices[name] = user
        return self.offices[name]

    def _create(self, at, entry, parent_key, baustein, phase):
        parent = self.rows[parent_key] if parent_key else None
        office = entry.get("office", "")
        status = self._status(entry)
        hidden = entry.get("hidden")
        kommentar = Kommentar.objects.create(
            baustein=baustein,
            **_quoted(baustein.fassung, entry.get("quotes")),
            kommentierphase=phase,
            author=(
                self._office(office, baustein.strategie.konzept)
                if office
                else self.people[entry["person"]]
            ),
            parent=parent,
            root_id=parent and (parent.root_id or parent.pk),
            depth=parent.depth + 1 if parent else 0,
            category="" if parent else entry["category"],
            ortsteil=None if parent or not phase.asks_ortsteil else self.homes.get(entry["person"]),
            organisation=self._organisation(entry, phase),
            text=entry["text"].strip(),
            status=status,
            official_office=office,
            created_at=at,
            published_at=None if status == Status.PENDING else at,
            edited_at=at + timedelta(minutes=25) if "edited_from" in entry else None,
            hidden_at=at + timedelta(hours=5) if hidden else None,
            hidden_reason=Ground(hidden["ground"]).label if hidden else "",
        )
        self.rows[entry["key"]] = kommentar
        if "edited_from" in entry:
            Bearbeitung.objects.create(
                kommentar=kommentar, text=entry["edited_from"].strip(), category=kommentar.category
            )
        if hidden:
            self._decide(kommentar, hidden)
        self._vote(kommentar, entry)

    def _organisation(self, entry, phase):
        """The name under which somebody writes for an organisation; it is confirmed at once."""
        person = next((row for row in self.data["person"] if row["key"] == entry.get("person")), {})
        if not phase.lets_organisations or "organisation" not in person:
            return ""
        row, _created = Organisation.objects.get_or_create(
            person=self.people[person["key"]],
            defaults={
                "name": person["organisation"],
                "kind": Organisation.Kind.VEREIN,
                "status": Organisation.Status.CONFIRMED,
                "decided_at": phase.starts_at,
                "decided_by": self.moderator,
            },
        )
        return row.name

    def _decide(self, kommentar, hidden):
        """The decision behind a hidden comment: by an office that is named, or the moderator."""
        konzept = kommentar.baustein.strategie.konzept
        office = hidden.get("office")
        Moderationsentscheidung.objects.create(
            konzept=konzept,
            kommentar=kommentar,
            affected=kommentar.author,
            action=Moderationsentscheidung.Action.HIDE,
            ground=hidden["ground"],
            statement=hidden["statement"].strip(),
            by=self._office(office, konzept) if office else self.moderator,
            at=kommentar.hidden_at,
        )

    @staticmethod
    def _status(entry):
        if "hidden" in entry:
            return Status.HIDDEN
        if entry.get("withdrawn"):
            return Status.WITHDRAWN
        return Status.PENDING if entry.get("pending") else Status.PUBLISHED

    def _vote(self, kommentar, entry):
        others = [user for user in self.people.values() if user.pk != kommentar.author_id]
        voters = self.random.sample(others, entry.get("up", 0) + entry.get("down", 0))
        up = entry.get("up", 0)
        Bewertung.objects.bulk_create(
            Bewertung(kommentar=kommentar, user=user, value=1 if index < up else -1)
            for index, user in enumerate(voters)
        )


def _quoted(fassung, beginning):
    """What a Kommentar holds of its Fassung: the passage that begins like this, if any."""
    if not beginning:
        return {"fassung": fassung}
    passages = passages_of(fassung.html)
    passage = next(row for row in passages if row.text.startswith(beginning))
    return {"fassung": fassung, "passage": passage.text, "passage_block": passage.block}
