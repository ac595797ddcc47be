"""What is not published leaks nowhere: no address, no list, no count, no feed.

Each case first makes everything that could leak (texts, comments, an open phase, a
document, a picture, a conspicuous number of comments) and then takes it out of
public view.
"""

import hashlib
import io
import uuid
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import get_resolver, reverse

from accounts import groups
from comments.models import Kommentar
from phases.models import Kommentierphase
from progress import actions as progress_actions
from strategies import actions
from strategies.models import (
    Baustein,
    Bild,
    Dokument,
    Fassung,
    Konzept,
    Strategie,
    Zustaendigkeit,
)
from tests import factories

pytestmark = pytest.mark.django_db

HIDDEN_WORD = "Geheimplan"
# A number of comments that stands nowhere else on a page, not even in an address of a test.
COUNT = 987654
LEVELS = ("konzept", "strategie", "baustein")
FILES = {"strategies:dokument"}
COMMENTS = {
    "comments:kommentar",
    "comments:reply",
    "comments:edit",
    "comments:withdraw",
    "comments:report",
}
PLACES = {"strategies:baustein_places"}
FASSUNGEN = {"strategies:fassungen", "strategies:entwurf"}
# Need something published; a Baustein that is only a draft has none of these.
PUBLISHED = {"strategies:fassung", "strategies:unterschied", "strategies:unterschied_entwurf"}
VERSIONS = FASSUNGEN | PUBLISHED
# The same for whoever asks: what is not public is not in there for its editors either.
DATA = {"evaluation:data", "evaluation:download", "evaluation:strategie_feed"}
FEEDS = {"evaluation:baustein_feed"}
# For nobody, as a card is passed on.
CARDS = {"cards:strategie", "cards:baustein"}
# Written for the public alone; editors work on it at their desk.
UMSETZUNG = {
    "progress:konzept", "progress:vorhaben", "progress:download", "progress:feed",
    "progress:calendar", "progress:places",
    "progress:bericht", "progress:bericht_document", "progress:bericht_paper",
}  # fmt: skip
# The addresses that must not exist when a level is hidden.
CLOSED = {
    "konzept": {
        "strategies:konzept", "strategies:strategie", "baustein", "strategies:bild",
        "strategies:titelbild", "progress:foto", *CARDS, *UMSETZUNG,
        "comments:transparency", "comments:transparency_csv", "comments:transparency_ods",
        *FILES, *COMMENTS, *VERSIONS,
        "phases:poster", "strategies:places", *PLACES, *DATA, *FEEDS,
    },
    "strategie": {
        "strategies:strategie", "baustein", *PLACES, "strategies:bild", "strategies:titelbild",
        *COMMENTS, *VERSIONS, *DATA, "phases:poster", *FEEDS, *CARDS,
    },
    "baustein": {
        "baustein", "strategies:bild", "strategies:titelbild", *PLACES, *COMMENTS, *VERSIONS,
        *FEEDS, "cards:baustein",
    },
}  # fmt: skip


def picture(konzept):
    content = b"\x89PNG\r\n\x1a\n" + HIDDEN_WORD.encode() + uuid.uuid4().bytes
    return Bild.objects.create(
        konzept=konzept,
        sha256=hashlib.sha256(content).hexdigest(),
        content_type="image/png",
        file=ContentFile(content, "bild.png"),
    )


def title_picture(baustein):
    """A picture at the head of it; the word stands in its files, too."""
    row = factories.titelbild(baustein, alt=HIDDEN_WORD, caption=HIDDEN_WORD)
    for each in row.files:
        with Path(default_storage.path(each["name"])).open("ab") as file:
            file.write(HIDDEN_WORD.encode())
    return row


