"""Every address × every role. Deny by default: an address without a line here fails.

On the way nothing is read from the database while a template renders (``test_templates``). HEAD
answers what GET answers: ``test_reading``.
"""

import re
from collections import defaultdict
from copy import deepcopy
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from municipality.current import current

from .addresses import arguments, names, patterns
from .conftest import ROLES

pytestmark = pytest.mark.django_db

MODERATORS = ["moderator", "elsewhere", "superuser"]
# Those who may act on what is in this Konzept.
HERE = ["moderator", "superuser"]
# The only other moderator made the decision: complaints are for the Redaktion too.
DECIDERS = [*HERE, "redaktion"]
WITH_A_QUEUE = [*MODERATORS, "redaktion"]
EVALUATORS = ["auswertung", "redaktion", "superuser"]
# Who evaluates anywhere finds the way in, and nothing of this Konzept behind it.
EVALUATORS_ANYWHERE = [*EVALUATORS, "redaktion elsewhere"]
EDITORS = ["redaktion", "superuser"]
EDITORS_ANYWHERE = [*EDITORS, "redaktion elsewhere"]
OFFICES = ["fachamt", "other office"]
OF_THE_TOWN = [*EVALUATORS, *OFFICES, "moderator", "no group"]
STAFF = [*OF_THE_TOWN, "elsewhere", "redaktion elsewhere", "ex-moderator"]


def everybody(status):
    return dict.fromkeys(ROLES, status)


def signed_in(status, anonymous=302):
    return {**everybody(status), "anonymous": anonymous}


def only(roles, status, *, otherwise=404, anonymous=302):
    """``status`` for ``roles``; for everybody else what does not tell that it is there."""
    return {**signed_in(otherwise, anonymous), **dict.fromkeys(roles, status)}


