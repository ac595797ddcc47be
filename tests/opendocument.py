"""What every OpenDocument file of ours has to be, and LibreOffice to open it."""

import io
import zipfile
from pathlib import Path

from lxml import etree

from tests.libreoffice import convert

MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"


def faults(data):
    """What is wrong with an OpenDocument file, as a list of sentences."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    names, found = archive.namelist(), []
    first = archive.infolist()[0]
    if (first.filename, first.compress_type, first.extra) != ("mimetype", 0, b""):
        found.append("mimetype does not come first, stored and bare")
    parts = {name: etree.fromstring(archive.read(name)) for name in names if name.endswith("xml")}
    entries = parts["META-INF/manifest.xml"]
    listed = {row.get(f"{MANIFEST}full-path"): row.get(f"{MANIFEST}media-type") for row in entries}
    if listed.get("/") != archive.read("mimetype").decode():
        found.append("the manifest names another type")
    if set(listed) - {"/"} != set(names) - {"mimetype", "META-INF/manifest.xml"}:
        found.append("the manifest does not list what is there")
    for name, root in parts.items():
        if name != "META-INF/manifest.xml" and root.get(f"{OFFICE}version") != "1.3":
            found.append(f"{name} has no version")
    return found + _unknown_styles(parts) + _missing_files(parts, names)


def _unknown_styles(parts):
    known = {
        element.get(f"{STYLE}name")
        for root in parts.values()
        for element in root.iter()
        if isinstance(element.tag, str)
    }
    named = {
        value
        for root in parts.values()
        for element in root.iter()
        for key, value in element.attrib.items()
        if key.endswith(("}style-name", "}parent-style-name", "}master-page-name"))
    }
    return [f"no style {name}" for name in sorted(named - known)]


def _missing_files(parts, names):
    links = (element.get(f"{XLINK}href") for root in parts.values() for element in root.iter())
    return [f"no {link}" for link in links if link and link.startswith("Pictures/")
            and link not in names]  # fmt: skip


def converted(data, suffix, to, folder):
    """The file as LibreOffice writes it again in another format."""
    source = Path(folder) / f"file.{suffix}"
    source.write_bytes(data)
    target = convert([source], Path(folder) / "out", to)
    return (target / f"file.{to.partition(':')[0]}").read_bytes()
