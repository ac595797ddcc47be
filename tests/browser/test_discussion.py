"""A discussion for who cannot see it: each comment has a name, and its buttons say whose it is."""

import pytest
from playwright.sync_api import expect

from comments.passages import choices, find_quote
from tests import factories

from .pages import session_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AUTHORS = ("Uwe vom Deich", "Erna vom Markt", "Ida am Hafen")


def first_passage(fassung):
    return find_quote(fassung, choices(fassung)[0][0])


@pytest.fixture
def discussion():
    """A Baustein with a root, its reply and another root, each by somebody else."""
    baustein = factories.open_baustein()
    uwe, erna, ida = (factories.user(name) for name in AUTHORS)
    root = factories.comment(baustein, uwe)
    factories.comment(baustein, erna, "Das stimmt.", parent=root)
    factories.comment(baustein, ida, "Ein Brunnen.", quote=first_passage(baustein.fassung))
    return baustein


def test_each_comment_is_an_article_with_a_heading_and_a_name(open_browser, discussion):
    page = open_browser()
    page.goto(discussion.get_absolute_url())

    assert page.locator(".comment").count() == len(AUTHORS)
    for name in AUTHORS:
        article = page.get_by_role("article", name=name)
        assert article.get_by_role("heading", name=name).count() == 1


@pytest.mark.parametrize("author", AUTHORS)
@pytest.mark.parametrize("signed_in", [False, True])
def test_everything_one_can_press_says_whose_comment_it_is(
    open_browser, live_server, discussion, author, signed_in
):
    page = open_browser()
    if signed_in:
        cookie = session_of(discussion.kommentare.get(author__pseudonym=author).author)
        page.context.add_cookies([{**cookie, "url": live_server.url}])
    page.goto(discussion.get_absolute_url())

    article = page.get_by_role("article", name=author)
    named = [article.get_by_role(role, name=author).count() for role in ("button", "link")]

    assert named == [article.locator("button").count(), article.locator("a[href]").count()]
    # Date, reply and report or the like; the votes of others alone are one's own to give.
    assert named[0] == (0 if signed_in else 2)
    assert named[1] >= 3


def test_one_sees_that_ones_comment_is_published(open_browser, live_server, discussion):
    """On a phone and without script: it stands at the comment, a long way down the page."""
    page = open_browser(javascript=False)
    cookie = session_of(factories.user("Jan am See"))
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    page.goto(discussion.get_absolute_url())
    page.get_by_label("Ihr Beitrag").fill("Mehr Bäume vor den Häusern.")
    with page.expect_navigation():
        page.get_by_role("button", name="Beitrag abgeben").click()

    article = page.get_by_role("article", name="Jan am See")
    thanks = article.get_by_text("Danke. Ihr Beitrag ist veröffentlicht.")
    expect(thanks).to_be_in_viewport(ratio=1)