PAGE = (everybody(200), everybody(405))
# Address → what GET answers and what an empty POST answers, for each role.
EXPECTED = {
    # Reading is for all, and nothing can be sent there.
    "phases:start": PAGE,
    "phases:phasen": PAGE,
    "phases:kalender": PAGE,
    "phases:poster": PAGE,
    "strategies:konzepte": PAGE,
    "strategies:konzept": PAGE,
    "strategies:mitteilungen": PAGE,
    "strategies:mitteilung": PAGE,
    "strategies:strategie": PAGE,
    "strategies:dokument": PAGE,
    "strategies:konzept_text": PAGE,
    "strategies:strategie_text": PAGE,
    "strategies:places": PAGE,
    "strategies:baustein_places": PAGE,
    # A picture that stands in no published text is for those who work on the Konzept.
    "strategies:bild": (only(OF_THE_TOWN, 200, anonymous=404), everybody(405)),
    "strategies:titelbild": PAGE,
    "cards:strategie": PAGE,
    "cards:baustein": PAGE,
    "cards:result": PAGE,
    "strategies:fassungen": PAGE,
    "strategies:fassung": PAGE,
    "strategies:unterschied": PAGE,
    # A draft is there for those who work on the Konzept.
    "strategies:entwurf": (only(OF_THE_TOWN, 200, anonymous=404), everybody(405)),
    "strategies:unterschied_entwurf": (only(OF_THE_TOWN, 200, anonymous=404), everybody(405)),
    "comments:kommentar": PAGE,
    "comments:transparency": PAGE,
    "comments:transparency_csv": PAGE,
    "comments:transparency_ods": PAGE,
    "evaluation:results": PAGE,
    "evaluation:newest": PAGE,
    "evaluation:auswertung": PAGE,
    "evaluation:ausgabe": PAGE,
    "evaluation:canvas": PAGE,
    "evaluation:dokument": PAGE,
    "evaluation:data": PAGE,
    "evaluation:download": PAGE,
    "evaluation:report": PAGE,
    "evaluation:ausgabe_report": PAGE,
    "evaluation:abwaegung": PAGE,
    "evaluation:synopse": PAGE,
    "evaluation:konzept_synopse": PAGE,
    "evaluation:strategie_synopse": PAGE,
    "evaluation:strategie_feed": PAGE,
    "evaluation:baustein_feed": PAGE,
    "evaluation:catalog": PAGE,
    "evaluation:verfahren": PAGE,
    "evaluation:feed": PAGE,
    "progress:umsetzung": PAGE,
    "progress:konzept": PAGE,
    "progress:vorhaben": PAGE,
    "progress:download": PAGE,
    "progress:places": PAGE,
    "progress:feed": PAGE,
    "progress:calendar": PAGE,
    "progress:bericht": PAGE,
    "progress:bericht_document": PAGE,
    "progress:bericht_paper": PAGE,
    "progress:foto": PAGE,
    "municipality:schema": PAGE,
    "musterseite": PAGE,
    "municipality:stylesheet": PAGE,
    "municipality:whole_stylesheet": PAGE,
    "municipality:script": PAGE,
    # The municipality of these tests has none.
    "municipality:logo": (everybody(404), everybody(405)),
    "municipality:manifest": PAGE,
    "municipality:favicon": PAGE,
    "municipality:touch_icon": PAGE,
    "municipality:touch_icon_precomposed": PAGE,
    "pages:security": PAGE,
    "change_password": (everybody(302), everybody(405)),
    "pages:page": PAGE,
    "search:search": PAGE,
    "pages:fassung": PAGE,
    "robots": PAGE,
    "sitemap": PAGE,
    "healthz": PAGE,
    "readyz": PAGE,
    "language": (everybody(200), everybody(302)),
    # Forms that need no account: an empty one is shown again.
    "baustein": (everybody(200), everybody(422)),
    "comments:reply": (everybody(200), everybody(422)),
    "comments:report": (everybody(200), everybody(422)),
    "pages:report_barrier": (everybody(200), everybody(422)),
    "comments:complain": (everybody(200), everybody(422)),
    "offices:answer": (everybody(200), everybody(422)),
    # Whoever knows the token of a draft: publishes it as themselves, or signs in first.
    "comments:draft": (everybody(200), everybody(302)),
    # Nothing waits here: one's own comments, or signing in first.
    "comments:drafts": (everybody(302), everybody(302)),
    "mails:unsubscribe": (everybody(200), everybody(200)),
    # What somebody does to their own comment is not there for others.
    "comments:edit": (only(["author"], 200), only(["author"], 422)),
    "comments:withdraw": (only(["author"], 200), only(["author"], 302)),
    "comments:vote": (everybody(405), everybody(302)),
    "strategies:follow_strategie": (everybody(405), everybody(302)),
    "progress:follow": (everybody(405), everybody(302)),
    "strategies:follow_baustein": (everybody(405), everybody(302)),
    "mails:preferences": (signed_in(200), signed_in(200)),
    # One's own account: everybody's own.
    "comments:mine": (signed_in(200), everybody(405)),
    "account_access": (signed_in(200), everybody(405)),
    "account_end_session": (everybody(302), everybody(302)),
    "account_pseudonym": (signed_in(200), signed_in(422)),
    "account_email": (signed_in(200), signed_in(422)),
    "account_identities": (signed_in(200), everybody(302)),
    "account_data": (signed_in(200), everybody(302)),
    "account_data_file": (everybody(302), everybody(405)),
    "account_delete": (signed_in(200), signed_in(422)),
    # There is no code to be entered.
    "account_email_confirm": (everybody(302), everybody(302)),
    "account_delete_confirm": (everybody(302), everybody(302)),
    # The desk is for everyone on the staff.
    "desk:start": (only(STAFF, 200), only(STAFF, 405)),
    # Dates are announced by the Redaktion of their Konzept.
    "dates:list": (only(EDITORS_ANYWHERE, 200), only(EDITORS_ANYWHERE, 405)),
    "dates:new": (only(EDITORS_ANYWHERE, 200), only(EDITORS_ANYWHERE, 422)),
    "dates:edit": (only(EDITORS, 200), only(EDITORS, 422)),
    # Who follows a Konzept gets mail of its Redaktion alone.
    "letters:list": (only(EDITORS_ANYWHERE, 200), only(EDITORS_ANYWHERE, 405)),
    "letters:new": (only(EDITORS_ANYWHERE, 200), only(EDITORS_ANYWHERE, 422)),
    "letters:preview": (only(EDITORS, 200), only(EDITORS_ANYWHERE, 405)),
    "letters:edit": (only(EDITORS, 200), only(EDITORS, 422)),
    "letters:test": (only(EDITORS_ANYWHERE, 405), only(EDITORS, 302)),
    "letters:send": (only(EDITORS_ANYWHERE, 405), only(EDITORS, 409)),
    # Where something is, says the Redaktion of its Konzept; what is drawn on, who administers.
    "places:bausteine": (only(EDITORS_ANYWHERE, 200), only(EDITORS_ANYWHERE, 405)),
    "places:lage": (only(EDITORS, 200), only(EDITORS, 422)),
    "places:picture": (only(EDITORS_ANYWHERE, 200), only(EDITORS_ANYWHERE, 405)),
    "places:ground": (only(["superuser"], 200), only(["superuser"], 405)),
    "places:new_layer": (only(["superuser"], 200), only(["superuser"], 422)),
    "places:layer": (only(["superuser"], 200), only(["superuser"], 422)),
    "places:new_ort": (only(["superuser"], 200), only(["superuser"], 422)),
    "places:new_orte": (only(["superuser"], 200), only(["superuser"], 422)),
    "places:ortsteile": (only(["superuser"], 200), only(["superuser"], 422)),
    "places:ortsteil": (only(["superuser"], 200), only(["superuser"], 422)),
    "places:ort": (only(["superuser"], 200), only(["superuser"], 422)),
    "texts:start": (only(EDITORS_ANYWHERE, 200), only(EDITORS_ANYWHERE, 405)),
    "texts:text": (only(EDITORS, 200), only(EDITORS, 422)),
    "texts:konzept": (only(EDITORS, 200), only(EDITORS, 422)),
    "texts:strategie": (only(EDITORS, 200), only(EDITORS, 422)),
    "texts:new_konzept": (only(["superuser"], 200), only(["superuser"], 422)),
    "texts:new_strategie": (only(EDITORS, 200), only(EDITORS, 422)),
    "texts:new_text": (only(EDITORS, 200), only(EDITORS, 422)),
    # People are commenting: it cannot be archived.
    "texts:act": (only(EDITORS, 200), only(EDITORS, 409)),
    "everyday:start": (only(["superuser"], 200), only(["superuser"], 405)),
    "everyday:page": (only(["superuser"], 200), only(["superuser"], 422)),
    "town:kommune": (only(["superuser"], 200), only(["superuser"], 302)),
    # When one may comment, says the Redaktion of the Konzept.
    "plan:start": (only(EDITORS_ANYWHERE, 200), only(EDITORS_ANYWHERE, 405)),
    "plan:new": (only(EDITORS_ANYWHERE, 200), only(EDITORS_ANYWHERE, 422)),
    "plan:phase": (only(EDITORS, 200), only(EDITORS, 422)),
    "plan:invited": (only(EDITORS, 200), only(EDITORS, 422)),
    "plan:act": (only(EDITORS, 200), only(EDITORS, 422)),
    # Who works here, says who administers accounts.
    "staff:start": (only(["superuser"], 200), only(["superuser"], 422)),
    "staff:person": (only(["superuser"], 200), only(["superuser"], 422)),
    "staff:stand_in": (only(["superuser"], 200), only(["superuser"], 422)),
    "staff:hand_over": (only(["superuser"], 200), only(["superuser"], 422)),
    "staff:offices": (only(["superuser"], 200), only(["superuser"], 422)),
    "staff:office": (only(["superuser"], 200), only(["superuser"], 302)),
    "staff:remove_office": (only(["superuser"], 405), only(["superuser"], 302)),
    "staff:end_stand_in": (only(["superuser"], 405), only(["superuser"], 302)),
    "staff:invite_again": (only(["superuser"], 405), only(["superuser"], 302)),
    # An office writes for its own Vorhaben, the Redaktion publishes.
    "umsetzung:start": (
        only([*EDITORS_ANYWHERE, *OFFICES], 200),
        only([*EDITORS_ANYWHERE, *OFFICES], 405),
    ),
    "umsetzung:new": (only(EDITORS_ANYWHERE, 200), only(EDITORS_ANYWHERE, 422)),
    "umsetzung:vorhaben": (only(EDITORS, 200), only(EDITORS, 422)),
    "umsetzung:place": (only(EDITORS, 200), only(EDITORS, 422)),
    "umsetzung:publish": (only(EDITORS_ANYWHERE, 405), only(EDITORS, 302)),
    "umsetzung:archive": (only(EDITORS_ANYWHERE, 405), only(EDITORS, 302)),
    "umsetzung:restore": (only(EDITORS_ANYWHERE, 405), only(EDITORS, 302)),
    "umsetzung:remove": (only(EDITORS_ANYWHERE, 405), only(EDITORS, 302)),
    "umsetzung:stand": (only([*EDITORS, "fachamt"], 200), only([*EDITORS, "fachamt"], 422)),
    "umsetzung:unchanged": (
        only([*EDITORS_ANYWHERE, *OFFICES], 405),
        only([*EDITORS, "fachamt"], 302),
    ),
    "umsetzung:publish_stand": (only(EDITORS_ANYWHERE, 405), only(EDITORS, 302)),
    "umsetzung:correct": (only([*EDITORS, "fachamt"], 302), only([*EDITORS, "fachamt"], 422)),
    "umsetzung:remove_photo": (
        only([*EDITORS_ANYWHERE, *OFFICES], 405),
        only([*EDITORS, "fachamt"], 302),
    ),
    "umsetzung:edition": (only(EDITORS, 200), only(EDITORS, 422)),
    # No format, no paper.
    "umsetzung:edition_draft": (only(EDITORS_ANYWHERE, 405), only(EDITORS, 422)),
    "umsetzung:rules": (only(EDITORS, 200), only(EDITORS, 422)),
    "umsetzung:drop": (
        only([*EDITORS_ANYWHERE, *OFFICES], 405),
        only([*EDITORS, "fachamt"], 302),
    ),
    # Pictures are for the editors, those of a Konzept for its own.
    # Without a file, without JSON; nothing is being read that could be cancelled.
    "importing:start": (only(EDITORS_ANYWHERE, 200), only(EDITORS_ANYWHERE, 422)),
    # No such list was uploaded.
    "lists:start": (only(EDITORS_ANYWHERE, 200), only(EDITORS_ANYWHERE, 422)),
    "lists:blank": (only(EDITORS, 200), only(EDITORS_ANYWHERE, 405)),
    "lists:mapping": (only(EDITORS, 302), only(EDITORS, 302)),
    "lists:comparison": (only(EDITORS, 302), only(EDITORS, 302)),
    "importing:desk": (only(EDITORS, 200), only(EDITORS, 302)),
    "importing:words": (only(EDITORS_ANYWHERE, 200), only(EDITORS_ANYWHERE, 422)),
    "importing:plan": (only(EDITORS, 200), only(EDITORS, 302)),
    "importing:cancel": (only(EDITORS_ANYWHERE, 405), only(EDITORS, 302)),
    "importing:read_again": (only(EDITORS_ANYWHERE, 405), only(EDITORS, 302)),
    "importing:picture": (only([], 200), only(EDITORS_ANYWHERE, 405)),
    # Nothing is asked for, so nothing changes.
    "outline:start": (only(EDITORS_ANYWHERE, 200), only(EDITORS_ANYWHERE, 405)),
    "outline:outline": (only(EDITORS, 200), only(EDITORS, 302)),
    "stationery:template": (only(["superuser"], 200), only(["superuser"], 422)),
    "stationery:sample": (only(["superuser"], 200), only(["superuser"], 405)),
    "pictures:start": (only(EDITORS_ANYWHERE, 200), only(EDITORS_ANYWHERE, 405)),
    "pictures:picture": (only(EDITORS, 200), only(EDITORS, 422)),
    "pictures:preview": (only([], 200), only(EDITORS_ANYWHERE, 405)),
    # The moderators' workplace does not exist for anybody else.
    "moderation:start": (only(WITH_A_QUEUE, 302), only(WITH_A_QUEUE, 405)),
    "moderation:queue": (only(MODERATORS, 200), only(MODERATORS, 405)),
    "moderation:organisations": (only(MODERATORS, 200), only(MODERATORS, 405)),
    "moderation:organisation": (only(MODERATORS, 200), only(MODERATORS, 422)),
    "account_organisation": (signed_in(200), signed_in(422)),
    "moderation:help": (only(WITH_A_QUEUE, 200), only(WITH_A_QUEUE, 405)),
    "moderation:numbers": (only(MODERATORS, 200), only(MODERATORS, 405)),
    "moderation:keep_list": (only(MODERATORS, 405), only(MODERATORS, 302)),
    "moderation:forget_list": (only(MODERATORS, 405), only([], 404)),
    "moderation:person": (only(HERE, 200), only(MODERATORS, 405)),
    "moderation:kommentar": (only(HERE, 200), only(MODERATORS, 405)),
    "moderation:decide": (only(HERE, 302), only(HERE, 422)),
    # Whoever moderates here and evaluates here; empty, it says not where to.
    "moderation:bundle": (only(["superuser"], 302), only(["superuser"], 422)),
    "moderation:decide_many": (only(MODERATORS, 302), only([], 404)),
    "moderation:undo": (only(MODERATORS, 302), only(MODERATORS, 302)),
    "moderation:complaints": (only(WITH_A_QUEUE, 200), only(WITH_A_QUEUE, 405)),
    "moderation:complaint": (only(DECIDERS, 200), only(DECIDERS, 422)),
    # Whoever moderates or evaluates asks offices; an empty question is shown again.
    "inquiries:start": (
        only([*MODERATORS, *EVALUATORS_ANYWHERE], 200),
        only([*MODERATORS, *EVALUATORS_ANYWHERE], 405),
    ),
    "inquiries:about": (only([*HERE, *EVALUATORS], 200), only([*HERE, *EVALUATORS], 422)),
    # Internal data are for those who evaluate here; an empty form is shown again.
    "auswertung:data": (only(EVALUATORS, 200), only(EVALUATORS, 422)),
    # The evaluation workplace: those who evaluate, and for one Anliegen its office.
    "auswertung:start": (
        only([*EVALUATORS_ANYWHERE, *OFFICES], 200),
        only([*EVALUATORS_ANYWHERE, *OFFICES], 405),
    ),
    "auswertung:begin": (only(EVALUATORS_ANYWHERE, 405), only(EVALUATORS, 302)),
    "auswertung:auswertung": (
        only(EVALUATORS, 200),
        only(EVALUATORS_ANYWHERE, 405),
    ),
    "auswertung:beitraege": (
        only(EVALUATORS, 200),
        only(EVALUATORS_ANYWHERE, 405),
    ),
    "auswertung:many": (only(EVALUATORS_ANYWHERE, 405), only(EVALUATORS, 422)),
    "auswertung:to_release": (only(EVALUATORS, 200), only(EVALUATORS_ANYWHERE, 405)),
    "auswertung:found": (only(EVALUATORS, 302), only(EVALUATORS_ANYWHERE, 405)),
    "auswertung:bundle": (only(EVALUATORS_ANYWHERE, 405), only(EVALUATORS, 422)),
    "auswertung:erfassen": (only(EVALUATORS, 200), only(EVALUATORS, 422)),
    "auswertung:einlesen": (only(EVALUATORS, 200), only(EVALUATORS, 422)),
    "auswertung:sheet_template": (
        only(EVALUATORS, 200),
        only(EVALUATORS_ANYWHERE, 405),
    ),
    "auswertung:preview": (only(EVALUATORS, 302), only(EVALUATORS, 302)),
    "auswertung:abwaegung": (only(EVALUATORS_ANYWHERE, 405), only(EVALUATORS, 422)),
    "auswertung:letters": (only(EVALUATORS, 200), only(EVALUATORS, 422)),
    # What came by the platform has an author and no sender.
    "auswertung:sender": (only([], 200), only([], 200)),
    "auswertung:rat": (only(EVALUATORS, 200), only(EVALUATORS, 302)),
    # The phase is still open; and of these three only the Redaktion publishes.
    "auswertung:publish": (
        only(EVALUATORS, 200),
        {**only(EVALUATORS, 409), "auswertung": 403},
    ),
    "auswertung:anliegen": (
        only([*EVALUATORS, "fachamt"], 200),
        only([*EVALUATORS, "fachamt"], 422),
    ),
    "auswertung:step": (
        only([*EVALUATORS_ANYWHERE, *OFFICES], 405),
        {**only(EVALUATORS, 422), "fachamt": 403},
    ),
    "auswertung:beitrag": (only(EVALUATORS, 200), only(EVALUATORS, 422)),
    # Accounts.
    "account_request_login_code": (signed_in(302, 200), signed_in(302, 422)),
    # Who has a name is led on; a visitor signs in first.
    "account_name": (everybody(302), everybody(302)),
    "account_login": (signed_in(302, 200), signed_in(302, 200)),
    "account_signup": (everybody(302), everybody(302)),
    "account_confirm_login_code": (everybody(302), everybody(302)),
    "account_logout": (signed_in(200), everybody(302)),
    "account_inactive": PAGE,
    # No provider answers here.
    "openid_connect_login": (everybody(302), everybody(405)),
    "openid_connect_callback": (everybody(302), everybody(405)),
    # A second factor is one's own; there is nobody here who has one.
    # They signed in without a password, and need show nothing again.
    "account_reauthenticate": (signed_in(403), signed_in(403)),
    "mfa_index": (signed_in(200), signed_in(405)),
    "mfa_authenticate": (everybody(302), everybody(302)),
    "mfa_reauthenticate": (signed_in(403), signed_in(403)),
    "mfa_activate_totp": (signed_in(200), signed_in(200)),
    "mfa_add_webauthn": (signed_in(200), signed_in(200)),
    "mfa_reauthenticate_webauthn": (signed_in(403), signed_in(403)),
    "mfa_remove_webauthn": (signed_in(404), signed_in(404)),
    "mfa_deactivate_totp": (signed_in(404), signed_in(404)),
    "mfa_view_recovery_codes": (signed_in(404), signed_in(405)),
    "mfa_generate_recovery_codes": (signed_in(200), signed_in(200)),
    "account_email_verification_sent": (everybody(302), everybody(302)),
    "account_change_password": (everybody(302), everybody(302)),
    "account_set_password": (signed_in(200), signed_in(200)),
    "account_reset_password": (everybody(200), everybody(200)),
    "account_reset_password_done": PAGE,
    "account_reset_password_from_key": (everybody(200), everybody(200)),
    "account_reset_password_from_key_done": PAGE,
}