def world(hidden_from):
    """A Konzept with one of everything; from the level ``hidden_from`` down it is secret."""
    secret = LEVELS[LEVELS.index(hidden_from) :]

    def word(level, public):
        return HIDDEN_WORD if level in secret else public

    konzept = factories.konzept(
        title=word("konzept", "Offenes Konzept"),
        summary=word("konzept", "Kurz"),
        region=word("konzept", "Land"),
        traeger=word("konzept", "Stadt"),
    )
    strategie = factories.strategie(
        konzept=konzept,
        title=word("strategie", "Offene Strategie"),
        intro=word("strategie", "Einleitung"),
    )
    bild = picture(konzept)
    baustein = factories.baustein(
        strategie=strategie,
        title=HIDDEN_WORD,
        text=f"{HIDDEN_WORD}\n\n![{HIDDEN_WORD}](bild:{bild.sha256})",
    )
    project = factories.baustein("leitprojekt", strategie=strategie, title="Offenes Leitprojekt")
    project.supports.add(baustein)
    factories.lage(baustein, description=HIDDEN_WORD)
    event = factories.event(
        **({"konzept": konzept} if hidden_from == "konzept" else {"strategie": strategie}),
        title=word("strategie", "Werkstatt"),
        place=word("strategie", "Saal"),
    )
    vorhaben = factories.vorhaben(
        konzept, baustein=baustein, title=word("konzept", "Offenes Vorhaben"),
        photos=[factories.stand_photo()],
    )  # fmt: skip
    factories.vorhabenlage(vorhaben, description=word("konzept", "Am Deich"))
    bericht = factories.umsetzungsbericht(konzept)
    actions.publish_strategie(strategie)
    factories.fassung(baustein, text=f"Noch ein {HIDDEN_WORD}.")
    Fassung.objects.create(baustein=baustein, title=HIDDEN_WORD, text=f"{HIDDEN_WORD}, die dritte.")
    factories.phase(
        strategie,
        title=word("strategie", "Kommentierung"),
        description=word("strategie", "Beschreibung"),
    )
    kommentar = factories.comment(baustein, factories.user(HIDDEN_WORD), text=HIDDEN_WORD)
    Baustein.objects.filter(pk=baustein.pk).update(comment_count=COUNT, official_count=COUNT)
    dokument = Dokument.objects.create(
        konzept=konzept,
        title=word("konzept", "Original"),
        filename="original.pdf",
        file=ContentFile(word("konzept", "Inhalt").encode(), "original.pdf"),
        size=10,
    )
    return SimpleNamespace(
        konzept=konzept, strategie=strategie, baustein=baustein, project=project,
        kommentar=kommentar, dokument=dokument, bild=bild, event=event,
        titelbild=title_picture(baustein), vorhaben=vorhaben,
        bericht=bericht,
        foto=photo_of(vorhaben, "konzept" in secret),
        einlesung=factories.einlesung(konzept, f"# {HIDDEN_WORD}\n\n{HIDDEN_WORD}\n"),
    )  # fmt: skip


def photo_of(vorhaben, is_hidden):
    """That of its Stand; the word stands in its files, too, where it is as hidden as that."""
    row = vorhaben.stand.fotos.get()
    for each in row.files if is_hidden else ():
        with Path(default_storage.path(each["name"])).open("ab") as file:
            file.write(HIDDEN_WORD.encode())
    return row


def hide(model, row, status):
    model.objects.filter(pk=row.pk).update(status=status)


def konzept_hidden(status):
    rows = world("konzept")
    hide(Konzept, rows.konzept, status)
    return rows, CLOSED["konzept"]


def strategie_hidden(status):
    rows = world("strategie")
    hide(Strategie, rows.strategie, status)
    return rows, CLOSED["strategie"]


def baustein_hidden(status):
    rows = world("baustein")
    hide(Baustein, rows.baustein, status)
    return rows, CLOSED["baustein"]


def everything_new(status):
    """A Baustein that nobody ever published: a title and a draft, as the import makes it."""
    rows = world("baustein")
    hide(Baustein, rows.baustein, "archived")
    rows.baustein = factories.baustein(
        strategie=rows.strategie, title=HIDDEN_WORD, text=HIDDEN_WORD, published=False
    )
    factories.lage(rows.baustein, description=HIDDEN_WORD)
    return rows, CLOSED["baustein"] - PUBLISHED


