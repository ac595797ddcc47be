"""Documents on their way into a Konzept: handed in, read once, kept for a while."""

import json
import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from mails.tasks import enqueue_with

from .bezeichnungen import words_of_the_town
from .documents import DocumentError, checked, kept
from .documents.abgleich import ImportOutdated, apply_import, plan_import
from .documents.child import RESULT, Cancelled, read_in_child
from .documents.outline import Decisions, make_outline
from .models import Einlesung, Konzept

KEPT = timedelta(days=90)
"""How long after its last change a document is kept; what was decided stays with the Konzept."""

MOST_STEPS = 10
State = Einlesung.State


class EinlesungChanged(Exception):
    """Somebody else has done something meanwhile; nothing was changed."""


def hand_in(file, *, by, konzept=None, title=""):
    """Keep an uploaded document and have it read.

    What was decided about the last document of the Konzept is where this one starts.

    Args:
        file: as uploaded; its name says how it is read.
        konzept: where it goes, or None for a new one called ``title``.

    Returns:
        The Einlesung, which waits to be read.
    """
    last = konzept.einlesungen.first() if konzept else None
    row = Einlesung(
        konzept=konzept,
        title=title,
        filename=PurePath(file.name).name[-200:],
        size=file.size,
        decisions=last.decisions if last else {},
        created_by=by,
        changed_by=by,
    )
    default_storage.save(row.path_of(_name_of(row)), file)
    with transaction.atomic():
        row.save()
        _enqueue(row)
    return row


def read_again(row):
    """Have the document read once more, which is not being read now.

    Raises:
        EinlesungChanged: it is read already, or being read.
    """
    unread = [State.FAILED, State.CANCELLED, State.IMPORTED]
    stuck = timezone.now() - _stuck_after()
    with transaction.atomic():
        rows = Einlesung.objects.filter(pk=row.pk)
        idle = rows.filter(state__in=unread) | rows.under_way().filter(changed_at__lt=stuck)
        waiting = {"state": State.WAITING, "sentence": "", "stage": "", "done": 0, "total": 0}
        if not idle.update(**waiting, changed_at=timezone.now()):
            raise EinlesungChanged
        _enqueue(row)


def cancel(row):
    """Stop the reading; whoever reads notices within a second.

    Raises:
        EinlesungChanged: it is over already.
    """
    rows = Einlesung.objects.under_way().filter(pk=row.pk)
    if not rows.update(state=State.CANCELLED, changed_at=timezone.now()):
        raise EinlesungChanged


def is_stuck(row):
    """Whether nobody seems to read it any more: the process that did is gone."""
    return row.is_under_way and row.changed_at < timezone.now() - _stuck_after()


def read(pk):
    """Read the document in a child process and keep what it says; or say why not.

    Whatever happens, no process and no file of it is left but the document itself, and nothing
    of what was decided is lost.
    """
    rows = Einlesung.objects.filter(pk=pk)
    if not rows.filter(state=State.WAITING).update(state=State.READING, changed_at=timezone.now()):
        _give_up(rows)
        return
    row = rows.get()
    with tempfile.TemporaryDirectory(prefix="einlesen-") as folder:
        try:
            _read(row, Path(folder))
        except Cancelled:
            return
        except DocumentError as error:
            _fail(rows, error.sentence)
        except Exception:
            _fail(rows, _failed())
            raise


def _read(row, folder):
    source = folder / _name_of(row)
    with row.open(source.name) as stored, source.open("wb") as copy:
        shutil.copyfileobj(stored, copy)
    result = folder / "result"
    result.mkdir()
    reading = Einlesung.objects.filter(pk=row.pk, state=State.READING)

    def listener(stage, done, total):
        reading.update(stage=stage, done=done, total=total, changed_at=timezone.now())

    limits = {
        "bytes": settings.DOCUMENT_LIMIT_BYTES,
        "pages": settings.DOCUMENT_LIMIT_PAGES,
        "seconds": settings.DOCUMENT_LIMIT_SECONDS,
        "memory": settings.DOCUMENT_LIMIT_MEMORY,
    }
    read_in_child(source, result, limits=limits, listener=listener, keep_on=reading.exists)
    parsed = kept.from_json((result / RESULT).read_text(encoding="utf-8"))
    pictures = [
        name for bild in parsed.bilder for name in (bild.sha256, kept.small_name(bild.sha256))
    ]
    # What else lies there is of the programs that have read.
    for path in filter(Path.exists, (result / name for name in [RESULT, *pictures])):
        # Read a second time, the first result makes room.
        default_storage.delete(row.path_of(path.name))
        with path.open("rb") as file:
            default_storage.save(row.path_of(path.name), File(file))
    now = timezone.now()
    reading.update(state=State.READY, pages=parsed.pages, read_at=now, changed_at=now)


def parsed_of(row, *, with_pictures=False):
    """What was read of the document.

    Args:
        with_pictures: also load the bytes of its pictures, as taking over needs them.

    Raises:
        FileNotFoundError: it is not kept any more.
    """

    def bytes_of(name):
        is_small = len(name) > 64
        with suppress(*([FileNotFoundError] if is_small else [])), row.open(name) as file:
            return file.read()
        return b""

    with row.open(RESULT) as file:
        text = file.read().decode()
    return kept.from_json(text, bytes_of=bytes_of) if with_pictures else kept.from_json(text)


def decisions_from(stored):
    """`Decisions` of the form in which an Einlesung keeps them."""
    return Decisions.from_json(json.dumps(stored))


def decisions_of(row):
    return decisions_from(row.decisions)