def test_every_address_has_a_name_and_a_line_in_the_table():
    assert not [name for name in names() if name.rpartition(":")[2] == "None"]
    assert set(names()) == set(EXPECTED)


def allowed(name, role, method):
    """The answers a method may give: those but GET what POST gives, or none."""
    on_get, on_post = (column[role] for column in EXPECTED[name])
    if method == "get":
        return {on_get}
    return {on_post} if method == "post" else {on_post, 405, *({on_get} & {302, 403, 404})}


@pytest.fixture
def visits(world):
    """Yields each role with a client, all in one world: what one role adds is gone for the next."""

    def each(roles):
        for role in roles:
            cache.clear()
            current()
            with transaction.atomic():
                client = Client()
                if person := ROLES[role](world):
                    client.force_login(person)
                yield role, client
                transaction.set_rollback(True)

    return each


def answer(client, cookies, method, address):
    """The status of one request, from the same beginning as every other."""
    client.cookies = deepcopy(cookies)
    with transaction.atomic():
        status = getattr(client, method)(address).status_code
        transaction.set_rollback(True)
    return status


# allauth cleans this form while its errors are shown; it counts the keys to name the next one.
READ_BY_ALLAUTH = {"mfa_add_webauthn"}


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_every_address_answers_every_role_as_the_table_says(
    world, visits, template_queries, method
):
    wrong, refused, read = {}, set(), defaultdict(set)
    few = ["superuser", "anonymous", "resident", "moderator"]
    others = [role for role in ROLES if role not in few]
    for role, client in visits(few + others):
        cookies = deepcopy(client.cookies)
        for name in EXPECTED:
            # What no form sends and a view refuses to those who may do everything, it refuses to
            # all: the other roles try it only where it is not refused.
            if role in others and name in refused:
                continue
            address = reverse(name, kwargs=arguments(name, world))
            template_queries.clear()
            status = answer(client, cookies, method, address)
            if name not in READ_BY_ALLAUTH:
                for query in template_queries:
                    read[query].add((role, name))
            if status not in allowed(name, role, method):
                wrong[role, name] = (status, allowed(name, role, method))
            if method in ("put", "patch", "delete") and (role, status) == ("superuser", 405):
                refused.add(name)

    assert wrong == {}
    assert dict(read) == {}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["kommentar", "decide", "complaint"])