def vorhaben_withdrawn(status):
    """A Vorhaben that is taken out of public view while people write about it."""
    rows = world("baustein")
    hide(Baustein, rows.baustein, "archived")
    rows.strategie.kommentierphasen.update(about_vorhaben=True)
    rows.vorhaben = factories.vorhaben(
        rows.konzept,
        title=HIDDEN_WORD,
        baustein=rows.project,
        summary=HIDDEN_WORD,
        stand={"text": HIDDEN_WORD},
    )
    rows.baustein = rows.vorhaben.discussed
    Baustein.objects.filter(pk=rows.baustein.pk).update(comment_count=COUNT, official_count=COUNT)
    Kommentar.objects.update(baustein=rows.baustein)
    progress_actions.archive(rows.vorhaben, by=factories.superuser())
    here = {"baustein", "progress:vorhaben", "cards:baustein"}
    return rows, here | COMMENTS | FEEDS | FASSUNGEN | {"strategies:fassung"}


CASES = {
    "draft konzept": (konzept_hidden, "draft"),
    "archived konzept": (konzept_hidden, "archived"),
    "draft strategie": (strategie_hidden, "draft"),
    "archived strategie": (strategie_hidden, "archived"),
    "draft baustein": (baustein_hidden, "draft"),
    "archived baustein": (baustein_hidden, "archived"),
    "new baustein": (everything_new, "draft"),
}

# Pages of a Vorhaben are of the public alone; who works on it reads at the desk.
FOR_OTHERS = {**CASES, "withdrawn vorhaben": (vorhaben_withdrawn, "archived")}


