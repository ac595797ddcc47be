import pytest
from django.urls import reverse

from strategies import actions
from strategies.models import Baustein, Fassung, Leitprojekt, Leitziel
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def leitziel():
    return factories.baustein(title="Wege", text="Radwege bauen.", number="1")


@pytest.fixture
def editor(client, leitziel):
    person = factories.staff(leitziel.strategie.konzept, role="redaktion")
    client.force_login(person)
    return person


def _url(row):
    return reverse(f"admin:strategies_{row.kind}_change", args=[row.pk])


def _add(client, kind, **data):
    return client.post(reverse(f"admin:strategies_{kind}_add"), _form(**data), follow=True)


def _form(**data):
    counts = {f"fassungen-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    return {"position": 0, "number": "", "outline_number": "", "slug": "", **counts, **data}


def _as_opened(client, row):
    """The form's data as a browser holds it after opening the page."""
    return {name: values[-1] for name, values in opened(client, _url(row)).items()}


def test_a_new_baustein_is_a_draft_with_its_text(client, editor, leitziel):
    _add(client, "leitziel", strategie=leitziel.strategie_id, title="Grüne Höfe", text="Mehr Grün.")
    row = Leitziel.objects.get(title="Grüne Höfe")
    assert (row.kind, row.slug, row.status, row.fassung) == (
        "leitziel", "gruene-hoefe", "draft", None,
    )  # fmt: skip
    draft = row.fassungen.get()
    assert (draft.status, draft.text, draft.created_by) == ("draft", "Mehr Grün.", editor)


def test_editing_a_published_text_makes_a_draft(client, editor, leitziel):
    data = _as_opened(client, leitziel) | {"title": "Gute Wege", "text": "Radwege\r\nbauen."}
    client.post(_url(leitziel), data)
    leitziel.refresh_from_db()
    assert leitziel.title == "Wege"
    assert leitziel.fassung.text == "Radwege bauen."
    draft = leitziel.fassungen.drafts().get()
    assert (draft.title, draft.text) == ("Gute Wege", "Radwege\nbauen.")
    assert _as_opened(client, leitziel)["text"] == "Radwege\nbauen."


def test_going_back_to_the_published_text_drops_the_draft(client, editor, leitziel):
    opened = _as_opened(client, leitziel)
    client.post(_url(leitziel), opened | {"text": "Anders."})
    client.post(_url(leitziel), _as_opened(client, leitziel) | {"text": opened["text"]})
    assert not Fassung.objects.drafts().exists()


def test_saving_without_change_makes_no_draft(client, editor, leitziel):
    client.post(_url(leitziel), _as_opened(client, leitziel) | {"position": 7})
    leitziel.refresh_from_db()
    assert leitziel.position == 7
    assert not Fassung.objects.drafts().exists()


def test_two_editors_do_not_overwrite_each_other(client, editor, leitziel):
    mine = _as_opened(client, leitziel) | {"text": "Meine Fassung."}
    theirs = _as_opened(client, leitziel) | {"text": "Die Fassung der anderen <b>."}
    client.post(_url(leitziel), theirs)
    page = client.post(_url(leitziel), mine)
    assert "hat jemand anderes hier etwas geändert" in page.text
    assert "Meine Fassung." in page.text
    assert "Die Fassung der anderen &lt;b&gt;." in page.text
    assert Fassung.objects.drafts().get().text == theirs["text"]
    again = mine | {"version": page.context["adminform"].form["version"].value()}
    assert client.post(_url(leitziel), again).status_code == 302
    assert Fassung.objects.drafts().get().text == "Meine Fassung."


def test_saving_leaves_the_counters_alone(client, editor, leitziel):
    """Comments arrive while somebody edits; the counters are kept by them."""
    Baustein.objects.filter(pk=leitziel.pk).update(comment_count=5)
    client.post(_url(leitziel), _as_opened(client, leitziel) | {"position": 3})
    leitziel.refresh_from_db()
    assert (leitziel.position, leitziel.comment_count) == (3, 5)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"slug": "vergeben"}, "Diese Adresse gibt es in dieser Strategie schon."),
        ({"title": "!!!"}, "Bitte geben Sie eine Adresse an."),
    ],
)
def test_addresses_are_unique_in_a_strategie(client, editor, leitziel, data, sentence):
    factories.baustein(strategie=leitziel.strategie, slug="vergeben")
    new = {"strategie": leitziel.strategie_id, "title": "Neu", "text": "Neu."}
    assert sentence in _add(client, "leitziel", **(new | data)).text
    assert Leitziel.objects.count() == 2


