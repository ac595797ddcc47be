import pytest

from . import smtp


@pytest.fixture
def server(settings):
    """A mail server of our own on a free port, which mail goes to; see ``smtp.Server``."""
    with smtp.Server() as running:
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": running.port, "timeout": 2},
            }
        }
        yield running


@pytest.fixture
def database_tasks(settings):
    """Tasks wait in the database for a worker, as in production."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
