"""ZIP files that are the same bytes for the same content, whenever they are written."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_MOMENT = (1980, 1, 1, 0, 0, 0)


def pack(parts):
    """The bytes of a ZIP file.

    Args:
        parts: (name, bytes, whether they are compressed) in their order.
    """
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, data, is_compressed in parts:
            entry = ZipInfo(name, _MOMENT)
            entry.compress_type = ZIP_DEFLATED if is_compressed else ZIP_STORED
            archive.writestr(entry, data)
    return target.getvalue()


def packed_again(data):
    """A ZIP file without the moments at which its parts were written."""
    with ZipFile(BytesIO(data)) as archive:
        return pack([(name, archive.read(name), True) for name in archive.namelist()])
