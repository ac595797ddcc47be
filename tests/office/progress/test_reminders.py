"""Who is reminded of a Stand that is due, when, and how often."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.notices import notices_for
from mails.models import Frequency, Kind, Mail
from mails.preferences import choose
from municipality.months import months_later
from office.progress.notices import notices
from progress.models import Erinnerung
from strategies.models import Zustaendigkeit
from tests import factories

pytestmark = pytest.mark.django_db
ROLE = Zustaendigkeit.Role


@pytest.fixture
def konzept():
    return factories.konzept()


@pytest.fixture
def editor(konzept):
    return factories.staff(konzept, role=ROLE.REDAKTION)


@pytest.fixture
def officer(konzept):
    return factories.staff(konzept, role=ROLE.FACHAMT, office="Bauamt")


@pytest.fixture
def forester(konzept):
    return factories.staff(konzept, role=ROLE.FACHAMT, office="Forstamt")


def _due(konzept, days, **fields):
    """A Vorhaben whose next Stand is due in so many days."""
    due_on = timezone.localdate() + timedelta(days=days)
    # Not every day is so many months after another one.
    begun, rhythm = next(
        (day, rhythm)
        for rhythm in (6, 7)
        for day in (due_on - timedelta(days=180 + more) for more in range(40))
        if months_later(day, rhythm) == due_on
    )
    return factories.vorhaben(konzept, stand={"date": begun}, rhythm=rhythm, **fields)


def _mails(user):
    call_command("send_digests")
    return list(Mail.objects.filter(template="reports", user=user).order_by("created_at"))


@pytest.mark.parametrize(
    ("days", "office", "redaktion"),
    [(15, 0, 0), (14, 1, 0), (1, 1, 0), (0, 1, 0), (-29, 1, 0), (-30, 0, 1), (-400, 0, 1)],
)
def test_the_office_is_told_first_and_then_the_redaktion(
    konzept, editor, officer, forester, days, office, redaktion
):
    _due(konzept, days)

    assert (len(_mails(officer)), len(_mails(editor))) == (office, redaktion)
    assert _mails(forester) == []


def test_each_step_comes_once_for_each_due_date(konzept, officer):
    row = _due(konzept, 14)
    assert len(_mails(officer)) == 1
    # As on another day: of today there is no mail yet.
    Mail.objects.all().delete()

    assert _mails(officer) == []

    assert [each.step for each in row.erinnerungen.all()] == ["bald"]
    Erinnerung.objects.update(due_on=row.due_on - timedelta(days=180))
    assert len(_mails(officer)) == 1


def test_the_link_leads_to_the_form_with_one_click(client, konzept, officer):
    row = _due(konzept, 0)

    (mail,) = _mails(officer)

    address = f"/schreibtisch/umsetzung/{row.pk}/stand/"
    assert mail.subject == "Umsetzung: Zu einem Vorhaben fehlt der neue Stand"
    assert address in mail.text
    client.force_login(officer)
    assert f"/schreibtisch/umsetzung/{row.pk}/unveraendert/" in client.get(address).text


def test_several_come_in_one_mail(konzept, officer):
    _due(konzept, 3, title="Radweg")
    _due(konzept, 0)

    (mail,) = _mails(officer)

    assert mail.subject == "Umsetzung: Zu 2 Vorhaben fehlt der neue Stand"
    assert mail.text.count("/stand/") == 2


def test_without_anybody_of_the_office_the_redaktion_is_told(konzept, editor):
    _due(konzept, 0, office="Wasserverband")

    assert len(_mails(editor)) == 1


@pytest.mark.parametrize("ends", ["draft", "written", "done", "abandoned", "unwanted"])
def test_who_has_nothing_to_do_hears_nothing(konzept, officer, ends):
    state = {"done": "abgeschlossen", "abandoned": "aufgegeben"}.get(ends, "umsetzung")
    begun = months_later(timezone.localdate(), -6)
    says = {"state": state, "stand": {"date": begun}}
    row = factories.vorhaben(konzept, published=ends != "draft", **says)
    if ends == "written":
        factories.stand(row, published=False)
    if ends == "unwanted":
        choose(officer, Kind.REPORTS, Frequency.NONE)

    assert _mails(officer) == []


@pytest.mark.parametrize(
    ("days", "text"),
    [(10, "1 Stand in zwei Wochen oder früher fällig"), (0, "1 Stand fällig"),
     (-30, "1 Stand seit mehr als 30 Tagen fällig")],
)  # fmt: skip
def test_the_desk_says_it_too(konzept, editor, officer, days, text):
    row = _due(konzept, days)
    assert [n.text for n in notices_for(officer)] == [text]

    factories.stand(row, by=officer, published=False)

    assert [n.text for n in notices_for(officer)] == []
    assert [n.text for n in notices_for(editor)] == ["1 Stand wartet auf Veröffentlichung"]


@pytest.mark.parametrize("number", [1, 3])
def test_notices_cost_the_same_for_many(konzept, editor, django_assert_num_queries, number):
    for title in range(number):
        row = factories.vorhaben(konzept, title=f"V{title}")
        factories.stand(row, published=False)
    list(notices(editor))

    with django_assert_num_queries(1):
        list(notices(editor))
