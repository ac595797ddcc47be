"""What is not published is on no public page: no verdict, correction, draft or count."""

import pytest
from django.urls import reverse

from comments.models import Kommentar
from evaluation import actions, notify
from mails.models import Mail
from tests import factories

UNRELEASED = "Geheimbeschluss"


def public_pages(auswertung, baustein):
    strategie = baustein.strategie
    konzept = strategie.konzept
    comments = [f"/kommentare/{pk}/" for pk in Kommentar.objects.values_list("pk", flat=True)]
    return [
        "/", "/phasen/", "/phasen/kalender.ics", "/konzepte/",
        konzept.get_absolute_url(), strategie.get_absolute_url(), baustein.get_absolute_url(),
        reverse("comments:transparency", args=[konzept.slug]),
        reverse("comments:transparency_csv", args=[konzept.slug]),
        reverse("strategies:fassungen", args=baustein.path),
        reverse("evaluation:newest", args=[konzept.slug, strategie.slug]),
        auswertung.get_absolute_url(),
        *(row.get_absolute_url() for row in auswertung.ausgaben.all()),
        *(row.get_document_url() for row in auswertung.ausgaben.all()),
        *comments,
    ]  # fmt: skip


def work_on(auswertung, baustein, evaluator):
    """Everything that could leak: verdict, reasons, title, office, a draft, another Anliegen."""
    anliegen = auswertung.anliegen.first()
    actions.edit(
        anliegen, by=evaluator, version=anliegen.version, title=UNRELEASED, summary=UNRELEASED,
        reasons=UNRELEASED, office=UNRELEASED, verdict="nicht",
    )  # fmt: skip
    actions.create(auswertung, by=evaluator, title=UNRELEASED, summary=UNRELEASED)
    factories.draft(baustein, text=UNRELEASED)


@pytest.mark.parametrize("person", ["anonymous", "resident", "moderator"])
@pytest.mark.parametrize("published", [False, True])
def test_what_is_being_worked_on_leaks_nowhere(
    client, request, ready, over, evaluator, editor, person, published
):
    if published:
        actions.publish(ready, by=editor)
        over.refresh_from_db()
    work_on(ready, over, evaluator)
    if person != "anonymous":
        client.force_login(request.getfixturevalue(person))

    for address in public_pages(ready, over):
        page = client.get(address)
        assert UNRELEASED not in page.content.decode(), address
        assert page.status_code == 200 or not published, address


def test_what_is_being_worked_on_is_in_no_mail(ready, over, evaluator, editor, resident):
    ausgabe = actions.publish(ready, by=editor)
    over.refresh_from_db()
    work_on(ready, over, evaluator)

    notify.tell_of_results(ausgabe)

    mail = Mail.objects.get(kind="results", user=resident)
    assert UNRELEASED not in mail.text + mail.subject
    assert "Zum Anliegen „Ein Rufbus am Abend“: Dem folgen wir." in mail.text
