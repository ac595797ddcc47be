#!/usr/bin/env python
"""Django's command line. ``manage.py demo`` runs in the demo environment by itself."""

import os
import sys


def main():
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("DJANGO_ENV", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config.commandline import run

    run(sys.argv)


if __name__ == "__main__":
    main()
