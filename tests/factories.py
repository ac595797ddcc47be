"""Rows for tests, made the way the application makes them where it has an action for it."""

import uuid
from datetime import timedelta
from io import BytesIO
from itertools import count as counter
from pathlib import PurePath

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.models import User
from comments import actions as comment_actions
from comments import complaint_links
from comments.models import Kommentar
from evaluation import actions as evaluation_actions
from municipality.models import Kartenebene
from phases import actions as phase_actions
from phases.models import Kommentierphase, Veranstaltung
from progress import actions as progress_actions
from progress.models import Vorhabenlage
from strategies import actions as strategy_actions
from strategies.documents import parse_document
from strategies.documents.child import RESULT
from strategies.documents.kept import small_name, to_json
from strategies.markdown import render
from strategies.models import (
    Einlesung,
    Fassung,
    Konzept,
    Lage,
    Mitteilung,
    Publikationsstatus,
    Strategie,
    Zustaendigkeit,
)
from strategies.models.baustein import KINDS
from strategies.titelbilder import put_picture, read_title_picture
from teamwork import answer_links, inquiries

_numbers = counter(1)


def user(pseudonym=None, **fields):
    number = next(_numbers)
    person = User.objects.create_user(
        fields.pop("email", f"person{number}@example.org"),
        pseudonym or f"Person Nummer {number}",
        **fields,
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def superuser(**fields):
    return user(is_staff=True, is_superuser=True, **fields)


def staff(konzept, *, role, office="Hauptamt", **fields):
    """Somebody with a role in a Konzept, in the group that goes with it."""
    person = user(is_staff=True, **fields)
    person.groups.add(Group.objects.get(name=strategy_actions.GROUP_OF_ROLE[role]))
    Zustaendigkeit.objects.create(konzept=konzept, user=person, role=role, office=office)
    return person


def konzept(**fields):
    number = next(_numbers)
    defaults = {
        "title": f"INSEK Musterstadt {number}",
        "slug": f"insek-{number}",
        "traeger": "Stadt Musterstadt",
        "status": Publikationsstatus.PUBLISHED,
    }
    return Konzept.objects.create(**{**defaults, **fields})


def strategie(**fields):
    number = next(_numbers)
    defaults = {
        "title": "Lebendige Mitte",
        "slug": f"strategie-{number}",
        "status": Publikationsstatus.PUBLISHED,
    }
    if "konzept" not in fields:
        fields["konzept"] = konzept()
    return Strategie.objects.create(**{**defaults, **fields})


def baustein(kind="leitziel", *, published=True, text="Ein Ziel in **Worten**.", **fields):
    """A Baustein with one Fassung, published unless told otherwise."""
    number = next(_numbers)
    fields.setdefault("title", f"Ziel {number}")
    fields.setdefault("slug", f"ziel-{number}")
    if "strategie" not in fields:
        fields["strategie"] = strategie()
    row = KINDS[kind].objects.create(kind=kind, **fields)
    fassung = Fassung.objects.create(baustein=row, title=row.title, text=text)
    if published:
        # Like one that was there before any Auswertung began.
        strategy_actions.publish_fassung(fassung, in_its_act=True)
        row.refresh_from_db()
    return row


def outline(west=11.9, south=52.65, east=12.05, north=52.75):
    """The outline of the municipality, a rectangle."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return Kartenebene.objects.create(kind="grenze", geometry=geometry)


def lage(baustein, *, at=(11.98, 52.7), description="Am Markt, mitten in der Stadt."):
    """Where a Baustein is: a point, as (longitude, latitude)."""
    geometry = {"type": "Point", "coordinates": list(at)}
    return Lage.objects.create(baustein=baustein, geometry=geometry, description=description)


def vorhabenlage(vorhaben, *, at=(11.9, 52.75), description="Am Deich, im Norden."):
    """Where a Vorhaben is, if not where its Baustein is."""
    geometry = {"type": "Point", "coordinates": list(at)}
    return Vorhabenlage.objects.create(
        vorhaben=vorhaben, geometry=geometry, description=description
    )


def fassung(baustein, *, text, title=""):
    """Another published Fassung of a Baustein, as if published before any open phase began."""
    row = Fassung.objects.create(
        baustein=baustein,
        title=title or baustein.title,
        text=text,
        html=render(text),
        number=baustein.fassung.number + 1,
        status=Fassung.Status.PUBLISHED,
        published_at=timezone.now(),
    )
    baustein.fassung, baustein.title = row, row.title
    baustein.save(update_fields=["fassung", "title"])
    return row


def photo(size=(600, 400), colour="#5b7f95", format="JPEG", **options):
    """A picture as somebody uploads it, as a file."""
    target = BytesIO()
    Image.new("RGB", size, colour).save(target, format, **options)
    return SimpleUploadedFile(f"foto.{format.lower()}", target.getvalue())


def titelbild(row, *, file=None, **words):
    """The picture at the head of a Konzept, Strategie or Baustein."""
    defaults = {"alt": "Der Markt am Morgen.", "caption": "", "credit": "Stadt, A. Beispiel"}
    renditions = read_title_picture(file or photo())
    return put_picture(row, words={**defaults, **words}, renditions=renditions)


def phase(strategie, *, start=-1, end=7, **fields):
    """A Kommentierphase from ``start`` to ``end``, both in days from now."""
    now = timezone.now()
    defaults = {
        "starts_at": now + timedelta(days=start),
        "ends_at": now + timedelta(days=end),
        "status": Kommentierphase.Status.PUBLISHED,
    }
    return Kommentierphase.objects.create(strategie=strategie, **{**defaults, **fields})


def announced(strategie, **fields):
    """As ``phase``, set up and announced as the desk does it."""
    row = phase(strategie, **fields)
    Kommentierphase.objects.filter(pk=row.pk).delete()
    row.pk = None
    return phase_actions.create(row, by=superuser())


def event(*, start=7, hours=2, **fields):
    """A Veranstaltung in so many days; for everybody unless told otherwise."""
    starts_at = (timezone.now() + timedelta(days=start)).replace(second=0, microsecond=0)
    duration = timedelta(hours=hours or 0)
    if start >= 1 and timezone.localdate(starts_at) != timezone.localdate(starts_at + duration):
        # A form has one day: no workshop lasts over midnight.
        starts_at -= 2 * duration
    defaults = {
        "title": "Werkstatt zum Freibad",
        "place": "Saal im Rathaus",
        "starts_at": starts_at,
        "ends_at": starts_at + duration if hours else None,
    }
    return Veranstaltung.objects.create(**{**defaults, **fields})


def message(konzept, *, sent=False, **fields):
    """A Mitteilung to all who follow a Konzept; a draft unless ``sent``."""
    if sent:
        fields |= {"status": Mitteilung.Status.SENT, "sent_at": timezone.now()}
    defaults = {"title": "Die Werkstatt ist verlegt", "text": "Sie ist nun am Freitag.\n\nIm Saal."}
    return Mitteilung.objects.create(konzept=konzept, **{**defaults, **fields})


def einlesung(
    konzept, text="# Strategie 1: Mitte\n\n## Leitziel 1: Wege\n\nKurze Wege.\n", **fields
):
    """A document of a Konzept that was read, with its pictures; a text is one in Markdown."""
    name = fields.pop("filename", "plan.md")
    data = text if isinstance(text, bytes) else text.encode()
    fields = {"state": "ready", "read_at": timezone.now(), **fields}
    row = Einlesung(konzept=konzept, filename=name, size=len(data), **fields)
    parsed = parse_document(name, data, limit=10**7)
    files = {bild.sha256: bild.data for bild in parsed.bilder}
    files |= {small_name(bild.sha256): bild.small for bild in parsed.bilder if bild.small}
    files |= {f"dokument{PurePath(name).suffix}": data, RESULT: to_json(parsed).encode()}
    for each, data in files.items():
        default_storage.save(row.path_of(each), ContentFile(data))
    row.save()
    return row


def open_baustein(**fields):
    row = baustein(**fields)
    phase(row.strategie)
    return row


def comment(baustein, author=None, text="", **fields):
    """A comment, submitted as a person would; ``baustein`` must be open.

    Without a text a further one of the same person has other words: the same are one comment.
    """
    earlier = Kommentar.objects.filter(author=author).count() if author and not text else 0
    text = text or (f"Gute Idee Nummer {earlier}." if earlier else "Gute Idee.")
    return comment_actions.submit(
        baustein=baustein,
        author=author or user(),
        text=text,
        category="" if fields.get("parent") else fields.pop("category", "vorschlag"),
        idempotency_key=uuid.uuid4(),
        **fields,
    )


def hidden_comment(baustein, *, by, **fields):
    """A comment that the moderator ``by`` has hidden."""
    return comment_actions.hide(
        comment(baustein, **fields), by=by, ground="werbung", statement="Nichts als Werbung."
    )


def complaint_address(kommentar):
    """The address in the mail on the last decision that can be complained about."""
    entscheidung = kommentar.entscheidungen.filter(action__in=complaint_links.CONTESTABLE).first()
    return reverse("comments:complain", args=[complaint_links.complaint_token(entscheidung)])


def rueckfrage(kommentar, *, by, **fields):
    """An open question to an office about a comment."""
    defaults = {
        "office": "Tiefbauamt",
        "email": "tiefbau@example.org",
        "question": "Gehört der Weg der Stadt?",
        "due_on": timezone.localdate() + timedelta(days=7),
    }
    return inquiries.ask(kommentar, by=by, **{**defaults, **fields})


def answer_address(rueckfrage):
    """The address in the mail to the office."""
    return reverse("offices:answer", args=[answer_links.answer_token(rueckfrage)])


def end_phase(baustein):
    """Move the phases of the Baustein's Strategie into the past."""
    for row in Kommentierphase.objects.filter(strategie=baustein.strategie_id):
        now = timezone.now()
        row.starts_at, row.ends_at = now - timedelta(days=9), now - timedelta(hours=1)
        row.save()


def auswertung(baustein, *, by):
    """The Auswertung of the last phase of a Baustein's Strategie."""
    phase = baustein.strategie.kommentierphasen.latest("ends_at")
    return evaluation_actions.begin(phase, by=by)


def draft(baustein, text="Ein anderes Ziel in **Worten**.", *, by=None, **fields):
    """A draft of the next Fassung of a Baustein."""
    row = strategy_actions.save_draft(baustein, title=baustein.title, text=text, by=by)
    if fields:
        Fassung.objects.filter(pk=row.pk).update(**fields)
        row.refresh_from_db()
    return row


def prepared_anliegen(auswertung, kommentare, *, by, verdict="kenntnis", bausteine=(), **fields):
    """An Anliegen with verdict and reasons that waits for its release."""
    row = evaluation_actions.create(
        auswertung, by=by, title=fields.pop("title", "Ein Rufbus am Abend"), kommentare=kommentare
    )
    row = evaluation_actions.edit(
        row,
        by=by,
        version=row.version,
        **{
            "verdict": verdict,
            "reasons": "Das prüfen wir im nächsten Jahr.",
            "office": "Hauptamt",
            **fields,
        },
    )
    evaluation_actions.plan_change(row, by=by, bausteine=bausteine)
    return evaluation_actions.prepare(row, by=by)


def released_anliegen(auswertung, kommentare, *, by, released_by, **fields):
    row = prepared_anliegen(auswertung, kommentare, by=by, **fields)
    return evaluation_actions.release(row, by=released_by)


def ausgabe(**fields):
    """A first edition: one contribution, one Anliegen, and the new Fassung that follows it.

    ``fields`` are those of a Strategie of its own.
    """
    baustein = open_baustein(strategie=strategie(**fields))
    kommentar = comment(baustein, text="Abends fährt kein Bus.")
    end_phase(baustein)
    evaluator, editor = superuser(), superuser()
    row = auswertung(baustein, by=evaluator)
    draft(baustein)
    released_anliegen(
        row, [kommentar], by=evaluator, released_by=editor, verdict="folgen", bausteine=[baustein]
    )
    return evaluation_actions.publish(row, by=editor)


def vorhaben(
    konzept=None, *, published=True, by=None, state="umsetzung", stand=None, photos=(), **fields
):
    """A Vorhaben with its first Stand, public unless told otherwise.

    Args:
        stand, photos: further columns of that Stand, and its photos.
    """
    konzept = konzept or fields.pop("konzept", None) or globals()["konzept"]()
    by = by or superuser()
    fields.setdefault("title", "Wartehäuschen an elf Haltestellen")
    fields.setdefault("office", "Bauamt")
    row = progress_actions.create_vorhaben(konzept, by=by, **fields)
    if state:
        says = stand_fields(state, **(stand or {}))
        progress_actions.write_stand(row, by=by, photos=photos, **says)
    return progress_actions.publish_vorhaben(row, by=by) if published else row


def umsetzungsbericht(konzept, **words):
    """An edition of what is public of a Konzept."""
    return progress_actions.publish_report(konzept, by=superuser(), **words)


def stand_photo(**words):
    """A photo as it comes with a Stand."""
    defaults = {"alt": "Fertiges Wartehäuschen in Krenzow", "credit": "Ortsbeirat"}
    return read_title_picture(photo()), {**defaults, **words}


def stand_fields(state="umsetzung", **fields):
    """What a Stand says, with a reason where it needs one."""
    going_on = state in ("vorbereitung", "umsetzung", "dauerhaft")
    defaults = {"state": state, "health": "im_plan" if going_on else "", "text": "Es geht voran."}
    fields = defaults | fields
    if state in ("zurueckgestellt", "aufgegeben") or fields["health"] not in ("", "im_plan"):
        fields.setdefault("reason", "Die Firma ist insolvent.")
    return fields


def stand(vorhaben, *, by=None, published=True, photos=(), **fields):
    """Another Stand of a Vorhaben, published unless told otherwise."""
    by = by or superuser()
    draft = progress_actions.write_stand(vorhaben, by=by, photos=photos, **stand_fields(**fields))
    return progress_actions.publish_stand(draft, by=by) if published else draft