def test_somebody_elses_objects_are_not_told_from_missing_ones(world, name, method):
    """A moderator of another Konzept gets the same answer for both."""
    client = Client()
    client.force_login(ROLES["elsewhere"](world))
    there = arguments(f"moderation:{name}", world)
    missing = {**there, "pk": 10**9}

    pages = []
    for kwargs in (there, missing):
        address = reverse(f"moderation:{name}", kwargs=kwargs)
        page = getattr(client, method)(address)
        pages.append((page.status_code, page.text.replace(quote(address), "")))

    assert pages[0] == pages[1]


def test_a_selection_with_one_foreign_comment_decides_nothing(world):
    moderator = ROLES["elsewhere"](world)
    client = Client()
    client.force_login(moderator)
    data = {"auswahl": f"{world.kommentar.pk}.", "entscheidung": "verbergen"}

    page = client.post(
        reverse("moderation:decide_many"), {**data, "ground": "hass", "statement": "Hetze."}
    )

    assert page.status_code == 404
    world.kommentar.refresh_from_db()
    assert world.kommentar.is_published


ADMIN_ARGUMENTS = ({}, {"object_id": "1"}, {"pk": 1}, {"id": "1"}, {"app_label": "comments"})
ADMIN_POSITIONAL = (["1"], [1], ["1", "password"])
# Where everybody without the right is led, and where everybody may leave.
ADMIN_DOORS = {"admin:login", "admin:logout"}


