"""Settings for a process whose clock is wrong by as many seconds as a file says.

Stands in for libfaketime, whose 0.9.10 can't leave the monotonic clock alone under Python 3.11
and later: ``time.sleep`` fails. A real clock that is set moves ``time.time`` alone, too.
"""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from django.utils import timezone

from bench_settings import *  # noqa: F403

_OFFSET = Path(os.environ["CLOCK_OFFSET_FILE"])
_right = time.time


def _wrong():
    return _right() + int(_OFFSET.read_text())


# Before anything else has taken hold of them.
time.time = _wrong
timezone.now = lambda: datetime.fromtimestamp(_wrong(), tz=UTC)
