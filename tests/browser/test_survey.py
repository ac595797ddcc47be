"""Every page in every state: opened once, and checked there for everybody who may come.

The pages do not depend on the database: they are walked on SQLite alone.
"""

from collections import defaultdict

import pytest
from django.contrib.admin import site

from tests.security.addresses import patterns

from . import checks
from .pages import GROUPS, Town, names_of, walk

OF_EVERY_MODEL = {"add", "change", "changelist", "delete", "history"}
# What has an address and is no page of its own: why.
NO_PAGE = {
    name: reason
    for reason, names in {
        "only takes what forms send": (
            "account_end_session", "admin:logout", "auswertung:abwaegung", "auswertung:begin",
            "comments:vote",
            "importing:cancel", "importing:read_again",
            "letters:send", "letters:test", "moderation:decide_many",
            "moderation:forget_list", "moderation:keep_list", "moderation:undo",
            "staff:end_stand_in", "staff:invite_again", "staff:remove_office",
            "umsetzung:archive", "umsetzung:drop", "umsetzung:edition_draft",
            "umsetzung:publish", "umsetzung:remove", "umsetzung:restore",
            "umsetzung:publish_stand", "umsetzung:remove_photo", "umsetzung:unchanged",
            "progress:follow", "strategies:follow_baustein", "strategies:follow_strategie",
        ),
        "leads elsewhere at once": (
            "account_signup", "admin:password_change", "admin:strategies_konzept_import",
            "auswertung:found", "change_password", "moderation:bundle",
            "evaluation:newest", "moderation:start",
        ),
        "a file or data": (
            "account_data_file", "admin:autocomplete", "admin:jsi18n", "auswertung:sheet_template",
            "comments:transparency_csv", "comments:transparency_ods",
            "evaluation:ausgabe_report", "evaluation:baustein_feed",
            "evaluation:catalog", "evaluation:dokument", "evaluation:download",
            "evaluation:feed", "evaluation:report", "evaluation:strategie_feed",
            "evaluation:verfahren", "municipality:favicon", "municipality:logo",
            "municipality:manifest", "municipality:schema", "municipality:script",
            "municipality:stylesheet", "municipality:touch_icon",
            "municipality:touch_icon_precomposed",
            "municipality:whole_stylesheet", "pages:security", "phases:kalender",
            "cards:baustein", "cards:result", "cards:strategie", "pictures:preview",
            "importing:picture", "lists:blank",
            "places:picture", "robots", "sitemap",
            "strategies:baustein_places", "strategies:bild", "strategies:dokument",
            "progress:calendar", "progress:download", "progress:feed",
            "progress:foto", "progress:places", "strategies:places", "strategies:titelbild",
            "progress:bericht_document", "progress:bericht_paper",
            "evaluation:abwaegung", "evaluation:synopse", "evaluation:konzept_synopse",
            "stationery:sample",
            "evaluation:strategie_synopse", "strategies:konzept_text", "strategies:strategie_text",
        ),
        "answers programs": ("healthz", "readyz"),
        "only there when OIDC is set up, and leads elsewhere": (
            "openid_connect_callback", "openid_connect_login",
        ),
        "nobody is led there, and it looks like its neighbours": ("admin:password_change_done",),
    }.items()
    for name in names
}  # fmt: skip


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("group", GROUPS)
def test_everybody_can_use_every_page(open_browser, live_server, tmp_path, group):
    # Not in the folder in which the town keeps its documents.
    folder = tmp_path / "seiten"
    folder.mkdir()
    documents, found = [], defaultdict(list)

    def open_page(**options):
        page = open_browser(**options)
        page.on("response", lambda answer: documents.append(answer) if _is_page(answer) else None)
        return page

    for name, page in walk(group, open_page, live_server.url):
        (folder / f"{name}.html").write_text(documents[-1].text(), encoding="utf-8")
        for line in _look_at(page):
            found[line].append(name)
    lines = [f"{line}\n    in: {', '.join(names)}" for line, names in found.items()]
    lines += checks.invalid_html(folder)

    assert not lines, "\n".join(lines)


def _is_page(answer):
    return answer.request.is_navigation_request() and answer.status not in (301, 302)


def _look_at(page):
    """Check one page without asking the server again."""
    page.set_viewport_size(checks.WIDE)
    found = [f"wide, light: {line}" for line in checks.axe(page)]
    found += [f"forced colours: {line}" for line in checks.unseen_in_forced_colours(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"wide, dark: {line}" for line in checks.axe(page, checks.OF_COLOURS)]
    page.set_viewport_size(checks.NARROW)
    found += [f"narrow, dark: {line}" for line in checks.axe(page)]
    page.emulate_media(color_scheme="light")
    found += [f"narrow, light: {line}" for line in checks.axe(page, checks.OF_COLOURS)]
    # 320 px are 1280 px at 400 %.
    found += [f"narrow: {line}" for line in checks.cut_off(page)]
    for size in checks.LARGE_LETTERS:
        checks.set_letters(page, size)
        found += [f"narrow, letters of {size} px: {line}" for line in checks.cut_off(page)]
    checks.set_letters(page, checks.LETTERS)
    checks.set_spacing(page)
    found += [f"spaced: {line}" for line in checks.cut_off(page)]
    return found


@pytest.mark.django_db
def test_every_page_is_looked_at():
    town = Town()
    states = [
        state for make, states in GROUPS.values() if make is Town for state in states.values()
    ]
    seen = {_kind(name) for state in states for name in names_of(state, town)}

    every = {_kind(name) for name, pattern in patterns() if pattern.name}

    assert every - seen == set(NO_PAGE)


def _kind(name):
    """In the administration all lists are of one kind, and so are all forms and questions."""
    place, _colon, rest = name.rpartition(":")
    model, _dash, last = rest.rpartition("_")
    admins = {f"{row.opts.app_label}_{row.opts.model_name}": row for row in site._registry.values()}
    if place != "admin" or model not in admins:
        return name
    asks = {action.name for action in getattr(admins[model], "confirmed_actions", ())}
    return "question" if last in asks else last if last in OF_EVERY_MODEL else name
