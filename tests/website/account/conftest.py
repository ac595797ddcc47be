import re

import pytest
from django.core import mail
from django.test import Client

from tests import factories


class Owner:
    """Somebody signed in at a browser, who reads their mail."""

    def __init__(self, person, on_commit):
        self.person, self.on_commit = person, on_commit
        self.client = Client()
        self.client.force_login(person)

    def get(self, path):
        return self.client.get(path)

    def post(self, path, **data):
        with self.on_commit(execute=True):
            return self.client.post(path, data)

    def mailed_code(self):
        return re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()

    def wrong_code(self):
        return "000000" if self.mailed_code() != "000000" else "111111"


@pytest.fixture
def owner(resident, django_capture_on_commit_callbacks):
    return Owner(resident, django_capture_on_commit_callbacks)


@pytest.fixture
def other(db, django_capture_on_commit_callbacks):
    return Owner(factories.user("Jemand anderes"), django_capture_on_commit_callbacks)
