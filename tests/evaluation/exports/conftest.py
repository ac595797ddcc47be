import pytest

from comments import actions as comment_actions
from comments.models import Kommentar
from evaluation import actions
from phases.models import Kommentierphase
from tests import factories

SECRET = "Geheimnis"


@pytest.fixture
def strategie(baustein):
    return baustein.strategie


@pytest.fixture
def unpublished(baustein, kommentar, moderator):
    """A hidden, a withdrawn and a waiting comment, each with a word nobody may read."""
    author = factories.user(f"{SECRET} Person")
    hidden = factories.hidden_comment(baustein, by=moderator, author=author, text=f"{SECRET} 1")
    withdrawn = factories.comment(baustein, author, text=f"{SECRET} 2")
    comment_actions.withdraw(withdrawn, by=author)
    Kommentierphase.objects.update(release="after_review")
    waiting = factories.comment(baustein, author, text=f"{SECRET} 3")
    Kommentierphase.objects.update(release="at_once")
    assert waiting.status == "pending"
    return [hidden, Kommentar.objects.get(pk=withdrawn.pk), waiting]


@pytest.fixture
def ausgabe(auswertung, kommentar, over, evaluator, editor):
    """The result: one Anliegen, followed by a new Fassung of the Baustein."""
    factories.draft(over)
    factories.released_anliegen(
        auswertung, [kommentar], by=evaluator, released_by=editor, verdict="folgen",
        bausteine=[over],
    )  # fmt: skip
    return actions.publish(auswertung, by=editor)
