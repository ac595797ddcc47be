"""The town's template for Word: taken, refused with a sentence, used, removed."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor

from municipality.current import current, refresh
from municipality.models import Kommune
from tests import factories
from tests.forms import opened
from tests.ooxml import schema_faults

pytestmark = pytest.mark.django_db
COLOUR = RGBColor(0x12, 0x34, 0x56)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    yield
    refresh()


@pytest.fixture
def staff(client):
    client.force_login(factories.superuser())
    return client


def address():
    return reverse("stationery:template")


def made(change=lambda document: None):
    """A template: a coloured heading, a letterhead, somebody's name, a text."""
    document = Document()
    document.styles["Heading 1"].font.color.rgb = COLOUR
    document.sections[0].header.paragraphs[0].add_run("Briefkopf der Stadt")
    document.core_properties.author = document.core_properties.last_modified_by = "Frau Geheim"
    document.add_paragraph("Streng geheimer Entwurf")
    change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def again(data, replace=lambda name, part: part, **added):
    """The ZIP file with other parts."""
    target = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(data))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, replace(name, source.read(name)))
        for name, part in added.items():
            archive.writestr(name.replace("__", "/"), part)
    return target.getvalue()


@pytest.fixture
def hand_in(staff, django_capture_on_commit_callbacks):
    """A function that sends a file by the form, and answers with the page that follows."""

    def sent(data, name="vorlage.docx"):
        form = opened(staff, address()) | {"file": SimpleUploadedFile(name, data)}
        with django_capture_on_commit_callbacks(execute=True):
            return staff.post(address(), form, follow=True)

    return sent


def test_a_template_is_taken_and_all_word_files_are_in_it(staff, client, hand_in):
    answer = hand_in(made())

    assert "Die Vorlage ist gespeichert." in answer.text
    assert "Eine Vorlage ist hinterlegt." in answer.text
    document = Document(io.BytesIO(client.get(reverse("stationery:sample")).content))
    assert document.styles["Heading 1"].font.color.rgb == COLOUR
    assert document.sections[0].header.paragraphs[0].text == "Briefkopf der Stadt"


def test_it_says_which_styles_it_adds(staff, hand_in):
    answer = hand_in(made())

    assert "Diese Formatvorlagen fehlen darin, wir ergänzen sie:" in answer.text
    assert "Fußnotentext" in answer.text
    assert "Überschrift 1" not in answer.text


def test_nothing_but_what_shapes_a_document_is_kept(staff, hand_in):
    hand_in(made())

    with current().word_template.open() as file:
        data = file.read()
    archive = zipfile.ZipFile(io.BytesIO(data))
    content = b"".join(archive.read(name) for name in archive.namelist())
    for word in ("geheim", "Geheim"):
        assert word.encode() not in content
    assert not [name for name in archive.namelist() if "customXml" in name or "thumb" in name]


def test_what_is_written_in_it_is_as_the_schema_wants_it(staff, hand_in, tmp_path):
    hand_in(made())

    data = staff.get(reverse("stationery:sample")).content
    assert schema_faults(data, "docx", tmp_path) == []


def test_a_dotx_is_taken_as_well(staff, hand_in):
    def as_template(name, part):
        if name != "[Content_Types].xml":
            return part
        return part.replace(b"document.main+xml", b"template.main+xml")

    answer = hand_in(again(made(), as_template), "vorlage.dotx")

    assert "Die Vorlage ist gespeichert." in answer.text
    Document(io.BytesIO(staff.get(reverse("stationery:sample")).content))


def with_field(document):
    run = document.sections[0].header.paragraphs[0].add_run()
    code = OxmlElement("w:instrText")
    code.text = r' INCLUDEPICTURE "http://example.org/a.png" '
    run.element.append(code)


