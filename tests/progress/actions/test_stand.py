from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments.actions import StatusConflict
from progress import actions
from progress.models import Foto, Stand
from strategies.actions import ActionRefused
from strategies.models import Zustaendigkeit
from tests import factories

SAYS = factories.stand_fields()
LATE = factories.stand_fields(health="verzoegert", reason="Die Firma ist insolvent.")


def test_an_office_writes_and_the_redaktion_publishes(vorhaben, officer, editor):
    draft = actions.write_stand(vorhaben, by=officer, **SAYS)
    with pytest.raises(PermissionDenied):
        actions.publish_stand(draft, by=officer)

    stand = actions.publish_stand(draft, by=editor)

    vorhaben.refresh_from_db()
    assert vorhaben.stand == stand
    assert (stand.number, stand.by, stand.published_by) == (2, officer, editor)
    written = vorhaben.protokoll.values_list("action", flat=True)
    assert list(written)[:2] == ["stand", "written"]


def _other_office(konzept):
    return factories.staff(konzept, role="fachamt", office="Schulamt")


def _without_group(konzept):
    person = factories.user(is_staff=True)
    Zustaendigkeit.objects.create(konzept=konzept, user=person, role="fachamt", office="Bauamt")
    return person


NOT_ALLOWED = {
    "another office": _other_office,
    "this office elsewhere": lambda konzept: factories.staff(
        factories.konzept(), role="fachamt", office="Bauamt"
    ),
    "zustaendigkeit alone": _without_group,
    "moderation": lambda konzept: factories.staff(konzept, role="moderation", office="Bauamt"),
    "redaktion elsewhere": lambda konzept: factories.staff(factories.konzept(), role="redaktion"),
    "inactive": lambda konzept: factories.staff(
        konzept, role="fachamt", office="Bauamt", is_active=False
    ),
    "resident": lambda konzept: factories.user(),
}


@pytest.mark.parametrize("who", NOT_ALLOWED)
def test_nobody_else_writes_publishes_or_drops(vorhaben, konzept, who):
    person, draft = NOT_ALLOWED[who](konzept), factories.stand(vorhaben, published=False)
    tries = (
        lambda: actions.write_stand(vorhaben, by=person, version=1, **SAYS),
        lambda: actions.report_unchanged(vorhaben, by=person),
        lambda: actions.correct(vorhaben.stand, by=person, version=1, **SAYS),
        lambda: actions.publish_stand(draft, by=person),
        lambda: actions.drop_draft(draft, by=person),
        lambda: actions.set_steps(vorhaben, [], by=person),
    )
    for attempt in tries:
        with pytest.raises(PermissionDenied):
            attempt()
    assert Stand.objects.drafts().get().version == 1


def test_an_office_without_a_name_is_nobodys(konzept):
    row = factories.vorhaben(konzept, office="")
    nameless = factories.staff(konzept, role="fachamt", office="")

    with pytest.raises(PermissionDenied):
        actions.write_stand(row, by=nameless, **SAYS)


def test_the_second_of_two_who_write_is_told(vorhaben, officer, editor):
    actions.write_stand(vorhaben, by=officer, **SAYS)

    with pytest.raises(StatusConflict, match="jemand anderes"):
        actions.write_stand(vorhaben, by=editor, **SAYS)
    with pytest.raises(StatusConflict, match="jemand anderes"):
        actions.report_unchanged(vorhaben, by=editor)

    draft = actions.write_stand(vorhaben, by=editor, version=1, **SAYS | {"text": "Neu."})
    assert (draft.version, draft.text) == (2, "Neu.")
    assert Stand.objects.drafts().count() == 1


def test_a_draft_is_published_as_it_was_seen_and_once(vorhaben, editor, colleague):
    draft = actions.write_stand(vorhaben, by=editor, **SAYS)
    actions.write_stand(vorhaben, by=colleague, version=1, **SAYS | {"text": "Anders."})
    with pytest.raises(StatusConflict):
        actions.publish_stand(draft, by=editor, version=1)

    actions.publish_stand(draft, by=editor, version=2)

    with pytest.raises(StatusConflict):
        actions.publish_stand(draft, by=colleague, version=2)
    with pytest.raises(StatusConflict):
        actions.drop_draft(draft, by=editor)
    assert vorhaben.staende.published().count() == 2


@pytest.mark.parametrize(
    ("state", "health"),
    [
        ("zurueckgestellt", ""),
        ("aufgegeben", ""),
        ("umsetzung", "verzoegert"),
        ("dauerhaft", "gefaehrdet"),
    ],
)
def test_bad_news_are_not_published_without_a_reason(vorhaben, editor, state, health):
    draft = actions.write_stand(vorhaben, by=editor, state=state, health=health, text="Hm.")

    with pytest.raises(ActionRefused, match="warum"):
        actions.publish_stand(draft, by=editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stand.objects.filter(pk=draft.pk).update(
            status="published", number=9, published_at=timezone.now()
        )

    draft = actions.write_stand(
        vorhaben, by=editor, version=1, state=state, health=health, reason="Darum."
    )
    assert actions.publish_stand(draft, by=editor).reason == "Darum."


@pytest.mark.parametrize("state", ["nicht_begonnen", "abgeschlossen", "aufgegeben"])
def test_only_what_goes_on_goes_as_planned_or_not(vorhaben, editor, state):
    with pytest.raises(ActionRefused):
        actions.write_stand(vorhaben, by=editor, state=state, health="im_plan", reason="Darum.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Stand.objects.create(
            vorhaben=vorhaben, date=timezone.localdate(), state=state, health="im_plan"
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "halb fertig"},
        {"health": "bestens"},
        {"date": date(26, 1, 1)},
        {"expected_end": date(9999, 1, 1)},
        {"next_date": date(26, 1, 1)},
        {"text": "\u3164"},
        {"text": "x" * 801},
        {"cost_spent": 10**14},
    ],
)
def test_what_nobody_means_is_refused_in_words(vorhaben, editor, wrong):
    with pytest.raises(ActionRefused, match=r"\w"):
        actions.write_stand(vorhaben, by=editor, **SAYS | wrong)


