"""Log lines as JSON, without what tells of a person."""

import json
import logging
import traceback
from datetime import UTC, datetime

from .requests import request_id, route


class RefusedRequestFilter(logging.Filter):
    """What anybody can send at any time is no error of ours, and its text is not written down.

    Django notes each request with a foreign ``Host``, too many fields and the like at ERROR,
    in the sender's words; so everybody could fill the log that somebody watches.
    """

    def filter(self, record):
        if not record.name.startswith("django.security.") or record.name.endswith(".csrf"):
            return True
        record.levelno, record.levelname = logging.INFO, "INFO"
        record.msg, record.args = "Refused a request: %s", (record.name.rpartition(".")[2],)
        record.exc_info = record.exc_text = None
        return True


class JSONFormatter(logging.Formatter):
    """One object a line.

    Of a request only its number and its kind of page are told: its path may hold a token.
    Of an error its type and where it happened, but not its message: databases quote in it
    the very row that they refuse.
    """

    def format(self, record):
        request = getattr(record, "request", None)
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record, request),
            # Django writes of refused requests after the middleware is through with them.
            "request_id": getattr(request, "request_id", "") or request_id(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = _error(record.exc_info[1])
        return json.dumps({key: value for key, value in line.items() if value != ""})


def _message(record, request):
    if request is None or not isinstance(record.args, tuple):
        return record.getMessage()
    paths = {request.path, request.path.encode("unicode_escape").decode("ascii")}
    return record.msg % tuple(route(request) if arg in paths else arg for arg in record.args)


def _error(error):
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
        **({"cause": _error(error.__cause__)} if error.__cause__ else {}),
    }