def admin_addresses():
    for name, _pattern in patterns():
        if not name.startswith("admin:") or name in ADMIN_DOORS or name.endswith(":None"):
            continue
        tries = [(kwargs, []) for kwargs in ADMIN_ARGUMENTS]
        for kwargs, args in [*tries, *(({}, args) for args in ADMIN_POSITIONAL)]:
            try:
                yield name, reverse(name, args=args, kwargs=kwargs)
                break
            except NoReverseMatch:
                continue
        else:
            raise AssertionError(f"No example of the address {name}")


OUTSIDE = ["anonymous", "resident", "author", "blocked", "demoted"]


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_nobody_from_outside_gets_into_the_administration(visits, method):
    addresses = dict(admin_addresses())
    assert len(addresses) > 50
    open_doors = {}
    for role, client in visits(OUTSIDE):
        for name, path in addresses.items():
            response = getattr(client, method)(path)
            led = response.status_code == 302 and response.url.startswith("/verwaltung/login/")
            if not (led or response.status_code in (403, 404)):
                open_doors[role, name] = response.status_code

    assert open_doors == {}


_MODERATION = {
    "comments_beschwerde", "comments_kommentar", "comments_meldung",
    "comments_moderationsentscheidung", "comments_sperre", "comments_textbaustein",
    "phases_kommentierphase", "strategies_konzept", "strategies_strategie",
}  # fmt: skip
_AUSWERTUNG = {
    "comments_textbaustein", "evaluation_anliegen", "evaluation_ausgabe", "evaluation_auswertung",
    "evaluation_auswertungsprotokoll",
}  # fmt: skip
_UMSETZUNG = {
    "progress_stand", "progress_umsetzungsbericht", "progress_umsetzungsprotokoll",
    "progress_vorhaben",
}  # fmt: skip
_BAUSTEINE = {"strategies_leitziel", "strategies_handlungsfeld", "strategies_leitprojekt"}
_REDAKTION = (
    {
        *_AUSWERTUNG, *_BAUSTEINE, *_UMSETZUNG, "comments_beschwerde", "phases_kommentierphase",
        "strategies_fassung", "strategies_konzept", "strategies_strategie",
    },
    {*_BAUSTEINE, "comments_textbaustein", "phases_kommentierphase", "strategies_strategie"},
)  # fmt: skip
_NOTHING = (set(), set())
# Role → models with a list in the administration, and those it may add rows of.
ADMIN_LISTS = {
    "moderator": (_MODERATION, {"comments_textbaustein"}),
    "elsewhere": (_MODERATION, {"comments_textbaustein"}),
    "ex-moderator": _NOTHING,
    "no group": _NOTHING,
    "redaktion": _REDAKTION,
    "redaktion elsewhere": _REDAKTION,
    "auswertung": (_AUSWERTUNG, {"comments_textbaustein"}),
    "fachamt": _NOTHING,
    "other office": _NOTHING,
    "superuser": (
        {
            *_MODERATION, *_REDAKTION[0], "accounts_sicherheitsprotokoll", "accounts_user",
            "auth_group", "django_tasks_database_dbtaskresult", "mails_mail",
            "pages_barrieremeldung", "pages_seitenfassung",
        },
        {
            *_REDAKTION[1], "accounts_user", "auth_group", "municipality_kommune",
            "strategies_konzept",
        },
    ),
}  # fmt: skip


def test_the_administration_shows_every_role_the_lists_of_the_table(visits):
    """The rows in them: tests/test_admin_access.py."""
    lists = {name for name, _pattern in patterns() if re.fullmatch(r"admin:\w+_changelist", name)}
    addresses = dict(admin_addresses())
    actual, beyond, tried = {}, {}, []
    for role, client in visits([role for role in ROLES if role not in OUTSIDE]):
        # What no form sends, the first of those tries who may see the same lists.
        others = [] if ADMIN_LISTS[role] in tried else ["put", "delete"]
        tried.append(ADMIN_LISTS[role])
        models = [name.removeprefix("admin:").removesuffix("_changelist") for name in lists]
        seen, added = (
            {m for m in models if client.get(reverse(f"admin:{m}_{view}")).status_code == 200}
            for view in ("changelist", "add")
        )
        actual[role] = (seen, added)
        for name, path in addresses.items():
            model = next((m for m in models if name.startswith(f"admin:{m}_")), None)
            if model is None or model in seen | added:
                continue
            for method in ("get", "post", *others):
                if (status := getattr(client, method)(path).status_code) not in (302, 403, 404):
                    beyond[role, name, method] = status

    assert beyond == {}
    assert actual == ADMIN_LISTS
