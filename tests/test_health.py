"""What whoever watches the process is told."""

import pytest
from django.core.cache import cache
from django.db import connection

from caching.backends import FallbackMixin
from config import views

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _just_started(monkeypatch):
    monkeypatch.setattr(views, "_migrated", False)


def test_a_process_that_can_work_is_ready(client):
    for _time in range(2):
        response = client.get("/readyz")
        assert (response.status_code, response.text) == (200, "ok")


def test_a_process_without_its_tables_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'comments'")
        response = client.get("/readyz")
        assert (response.status_code, response.text) == (503, "migrations missing")
        assert client.get("/healthz").status_code == 200


def test_ready_without_a_cache_and_a_mail_server(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "caching.backends.RedisCache", "LOCATION": "redis://127.0.0.1:1/0",
        }
    }  # fmt: skip
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1},
        }
    }
    try:
        cache.set("x", 1)
        assert client.get("/readyz").status_code == 200
    finally:
        FallbackMixin.breaker.reset()
