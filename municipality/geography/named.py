"""Named places that somebody has as a list or as GeoJSON: read all together, or not at all."""

from django.utils.translation import gettext as _

from . import reading

# More names than this would hide the sketch.
MOST = 100
LONGEST_LINE = 200
# What the offices call the property with the name, as they write it.
_NAMES = ("name", "nam", "gen", "ortsname", "ortsteil", "bezeichnung")


def read_list(text):
    """Places of a list: one a line, „Name; Länge; Breite“ or as a spreadsheet copies its cells.

    Returns:
        list of (name, longitude, latitude)

    Raises:
        GeometryError: names the line and says what is wrong with it.
    """
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    _refuse_too_many(len(lines))
    return [_in_line(number, line) for number, line in lines]


def read_file(data):
    """Places of a GeoJSON file: points; of an area or a line a point in it.

    Args:
        data: bytes of the file.

    Returns, Raises: as ``read_list``.
    """
    features = reading.features(data)
    _refuse_too_many(len(features))
    found = []
    for number, (properties, geometry) in enumerate(features, 1):
        name = _name_in(properties)
        if not name:
            raise reading.GeometryError(
                _("Der %(n)d. Eintrag der Datei hat keinen Namen. Er steht in der Spalte „name“.")
                % {"n": number}
            )
        if geometry is None:
            raise reading.GeometryError(
                _("„%(name)s“ hat in der Datei keinen Ort.") % {"name": name}
            )
        found.append((name, *reading.middle(geometry)))
    return found


def _in_line(number, line):
    cells = [cell.strip() for cell in line[:LONGEST_LINE].replace("\t", ";").split(";")]
    try:
        name, longitude, latitude = cells
        degrees = [float(each.replace(",", ".")) for each in (longitude, latitude)]
    except ValueError as error:
        raise reading.GeometryError(
            _("Zeile %(n)d: Bitte schreiben Sie „Name; Länge; Breite“, zum Beispiel "
              "„Krenzow; 11,9838; 52,7088“.") % {"n": number}
        ) from error  # fmt: skip
    try:
        x, y = reading.point(*degrees)["coordinates"]
    except (reading.GeometryError, ValueError, OverflowError) as error:
        raise reading.GeometryError(
            _("Zeile %(n)d: %(reason)s") % {"n": number, "reason": error}
        ) from error
    return name, x, y


def _name_in(properties):
    by_key = {str(key).casefold(): value for key, value in properties.items()}
    values = (by_key.get(key) for key in _NAMES)
    return next((" ".join(v.split()) for v in values if isinstance(v, str) and v.strip()), "")


def _refuse_too_many(number):
    if number > MOST:
        raise reading.GeometryError(
            _("Das sind %(n)d Orte; auf einer Skizze haben höchstens %(most)d Platz.")
            % {"n": number, "most": MOST}
        )
