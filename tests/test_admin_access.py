"""Who gets where in the administration: a group and a Zuständigkeit are both needed."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts import groups
from comments.models import Moderationsentscheidung
from phases.models import Kommentierphase
from strategies.models import Zustaendigkeit

from . import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(baustein):
    """A Konzept with one row of everything that has a page in the administration."""
    kommentar = factories.comment(baustein)
    strategie = baustein.strategie
    return {
        "konzept": strategie.konzept,
        "strategies_konzept": strategie.konzept,
        "strategies_strategie": strategie,
        "strategies_leitziel": baustein,
        "strategies_fassung": baustein.fassung,
        "phases_kommentierphase": Kommentierphase.objects.get(),
        "comments_kommentar": kommentar,
        "comments_moderationsentscheidung": Moderationsentscheidung.objects.create(
            konzept=strategie.konzept, kommentar=kommentar, action="release"
        ),
    }


def _group_without_zustaendigkeit(konzept):
    person = factories.user(is_staff=True)
    person.groups.add(*Group.objects.all())
    return person


def _zustaendigkeit_without_group(konzept):
    person = factories.user(is_staff=True)
    for role in Zustaendigkeit.Role.values:
        Zustaendigkeit.objects.create(konzept=konzept, user=person, role=role)
    return person


def _ex(role):
    def build(konzept):
        person = factories.staff(konzept, role=role)
        person.zustaendigkeiten.all().delete()
        return person

    return build


def _no_longer_active(konzept):
    return factories.staff(konzept, role="moderation", is_active=False)


ROLES = {
    "superuser": lambda konzept: factories.superuser(),
    "redaktion here": lambda konzept: factories.staff(konzept, role="redaktion"),
    "redaktion elsewhere": lambda konzept: factories.staff(factories.konzept(), role="redaktion"),
    "moderation here": lambda konzept: factories.staff(konzept, role="moderation"),
    "moderation elsewhere": lambda konzept: factories.staff(factories.konzept(), role="moderation"),
    "group alone": _group_without_zustaendigkeit,
    "zustaendigkeit alone": _zustaendigkeit_without_group,
    "ex-redaktion": _ex("redaktion"),
    "ex-moderator": _ex("moderation"),
    "inactive moderator": _no_longer_active,
    "resident": lambda konzept: factories.user(),
}
EVERYTHING = [
    "strategies_konzept", "strategies_strategie", "strategies_leitziel", "strategies_fassung",
    "phases_kommentierphase", "comments_kommentar", "comments_moderationsentscheidung",
]  # fmt: skip
MAY_VIEW = {
    "superuser": set(EVERYTHING),
    "redaktion here": {
        "strategies_konzept", "strategies_strategie", "strategies_leitziel", "strategies_fassung",
        "phases_kommentierphase",
    },
    "moderation here": {
        "strategies_konzept", "strategies_strategie", "phases_kommentierphase",
        "comments_kommentar", "comments_moderationsentscheidung",
    },
}  # fmt: skip


def turned_away(response):
    """Whether a page is not there for somebody, or they are asked to sign in first."""
    if response.status_code == 302:
        return response.url.startswith(reverse("admin:login"))
    return response.status_code in (403, 404)


@pytest.mark.parametrize("role", ROLES)
def test_a_row_is_shown_to_those_who_work_on_its_konzept(client, here, role):
    client.force_login(ROLES[role](here["konzept"]))
    wrong = []
    for name in EVERYTHING:
        for view in ("change", "history"):
            answer = client.get(reverse(f"admin:{name}_{view}", args=[here[name].pk]))
            may = name in MAY_VIEW.get(role, ())
            if not (answer.status_code == 200 if may else turned_away(answer)):
                wrong.append((name, view, answer.status_code))

    assert wrong == []


@pytest.mark.parametrize("role", [role for role in ROLES if role not in MAY_VIEW])
def test_a_list_names_nothing_of_other_konzepte(client, here, role):
    client.force_login(ROLES[role](here["konzept"]))
    secrets = (here["konzept"].title, here["strategies_leitziel"].title, "Gute Idee.")
    told = []
    for name in EVERYTHING:
        page = client.get(reverse(f"admin:{name}_changelist")).text
        told += [(name, secret) for secret in secrets if secret in page]

    assert told == []


def test_anonymous_visitors_are_asked_to_sign_in(client, here):
    wrong = []
    for name in EVERYTHING:
        for view in ("changelist", "change", "history", "delete"):
            args = [] if view == "changelist" else [here[name].pk]
            answer = client.get(reverse(f"admin:{name}_{view}", args=args))
            if answer.status_code != 302 or not answer.url.startswith(reverse("admin:login")):
                wrong.append((name, view, answer.status_code))

    assert wrong == []


@pytest.mark.parametrize("role", [role for role in ROLES if role != "superuser"])
def test_nobody_but_superusers_reaches_deletion(client, here, role):
    client.force_login(ROLES[role](here["konzept"]))
    wrong = []
    for name in EVERYTHING:
        address = reverse(f"admin:{name}_delete", args=[here[name].pk])
        status = client.post(address, {"post": "yes"}).status_code
        if status not in (302, 403, 404):
            wrong.append((name, status))
        here[name].refresh_from_db()

    assert wrong == []


@pytest.mark.parametrize(
    "name", ["strategies_konzept", "strategies_strategie", "phases_kommentierphase"]
)
def test_moderators_read_but_do_not_change(client, here, name):
    client.force_login(factories.staff(here["konzept"], role="moderation"))
    url = reverse(f"admin:{name}_change", args=[here[name].pk])
    assert 'name="title"' not in client.get(url).text
    assert client.post(url, {"title": "Anders"}).status_code == 403


def test_editing_here_and_moderating_there_are_kept_apart(client, here):
    """The permissions of both groups add up; the Konzepte they hold for do not."""
    person = factories.staff(here["konzept"], role="moderation")
    elsewhere = factories.strategie()
    person.groups.add(Group.objects.get(name=groups.REDAKTION))
    Zustaendigkeit.objects.create(konzept=elsewhere.konzept, user=person, role="redaktion")
    client.force_login(person)
    url = reverse("admin:strategies_strategie_change", args=[here["strategies_strategie"].pk])
    assert client.post(url, {"title": "Anders"}).status_code == 403
    add = client.get(reverse("admin:phases_kommentierphase_add"))
    assert [row.pk for row in add.context["adminform"].form.fields["strategie"].queryset] == [
        elsewhere.pk
    ]


def test_the_index_lists_what_somebody_can_use(client, here):
    client.force_login(factories.staff(here["konzept"], role="moderation"))
    page = client.get(reverse("admin:index")).text
    assert reverse("admin:comments_kommentar_changelist") in page
    assert reverse("admin:accounts_user_changelist") not in page
    assert reverse("admin:strategies_leitziel_changelist") not in page


def test_filters_name_no_other_konzept(client, here):
    draft = factories.strategie(
        konzept=factories.konzept(title="Geheimes Konzept", status="draft"), title="Geheimsache"
    )
    factories.baustein(strategie=draft)
    factories.phase(draft, title="Geheime Phase")
    for role, names in {
        "redaktion": ["strategies_strategie", "strategies_leitziel", "phases_kommentierphase"],
        "moderation": ["comments_kommentar", "phases_kommentierphase"],
    }.items():
        client.force_login(factories.staff(here["konzept"], role=role))
        for name in names:
            page = client.get(reverse(f"admin:{name}_changelist")).text
            assert here["strategies_strategie"].title in page
            assert "Geheim" not in page


@pytest.mark.parametrize(
    "query",
    ["baustein__strategie__konzept__title__startswith=G", "author__email__startswith=p"],
)
def test_lists_cannot_be_asked_about_what_they_do_not_show(client, here, query):
    client.force_login(factories.staff(here["konzept"], role="moderation"))
    response = client.get(f"{reverse('admin:comments_kommentar_changelist')}?{query}")
    assert response.status_code == 400


def test_looking_up_people_is_for_superusers(client, here):
    client.force_login(factories.staff(here["konzept"], role="redaktion"))
    query = {"app_label": "strategies", "model_name": "zustaendigkeit", "field_name": "user"}
    assert client.get(reverse("admin:autocomplete"), query).status_code == 403


def test_the_admin_tells_no_addresses_of_drafts(client, here):
    """Django's „view on site“ redirect answers for any row of any model."""
    client.force_login(factories.staff(here["konzept"], role="redaktion"))
    assert client.get("/verwaltung/r/1/1/").status_code == 404