def test_unchanged_is_one_step_and_kept_as_such(vorhaben, officer, editor):
    factories.stand(vorhaben, health="verzoegert", expected_end=date(2029, 11, 17))
    yesterday = timezone.localdate() - timedelta(days=1)

    draft = actions.report_unchanged(vorhaben, by=officer)
    stand = actions.publish_stand(draft, by=editor)

    assert (stand.kind, stand.health, stand.text) == ("unveraendert", "verzoegert", "")
    assert stand.reason == "Die Firma ist insolvent."
    assert stand.expected_end == date(2029, 11, 1)
    assert stand.date > yesterday


def test_what_somebody_writes_into_an_unchanged_one_is_news(vorhaben, officer):
    draft = actions.report_unchanged(vorhaben, by=officer)

    draft = actions.write_stand(vorhaben, by=officer, version=draft.version, **SAYS)

    assert draft.kind == "stand"


def test_nothing_is_unchanged_before_there_is_anything(konzept, editor):
    row = factories.vorhaben(konzept, published=False, state=None)

    with pytest.raises(ActionRefused):
        actions.report_unchanged(row, by=editor)


def test_a_correction_is_a_further_stand_and_the_wrong_one_stays(vorhaben, editor):
    wrong = factories.stand(vorhaben, text="Achtzig stehen.")

    draft = actions.correct(wrong, by=editor, **SAYS | {"text": "Acht stehen."})
    right = actions.publish_stand(draft, by=editor)

    wrong.refresh_from_db()
    assert (wrong.text, right.corrects, right.kind) == ("Achtzig stehen.", wrong, "berichtigung")
    vorhaben.refresh_from_db()
    assert vorhaben.stand == right
    draft = actions.report_unchanged(vorhaben, by=editor)
    with pytest.raises(StatusConflict):
        actions.correct(draft, by=editor, version=1, **SAYS)


@pytest.mark.parametrize(
    ("fields", "needs"),
    [
        (LATE, True),
        (factories.stand_fields(health="gefaehrdet"), True),
        (factories.stand_fields("aufgegeben"), True),
        (factories.stand_fields("zurueckgestellt"), False),
        (SAYS, False),
    ],
)
def test_bad_news_need_a_second_person_where_the_town_wants_one(
    vorhaben, editor, colleague, fields, needs
):
    actions.change_rules(vorhaben.konzept, by=editor, second_person=True)
    draft = actions.write_stand(vorhaben, by=editor, **fields)
    if needs:
        with pytest.raises(PermissionDenied):
            actions.publish_stand(draft, by=editor)

    assert actions.publish_stand(draft, by=colleague if needs else editor).number == 2


def test_without_that_wish_one_person_is_enough(vorhaben, editor):
    draft = actions.write_stand(vorhaben, by=editor, **LATE)

    assert actions.publish_stand(draft, by=editor).health == "verzoegert"


def test_the_stand_of_a_vorhaben_that_is_not_public_appears_with_it(konzept, editor):
    row = factories.vorhaben(konzept, published=False)

    with pytest.raises(StatusConflict, match="nicht öffentlich"):
        actions.publish_stand(row.staende.get(), by=editor)


# --- Photos ------------------------------------------------------------------


WORDS = {"alt": "Fertiges Wartehäuschen", "credit": "Bauamt"}


def with_photo(vorhaben, by, **fields):
    photo = factories.stand_photo()
    return actions.write_stand(vorhaben, by=by, photos=[photo], **SAYS | fields)


def test_a_photo_comes_with_a_draft_and_goes_with_it(
    vorhaben, editor, django_capture_on_commit_callbacks
):
    draft = with_photo(vorhaben, editor)
    [name] = [each["name"] for each in Foto.objects.get().files][:1]
    assert default_storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        actions.drop_draft(draft, by=editor)

    assert not Foto.objects.exists()
    assert not default_storage.exists(name)


def test_a_photo_can_be_taken_from_a_published_stand(vorhaben, editor):
    stand = actions.publish_stand(with_photo(vorhaben, editor), by=editor)

    actions.remove_photo(stand.fotos.get(), by=editor)

    assert not Foto.objects.exists()
    assert Stand.objects.filter(pk=stand.pk).exists()


def test_there_is_a_limit_of_photos(vorhaben, editor):
    photo = factories.stand_photo()

    with pytest.raises(ActionRefused, match="Bilder"):
        actions.write_stand(vorhaben, by=editor, photos=[photo] * 7, **SAYS)