def addresses(rows):
    """Every public URL name with the arguments of ``rows``. None: leads to nothing of theirs."""
    path = [rows.konzept.slug, rows.strategie.slug]
    here = [*path, rows.baustein.kind, rows.baustein.slug]
    comment = [rows.kommentar.pk]
    return {
        "phases:start": [],
        "phases:phasen": [],
        "phases:kalender": [],
        "strategies:konzepte": [],
        "strategies:mitteilungen": [],
        "strategies:mitteilung": [1],
        "strategies:konzept": path[:1],
        "strategies:dokument": [rows.konzept.slug, rows.dokument.pk],
        "strategies:strategie": path,
        "strategies:places": path[:1],
        "strategies:baustein_places": here,
        "strategies:bild": [rows.bild.sha256],
        "progress:umsetzung": [],
        "progress:konzept": path[:1],
        "progress:vorhaben": [path[0], rows.vorhaben.number],
        "progress:download": [path[0], "staende", "csv"],
        "progress:places": path[:1],
        "progress:feed": path[:1],
        "progress:calendar": path[:1],
        "progress:bericht": [path[0], rows.bericht.number],
        "progress:bericht_document": [path[0], rows.bericht.number],
        "progress:bericht_paper": [path[0], rows.bericht.number, "odt"],
        "progress:foto": [rows.foto.key, rows.foto.width],
        # A draft has no card for anybody.
        "cards:strategie": path,
        "cards:baustein": here,
        "cards:result": [*path, 1],
        "strategies:titelbild": [rows.titelbild.key, rows.titelbild.width],
        # Nobody here edits this Konzept.
        "lists:start": [],
        "lists:blank": [rows.konzept.pk],
        "lists:mapping": [rows.konzept.pk, "0" * 32],
        "lists:comparison": [rows.konzept.pk, "0" * 32],
        "importing:start": [],
        "importing:desk": [rows.einlesung.pk],
        "importing:words": [],
        "importing:plan": [rows.einlesung.pk],
        "importing:cancel": [rows.einlesung.pk],
        "importing:read_again": [rows.einlesung.pk],
        "importing:picture": [rows.einlesung.pk, "0" * 64],
        "outline:start": [],
        "outline:outline": [rows.konzept.pk],
        "pictures:start": [],
        "stationery:template": [],
        "stationery:sample": [],
        "pictures:picture": ["baustein", rows.baustein.pk],
        "pictures:preview": [rows.konzept.pk, "0" * 32],
        "baustein": here,
        "strategies:fassungen": here,
        "strategies:fassung": [*here, 1],
        "strategies:entwurf": here,
        "strategies:unterschied": [*here, 1, 2],
        "strategies:unterschied_entwurf": [*here, 2],
        "comments:kommentar": comment,
        "comments:reply": comment,
        "comments:edit": comment,
        "comments:withdraw": comment,
        "comments:vote": comment,
        "comments:report": comment,
        "strategies:konzept_text": [path[0], "docx"],
        "strategies:strategie_text": [*path, "docx"],
        # tests/evaluation/test_leaks.py walks those of a published Auswertung.
        "evaluation:newest": path,
        "evaluation:auswertung": [*path, 1],
        "evaluation:ausgabe": [*path, 1, 1],
        "evaluation:canvas": [*path, 1],
        "evaluation:dokument": [*path, 1, 1],
        "evaluation:report": [*path, 1, "docx"],
        "evaluation:ausgabe_report": [*path, 1, 1, "odt"],
        "evaluation:konzept_synopse": [path[0], "docx"],
        "evaluation:strategie_synopse": [*path, "docx"],
        "evaluation:abwaegung": [*path, 1, 1, "docx"],
        "evaluation:synopse": [*path, 1, 1, "docx"],
        "evaluation:data": path,
        "evaluation:download": [*path, "beitraege", "csv"],
        "evaluation:strategie_feed": path,
        "evaluation:baustein_feed": [*path, rows.baustein.kind, rows.baustein.slug],
        "evaluation:results": [],
        "evaluation:catalog": [],
        "evaluation:feed": [],
        "evaluation:verfahren": [],
        # Nobody here evaluates this Konzept.
        "auswertung:data": [1],
        # Opens with a secret token only, for the one who wrote the text.
        "comments:draft": [uuid.uuid4()],
        "comments:drafts": [],
        "comments:transparency": path[:1],
        "comments:transparency_csv": path[:1],
        "comments:transparency_ods": path[:1],
        # Opens with a signed token only, for the one whom a decision concerns.
        "comments:complain": ["x"],
        # Opens with a signed token only, for the office that was asked.
        "offices:answer": ["x"],
        "inquiries:start": [],
        "inquiries:about": comment,
        # Nobody here moderates this Konzept.
        "moderation:start": [],
        "moderation:queue": ["alle"],
        "moderation:decide_many": [],
        "moderation:undo": [],
        "moderation:organisations": [],
        "moderation:organisation": [1],
        "account_organisation": [],
        "moderation:help": [],
        "moderation:person": [1],
        "moderation:numbers": [],
        "moderation:keep_list": [],
        "moderation:forget_list": [1],
        "moderation:kommentar": comment,
        "moderation:bundle": comment,
        "moderation:decide": [*comment, "verbergen"],
        "moderation:complaints": [],
        "moderation:complaint": [1],
        # Nobody here evaluates this Konzept, and nothing is evaluated yet.
        "desk:start": [],
        # Nobody here edits this Konzept.
        "dates:list": [],
        "dates:new": [],
        "dates:edit": [rows.event.pk],
        "letters:list": [],
        "letters:new": [],
        "letters:preview": [1],
        "letters:edit": [1],
        "letters:test": [1],
        "letters:send": [1],
        "texts:start": [],
        "texts:text": [rows.baustein.pk],
        "texts:konzept": [rows.baustein.strategie.konzept_id],
        "texts:strategie": [rows.baustein.strategie_id],
        "texts:new_konzept": [],
        "texts:new_strategie": [rows.baustein.strategie.konzept_id],
        "texts:new_text": [rows.baustein.strategie_id],
        "texts:act": ["baustein", rows.baustein.pk, "archivieren"],
        "everyday:start": [],
        "everyday:page": ["netiquette"],
        "town:kommune": [],
        "plan:start": [],
        "plan:new": [],
        "plan:phase": [rows.strategie.kommentierphasen.get().pk],
        "plan:act": [rows.strategie.kommentierphasen.get().pk, "verlaengern"],
        "plan:invited": [rows.strategie.kommentierphasen.get().pk],
        "staff:start": [],
        "staff:person": [1],
        "staff:stand_in": [1],
        "staff:hand_over": [1],
        "staff:invite_again": [1],
        "staff:end_stand_in": [1],
        "staff:offices": [],
        "staff:office": [1],
        "staff:remove_office": [1],
        "umsetzung:start": [],
        "umsetzung:new": [],
        "umsetzung:vorhaben": [rows.vorhaben.pk],
        "umsetzung:place": [rows.vorhaben.pk],
        "umsetzung:publish": [rows.vorhaben.pk],
        "umsetzung:archive": [rows.vorhaben.pk],
        "umsetzung:stand": [rows.vorhaben.pk],
        "umsetzung:correct": [rows.vorhaben.stand.pk],
        "umsetzung:remove_photo": [rows.foto.pk],
        "umsetzung:edition": [rows.konzept.pk],
        "umsetzung:edition_draft": [rows.konzept.pk],
        "umsetzung:restore": [rows.vorhaben.pk],
        "umsetzung:remove": [rows.vorhaben.pk],
        "umsetzung:rules": [rows.konzept.pk],
        "umsetzung:unchanged": [rows.vorhaben.pk],
        "umsetzung:publish_stand": [1],
        "umsetzung:drop": [1],
        "places:bausteine": [],
        "places:ortsteile": [],
        "places:ortsteil": [1],
        "places:lage": [rows.baustein.pk],
        "places:picture": [],
        "places:ground": [],
        "places:new_layer": [],
        "places:layer": [1],
        "places:new_ort": [],
        "places:new_orte": [],
        "places:ort": [1],
        "auswertung:start": [],
        "auswertung:begin": [rows.strategie.kommentierphasen.get().pk],
        "auswertung:auswertung": [1],
        "auswertung:beitraege": [1],
        "auswertung:bundle": [1],
        "auswertung:found": [1],
        "auswertung:many": [1],
        "auswertung:to_release": [1],
        "auswertung:erfassen": [1],
        "auswertung:einlesen": [1],
        "auswertung:sheet_template": [1],
        "auswertung:preview": [1, "0" * 32],
        "auswertung:rat": [1],
        "auswertung:letters": [1],
        "auswertung:sender": comment,
        "auswertung:abwaegung": [1],
        "auswertung:publish": [1],
        "auswertung:anliegen": [1],
        "auswertung:step": [1, "freigeben"],
        "auswertung:beitrag": comment,
        # Answer to POST alone.
        "strategies:follow_strategie": [rows.strategie.pk],
        "strategies:follow_baustein": [rows.baustein.pk],
        "progress:follow": [rows.vorhaben.pk],
        "mails:preferences": [],
        # Opens with a signed token only.
        "mails:unsubscribe": ["x"],
        "account_request_login_code": [],
        "account_confirm_login_code": [],
        "account_login": [],
        "account_logout": [],
        "account_inactive": [],
        "comments:mine": [],
        "account_access": [],
        "account_reauthenticate": [],
        "mfa_index": [],
        "mfa_add_webauthn": [],
        "mfa_reauthenticate_webauthn": [],
        "mfa_remove_webauthn": [1],
        "openid_connect_login": [],
        "openid_connect_callback": [],
        "mfa_authenticate": [],
        "mfa_reauthenticate": [],
        "mfa_activate_totp": [],
        "mfa_deactivate_totp": [],
        "mfa_view_recovery_codes": [],
        "mfa_generate_recovery_codes": [],
        "account_end_session": [],
        "account_name": [],
        "account_pseudonym": [],
        "account_email": [],
        "account_email_confirm": [],
        "account_identities": [],
        "account_data": [],
        "account_data_file": ["x"],
        "account_delete": [],
        "account_delete_confirm": [],
        "account_email_verification_sent": [],
        "account_change_password": [],
        "account_set_password": [],
        "account_reset_password": [],
        "account_reset_password_done": [],
        "account_reset_password_from_key": ["1", "a-b"],
        "account_reset_password_from_key_done": [],
        "account_signup": [],
        "phases:poster": path,
        "language": [],
        "municipality:stylesheet": ["0a4d5c", "8fd0dd"],
        "municipality:whole_stylesheet": ["0" * 12, "0a4d5c", "8fd0dd"],
        "municipality:script": ["0" * 12],
        "municipality:logo": ["0.png"],
        "municipality:manifest": [],
        "municipality:favicon": [],
        "municipality:touch_icon": [],
        "municipality:touch_icon_precomposed": [],
        "municipality:schema": ["verfahren", 1],
        "pages:security": [],
        "change_password": [],
        "pages:page": ["impressum"],
        "pages:fassung": ["netiquette", 1],
        "pages:report_barrier": [],
        "search:search": [],
        "musterseite": [],
        "robots": [],
        "sitemap": [],
        "healthz": [],
        "readyz": [],
    }


