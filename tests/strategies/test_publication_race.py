import threading

import pytest
from django.db import connection, transaction

from phases import actions as phase_actions
from strategies import actions
from strategies.actions import DeletionRefused, PublicationRefused
from strategies.models import Fassung
from tests import factories


@pytest.mark.django_db(transaction=True)
def test_no_fassung_is_published_while_somebody_is_opening_the_phase():
    baustein = factories.baustein()
    draft = Fassung.objects.create(baustein=baustein, title="Neu", text="Neu.")
    phase = factories.phase(baustein.strategie, start=3, end=9)
    editor = factories.superuser()
    opened, outcome = threading.Event(), []

    def publish():
        opened.wait(30)
        try:
            outcome.append(actions.publish_fassung(draft))
        except Exception as error:
            outcome.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=publish)
    thread.start()
    with transaction.atomic():
        phase_actions.open_now(phase, by=editor, reason="Jetzt")
        opened.set()
        thread.join(timeout=1)
    thread.join(timeout=60)

    assert isinstance(outcome[0], PublicationRefused)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_deleted_while_somebody_is_commenting_on_it():
    baustein = factories.open_baustein()
    author = factories.user()
    written, outcome = threading.Event(), []

    def delete():
        written.wait(30)
        try:
            outcome.append(actions.delete(baustein))
        except Exception as error:
            outcome.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=delete)
    thread.start()
    with transaction.atomic():
        factories.comment(baustein, author)
        written.set()
        thread.join(timeout=1)
    thread.join(timeout=60)

    assert isinstance(outcome[0], DeletionRefused)
    assert baustein.kommentare.count() == 1