def outline_of(row, parsed, decisions=None):
    """The `Outline` of what was read.

    Args:
        parsed: as `parsed_of` returns it.
        decisions: as `Decisions`, if not those of the row.
    """
    return make_outline(
        parsed,
        words=words_of_the_town(),
        decisions=decisions or decisions_of(row),
        title=row.konzept_title,
    )


def plan_of(row, *, with_pictures=False):
    """The `Importplan` of the document, as it is decided.

    Raises:
        DocumentError: one of its texts is more than an editor could save.
    """
    parsed = parsed_of(row, with_pictures=with_pictures)
    baum = checked(outline_of(row, parsed).baum())
    konzept = row.konzept or Konzept(title=row.title)
    return plan_import(konzept, baum, decisions=decisions_of(row))


@transaction.atomic
def take_over(row, *, by, seen):
    """Write the document into its Konzept as drafts, and note that it is done.

    Args:
        seen: fingerprint of the plan that somebody looked at.

    Returns:
        The Konzept, which is new if the Einlesung had none.

    Raises:
        ImportOutdated: the Konzept, or the Einlesung, changed since; nothing is saved.
        ImportConflict: it cannot be carried out as decided; nothing is saved.
        DocumentError: as `plan_of`.
    """
    plan = plan_of(row, with_pictures=True)
    if plan.fingerprint != seen:
        raise ImportOutdated
    imported = apply_import(plan, by=by)
    before = decisions_of(row)
    # What a part became, its next version is.
    counterparts = {**before.counterparts, **imported.counterparts}
    decisions = json.loads(replace(before, counterparts=counterparts).to_json())
    rows = Einlesung.objects.filter(pk=row.pk, version=row.version, state=State.READY)
    done = {"state": State.IMPORTED, "konzept": imported.konzept, "decisions": decisions}
    if not rows.update(**done, steps=[], changed_at=timezone.now(), changed_by=by):
        raise ImportOutdated
    return imported.konzept


def decide(row, decisions, *, by):
    """Keep what was decided, on top of what ``row`` was opened with.

    Args:
        row: as it was read; its version tells whether somebody else was faster.
        decisions: `Decisions` in the form in which JSON has them.

    Raises:
        EinlesungChanged: somebody else decided something meanwhile, or took it over.
    """
    if decisions_from(decisions) == decisions_of(row):
        return
    step = {"version": row.version, "by": by.pk, "decisions": row.decisions}
    _store(row, decisions, [*row.steps, step][-MOST_STEPS:], by)


def undo(row, *, by):
    """Take the last step back.

    Raises:
        EinlesungChanged: as `decide`, or there is none.
    """
    if not row.steps:
        raise EinlesungChanged
    _store(row, row.steps[-1]["decisions"], row.steps[:-1], by)


def _store(row, decisions, steps, by):
    rows = Einlesung.objects.filter(pk=row.pk, version=row.version, state=State.READY)
    changed = rows.update(
        decisions=decisions,
        steps=steps,
        version=F("version") + 1,
        changed_at=timezone.now(),
        changed_by=by,
    )
    if not changed:
        raise EinlesungChanged
    row.refresh_from_db()


def remove_old(now):
    """Delete what nobody touched for `KEPT`; return how many documents.

    The newest of each Konzept stays without its files: the next document starts with what was
    decided about it.
    """
    old = Einlesung.objects.filter(changed_at__lt=now - KEPT).exclude(folder__startswith="-")
    newest = {}
    for row in Einlesung.objects.order_by("-created_at", "-pk").only("konzept"):
        newest.setdefault(row.konzept_id, row.pk)
    count = 0
    for row in old:
        remove_files(row)
        if row.konzept_id and newest[row.konzept_id] == row.pk and row.decisions:
            state = row.state if row.state == State.IMPORTED else State.CANCELLED
            Einlesung.objects.filter(pk=row.pk).update(
                # No folder any more, and still a unique one.
                folder=f"-{row.pk}", steps=[], state=state, sentence=_removed()
            )  # fmt: skip
        else:
            row.delete()
        count += 1
    return count


def remove_files(row):
    """Delete the document, what was read of it, and its pictures."""
    with suppress(FileNotFoundError):
        _folders, names = default_storage.listdir(row.folder)
        for name in names:
            default_storage.delete(row.path_of(name))
        default_storage.delete(row.folder)


def _enqueue(row):
    from .tasks import read_document

    task = read_document
    if task.get_backend().supports_priority:
        # Somebody waits at the screen, but not as urgently as for a code.
        task = task.using(priority=-10)
    enqueue_with(task, row)


def _name_of(row):
    return f"dokument{PurePath(row.filename).suffix.lower()}"


def _stuck_after():
    """Progress is told all the time; without any for so long, nobody is there to tell it."""
    return timedelta(seconds=settings.DOCUMENT_LIMIT_SECONDS + 60)


def _give_up(rows):
    """What was begun and not ended by a process that is gone is not begun again by itself."""
    stuck = rows.filter(state=State.READING, changed_at__lt=timezone.now() - _stuck_after())
    stuck.update(state=State.FAILED, sentence=_failed(), changed_at=timezone.now())


def _fail(rows, sentence):
    rows.filter(state=State.READING).update(
        state=State.FAILED, sentence=sentence, changed_at=timezone.now()
    )


def _failed():
    return _(
        "Beim Lesen ist etwas schiefgegangen, das nicht am Dokument liegen muss. Bitte lassen Sie "
        "es noch einmal lesen."
    )


def _removed():
    return _(
        "Das Dokument wurde nach 90 Tagen entfernt. Was Sie entschieden haben, gilt auch für das "
        "nächste Dokument dieses Konzepts."
    )
