"""ZIP files that are the same bytes for the same content, whenever they are written."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_MOMENT = (1980, 1, 1, 0, 0, 0)


class Pipe:
    """What ``ZipFile`` writes into: it can be emptied, and nobody can go back in it."""

    def __init__(self):
        self._parts = []
        self._length = 0

    def write(self, data):
        self._parts.append(bytes(data))
        self._length += len(data)
        return len(data)

    def tell(self):
        return self._length

    def flush(self):
        pass

    def take(self):
        """What was written since the last time."""
        data = b"".join(self._parts)
        self._parts.clear()
        return data


def piped(pipe, first=None):
    """A ``ZipFile`` that is written into a `Pipe`.

    Args:
        first: name and bytes of a part that stands first, stored, and with its length before it,
            which a file written without going back says only behind each part.
    """
    if not first:
        return ZipFile(pipe, "w", ZIP_DEFLATED)
    target = BytesIO()
    with ZipFile(target, "w") as small:
        small.writestr(ZipInfo(first[0], _MOMENT), first[1])
        length, entries = target.tell(), small.infolist()
    pipe.write(target.getvalue()[:length])
    archive = ZipFile(pipe, "w", ZIP_DEFLATED)
    archive.infolist().extend(entries)
    return archive


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