def with_linked_picture(document):
    part = document.sections[0].header.part
    part.relate_to("http://example.org/a.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)


def with_object(document):
    run = document.sections[0].header.paragraphs[0].add_run()
    run.element.append(OxmlElement("w:object"))


def with_wrong_style(document):
    styles = document.styles
    styles["Title"].element.getparent().remove(styles["Title"].element)
    styles.add_style("Title", 2)


def macros(name, part):
    return part.replace(
        b"wordprocessingml.document.main+xml", b"wordprocessingml.document.macroEnabled.main+xml"
    )


HOSTILE = {
    "no word file": (b"Hallo", "keine Word-Datei"),
    "a pdf": (b"%PDF-1.7", "keine Word-Datei"),
    "the old format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "altes Word-Format"),
    "a macro in it": (lambda: again(made(), **{"word__vbaProject.bin": b"x"}), "Makros"),
    "a type with macros": (lambda: again(made(), macros), "Makros"),
    "too large": (lambda: made() + b"x" * (5 * 1024 * 1024), "größer als"),
    "a bomb": (lambda: again(made(), **{"word__a.bin": b"\0" * (101 * 1024 * 1024)}), "entpackt"),
    "much xml": (lambda: again(made(), **{"a.xml": b" " * (11 * 1024 * 1024)}), "zu viel Text"),
    "an entity": (
        lambda: again(made(), **{"word__a.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}),
        "Dokumenttyp-Deklaration",
    ),
    "a field that reads": (lambda: made(with_field), "liest andere Dateien"),
    "a linked picture": (lambda: made(with_linked_picture), "nur verknüpft"),
    "an object": (lambda: made(with_object), "eingebettetes Objekt"),
    "a style of another kind": (lambda: made(with_wrong_style), "Titel"),
    "broken styles": (
        lambda: again(made(), lambda name, part: b"<a" if name == "word/styles.xml" else part),
        "lässt sich kein Dokument schreiben",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_cannot_be_taken_gets_a_sentence_and_is_not_stored(hand_in, case):
    data, sentence = HOSTILE[case]

    answer = hand_in(data() if callable(data) else data)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not current().word_template


def test_what_asks_for_other_files_or_locks_is_left_out(staff, hand_in):
    def change(document):
        part = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
        key = part.relate_to("file:///C:/vorlage.dotm", "x/attachedTemplate", is_external=True)
        attached = OxmlElement("w:attachedTemplate")
        attached.set(qn("r:id"), key)
        document.settings.element.insert(0, attached)
        document.settings.element.insert(1, OxmlElement("w:documentProtection"))

    assert "gespeichert" in hand_in(made(change)).text

    data = staff.get(reverse("stationery:sample")).content
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = b"".join(archive.read(name) for name in archive.namelist())
    for word in (b"attachedTemplate", b"vorlage.dotm", b"documentProtection"):
        assert word not in parts


def test_another_takes_its_place_and_the_file_is_gone(hand_in):
    hand_in(made())
    former = Kommune.objects.get().word_template
    hand_in(made(lambda document: document.sections[0].header.add_paragraph("Neu")))

    assert current().word_template.name != former.name
    assert not former.storage.exists(former.name)


def test_it_is_removed(staff, hand_in, django_capture_on_commit_callbacks):
    hand_in(made())
    stored = Kommune.objects.get().word_template

    with django_capture_on_commit_callbacks(execute=True):
        answer = staff.post(address(), {"entfernen": "1", "stored": stored.name}, follow=True)

    assert "Die Vorlage ist entfernt." in answer.text
    assert not current().word_template
    assert not stored.storage.exists(stored.name)


def test_what_somebody_else_stored_meanwhile_is_not_overwritten(staff, hand_in):
    early = opened(staff, address())
    hand_in(made())
    stored = Kommune.objects.get().word_template.name

    other = made(lambda document: document.sections[0].header.add_paragraph("Anders"))
    answer = staff.post(address(), early | {"file": SimpleUploadedFile("a.docx", other)})
    gone = staff.post(address(), {"entfernen": "1", "stored": ""}, follow=True)

    assert answer.status_code == 422
    assert "Jemand anderes" in answer.text
    assert "Nicht entfernt" in gone.text
    assert Kommune.objects.get().word_template.name == stored


def test_the_desk_leads_there(staff):
    assert address() in staff.get(reverse("desk:start")).text
