"""Pictures of twenty pages, narrow and wide, light and dark: ``python -m tests.screenshots``.

They go to ``var/screenshots/``, one folder per width and scheme. Arguments are passed on
to pytest; ``-k NAME`` takes only some of them.
"""

import sys

import pytest

if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "-n0", "tests/browser/screenshots.py", *sys.argv[1:]]))