def public_url_names(patterns=None, namespace=""):
    """The names of all addresses, but for those of the administration."""
    patterns = get_resolver().url_patterns if patterns is None else patterns
    for pattern in patterns:
        if not hasattr(pattern, "url_patterns"):
            yield f"{namespace}{pattern.name}"
        elif pattern.namespace != "admin":
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from public_url_names(pattern.url_patterns, namespace + inner)


def body(response):
    """What is in an answer; in the parts of documents that are ZIP files, too."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(map(archive.read, archive.namelist()))
    return content.decode("utf-8", "replace")


def staff_elsewhere():
    """Who edits and moderates another Konzept: what both groups permit adds up."""
    konzept = factories.konzept()
    person = factories.staff(konzept, role="redaktion")
    person.groups.add(Group.objects.get(name=groups.MODERATION))
    Zustaendigkeit.objects.create(konzept=konzept, user=person, role="moderation")
    return person


def visitor(name, rows):
    return {
        "anonymous": lambda: None,
        "resident": factories.user,
        "staff elsewhere": staff_elsewhere,
        "redaktion here": lambda: factories.staff(rows.konzept, role="redaktion"),
        "superuser": factories.superuser,
    }[name]()


def log_in(client, name, rows):
    person = visitor(name, rows)
    if person:
        client.force_login(person)
    return person


OUTSIDERS = ["anonymous", "resident", "staff elsewhere"]
INSIDERS = ["redaktion here", "superuser"]


def test_every_public_address_is_in_the_walk():
    assert set(public_url_names()) == set(addresses(world("konzept")))


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("case", FOR_OTHERS)
def test_what_is_hidden_shows_at_no_address_to_others(client, case, who):
    build, status = FOR_OTHERS[case]
    rows, closed = build(status)
    log_in(client, who, rows)

    for name, arguments in addresses(rows).items():
        methods = [client.get] if name.startswith("account_") else [client.get, client.post]
        for method in methods:
            address = reverse(name, args=arguments)
            response = method(address)
            # What was asked for may be repeated; a hash in it may hold any number.
            content = body(response).replace(address, "")
            assert HIDDEN_WORD not in content, (name, method.__name__)
            assert str(COUNT) not in content, (name, method.__name__)
            assert "987.654" not in content, (name, method.__name__)
            if name in closed and response.status_code != 405:
                # Signing in comes first for what is one's own; then it is a 404 too.
                to_sign_in = who == "anonymous" and response.status_code == 302
                assert to_sign_in or response.status_code == 404, (name, method.__name__)
    assert Kommentar.objects.count() == 1


@pytest.mark.parametrize("who", INSIDERS)
@pytest.mark.parametrize("case", CASES)
def test_what_is_hidden_shows_to_those_who_work_on_it(client, case, who):
    build, status = CASES[case]
    rows, closed = build(status)
    log_in(client, who, rows)

    for name in closed - COMMENTS - DATA - FEEDS - CARDS - UMSETZUNG:
        response = client.get(reverse(name, args=addresses(rows)[name]))
        assert response.status_code == 200, name
        assert HIDDEN_WORD in body(response), name
    assert HIDDEN_WORD in body(client.get(rows.strategie.get_absolute_url()))


@pytest.mark.parametrize("case", CASES)
def test_what_is_hidden_is_marked_as_such_for_those_who_see_it(client, case):
    build, status = CASES[case]
    rows, _closed = build(status)
    client.force_login(factories.superuser())
    word = {"draft": "Entwurf", "archived": "archiviert"}[status]

    assert f'<span class="badge draft">{word}</span>' in body(
        client.get((rows.konzept if "konzept" in case else rows.strategie).get_absolute_url())
    )


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_drafted_fassung_and_its_picture_show_to_nobody_else(client, who):
    baustein = factories.baustein(title="Altes Ziel", text="Alter Text.")
    konzept = baustein.strategie.konzept
    bild = picture(konzept)
    Fassung.objects.create(
        baustein=baustein,
        title=HIDDEN_WORD,
        text=f"{HIDDEN_WORD} ![{HIDDEN_WORD}](bild:{bild.sha256})",
    )
    rows = SimpleNamespace(konzept=konzept)
    log_in(client, who, rows)

    fassungen = baustein.get_fassungen_url()
    pages = [row.get_absolute_url() for row in (konzept, baustein.strategie, baustein)]
    for url in (
        *pages,
        fassungen,
        f"{fassungen}?von=1&bis=entwurf",
        baustein.fassung.get_absolute_url(),
    ):
        page = client.get(url)
        assert page.status_code == 200
        assert HIDDEN_WORD not in body(page)
    for url in (f"{fassungen}entwurf/", f"{fassungen}1..entwurf/"):
        assert client.get(url).status_code == 404
    assert client.get(bild.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", INSIDERS)
def test_the_picture_of_a_draft_shows_to_its_editors(client, who):
    konzept = factories.konzept()
    bild = picture(konzept)
    log_in(client, who, SimpleNamespace(konzept=konzept))

    assert client.get(bild.get_absolute_url()).status_code == 200


def test_a_published_picture_shows_to_everybody_and_stays_with_older_fassungen(client):
    strategie = factories.strategie()
    bild, intro = picture(strategie.konzept), picture(strategie.konzept)
    baustein = factories.baustein(strategie=strategie, text=f"![Karte](bild:{bild.sha256})")
    strategie.intro = f"![Plan](bild:{intro.sha256})"
    strategie.save()
    actions.publish_strategie(strategie)

    for row in (bild, intro):
        assert client.get(row.get_absolute_url()).status_code == 200
    draft = Fassung.objects.create(baustein=baustein, title="Ohne Karte", text="Nur Text.")
    actions.publish_fassung(draft)
    assert client.get(bild.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("who", [*OUTSIDERS, *INSIDERS])
def test_a_drafted_phase_shows_on_no_public_page(client, who):
    baustein = factories.baustein()
    strategie = baustein.strategie
    factories.phase(
        strategie, status=Kommentierphase.Status.DRAFT, title=HIDDEN_WORD, description=HIDDEN_WORD
    )
    log_in(client, who, SimpleNamespace(konzept=strategie.konzept))

    for url in ("/", "/phasen/", "/phasen/kalender.ics", "/konzepte/"):
        assert HIDDEN_WORD not in body(client.get(url))
    for row in (strategie.konzept, strategie, baustein):
        page = body(client.get(row.get_absolute_url()))
        assert HIDDEN_WORD not in page
        assert "Derzeit ist keine Beteiligung vorgesehen." in page


def test_only_published_bausteine_are_counted_on_the_page_of_the_konzept(client):
    rows = world("baustein")
    hide(Baustein, rows.baustein, "archived")

    page = body(client.get(rows.konzept.get_absolute_url()))

    assert "1 Leitprojekt im Wortlaut" in page
    assert "Noch kein Beitrag" in page