def test_a_number_that_another_one_bears_is_told_and_saved(client, editor, leitziel):
    other = factories.baustein(strategie=leitziel.strategie, number="2")
    data = _as_opened(client, other) | {"number": "1"}
    page = client.post(_url(other), data, follow=True)
    assert f"Die Nummer 1 trägt auch „{leitziel.title}“." in page.text
    other.refresh_from_db()
    assert other.number == "1"


def test_the_same_number_may_belong_to_another_kind(client, editor, leitziel):
    new = {"strategie": leitziel.strategie_id, "title": "Neu", "text": "Neu.", "number": "1"}
    _add(client, "handlungsfeld", **new)
    assert Baustein.objects.filter(kind="handlungsfeld", number="1").exists()


def test_a_leitprojekt_supports_bausteine_of_its_own_konzept(client, editor, leitziel):
    foreign = factories.baustein(title="Geheimsache")
    projekt = factories.baustein("leitprojekt", strategie=leitziel.strategie)
    assert "Geheimsache" not in client.get(_url(projekt)).text
    client.post(_url(projekt), _as_opened(client, projekt) | {"supports": [foreign.pk]})
    assert not Leitprojekt.objects.get().supports.exists()
    client.post(_url(projekt), _as_opened(client, projekt) | {"supports": [leitziel.pk]})
    assert Leitprojekt.objects.get().supports.get().pk == leitziel.pk


def test_another_konzepts_strategie_cannot_be_chosen(client, editor):
    foreign = factories.strategie(title="Geheimsache")
    page = _add(client, "leitziel", strategie=foreign.pk, title="Neu", text="Neu.")
    assert "Geheimsache" not in page.text
    assert not Leitziel.objects.filter(title="Neu").exists()


def test_earlier_fassungen_are_listed_and_read_only(client, editor, leitziel):
    fassung = leitziel.fassung
    url = reverse("admin:strategies_fassung_change", args=[fassung.pk])
    assert url in client.get(_url(leitziel)).text
    assert "Radwege bauen." in client.get(url).text
    assert client.post(url, {"text": "Anders."}).status_code == 403


def test_a_draft_is_marked_as_editorial_even_afterwards(client, editor, leitziel):
    client.post(_url(leitziel), _as_opened(client, leitziel) | {"text": "Radwege baun."})
    data = _as_opened(client, leitziel)
    assert "editorial" not in data
    client.post(_url(leitziel), data | {"editorial": "on"})
    assert Fassung.objects.drafts().get().editorial


def test_the_draft_can_be_looked_at_from_its_page(client, editor, leitziel):
    address = f"{leitziel.get_fassungen_url()}entwurf/"
    assert address not in client.get(_url(leitziel)).text
    actions.save_draft(leitziel, title="Wege", text="Neue Radwege.", by=editor)
    page = client.get(_url(leitziel)).text
    assert f'href="{address}"' in page
    assert f'href="{leitziel.get_fassungen_url()}1..entwurf/"' in page
    assert "Neue Radwege." in client.get(address).text


def test_the_list_says_where_a_draft_is_waiting(client, editor, leitziel):
    changelist = reverse("admin:strategies_leitziel_changelist")
    assert "neue Fassung im Entwurf" not in client.get(changelist).text
    actions.save_draft(leitziel, title="Wege", text="Neue Radwege.", by=editor)
    assert "neue Fassung im Entwurf" in client.get(changelist).text


def test_discarding_a_draft_is_confirmed_first(client, editor, leitziel):
    address = f"{reverse('admin:strategies_leitziel_entwurf-verwerfen')}?id={leitziel.pk}"
    assert address not in client.get(_url(leitziel)).text
    actions.save_draft(leitziel, title="Wege", text="Neue Radwege.", by=editor)
    assert address in client.get(_url(leitziel)).text
    assert "nicht wiederherzustellen" in client.get(address).text
    assert Fassung.objects.drafts().exists()
    page = client.post(address, {"id": leitziel.pk}, follow=True)
    assert "Entwurf verworfen." in page.text
    assert not Fassung.objects.drafts().exists()
    again = client.post(address, {"id": leitziel.pk}, follow=True)
    assert "hat keinen Entwurf mehr" in again.text


def test_an_address_that_was_public_cannot_be_changed(client, editor, leitziel):
    before = leitziel.get_absolute_url()
    for archived in (False, True):
        if archived:
            actions.archive(leitziel)
        client.post(_url(leitziel), _as_opened(client, leitziel) | {"slug": "anders"})
        leitziel.refresh_from_db()
        assert leitziel.get_absolute_url() == before


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(
    client, editor, leitziel, rows, django_assert_num_queries
):
    for _number in range(rows - 1):
        factories.baustein(strategie=leitziel.strategie)
    with django_assert_num_queries(8):
        client.get(reverse("admin:strategies_leitziel_changelist"))
