"""What is written into the outbox: who gets it, in which words, under which headers."""

import email
import email.policy
import re
from email.utils import parseaddr
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.core import mail as django_mail
from django.core.files.base import ContentFile
from django.utils import translation
from PIL import Image

from mails.actions import send
from mails.models import DigestEntry, Frequency, Kind, Mail
from mails.preferences import choose
from municipality import current
from municipality.models import Kommune
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def results(user, title="Lebendige Mitte", **fields):
    """News of a kind that people can choose."""
    context = {"strategie": factories.strategie(title=title), "link": "https://example.org/"}
    fields = {"template": "results", "kind": Kind.RESULTS, **fields}
    return send(context=context, user=user, **fields)


def received():
    """The newest mail as a mail program reads it."""
    raw = django_mail.outbox[-1].message(policy=email.policy.SMTP).as_bytes()
    return raw, email.message_from_bytes(raw, policy=email.policy.default)


def test_news_comes_at_once_unless_chosen_otherwise():
    user = factories.user()
    mail = results(user)

    assert isinstance(mail, Mail)
    assert (mail.address, mail.kind, mail.user) == (user.email, "results", user)
    assert len(django_mail.outbox) == 1


def test_who_chose_daily_gets_an_entry_and_no_mail():
    user = factories.user()
    choose(user, Kind.RESULTS, Frequency.DAILY)
    entry = results(user, key="results-1")

    assert isinstance(entry, DigestEntry)
    assert entry.subject == "Ergebnisse veröffentlicht: Lebendige Mitte"
    assert entry.link == "https://example.org/"
    assert django_mail.outbox == []
    assert results(user, key="results-1") is None
    assert DigestEntry.objects.count() == 1


def test_what_came_at_once_does_not_come_again_in_the_digest():
    user = factories.user()
    results(user, key="results-1")
    choose(user, Kind.RESULTS, Frequency.DAILY)

    assert results(user, key="results-1") is None
    assert not DigestEntry.objects.exists()


def test_who_chose_none_gets_nothing():
    user = factories.user()
    choose(user, Kind.RESULTS, Frequency.NONE)

    assert results(user) is None
    assert not Mail.objects.exists()


def test_no_preference_switches_off_a_decision():
    user = factories.user()
    for kind in Kind:
        choose(user, kind, Frequency.NONE)
    send(template="login_code", context={"code": "482913"}, user=user)

    assert len(django_mail.outbox) == 1
    assert "List-Unsubscribe" not in django_mail.outbox[0].extra_headers


def test_a_deactivated_account_gets_no_news_but_its_decisions():
    user = factories.user(is_active=False)

    assert results(user) is None
    assert send(template="login_code", context={"code": "482913"}, user=user)


def test_without_a_receiver_nothing_is_written():
    assert send(template="login_code", context={"code": "482913"}) is None


@pytest.mark.parametrize(
    "evil",
    [
        "Titel\r\nBcc: alle@example.org",
        "Titel\nBcc: alle@example.org",
        "Titel\rBcc: alle@example.org",
        "Titel\u2028Bcc: alle@example.org",
        "Titel\x85Bcc: alle@example.org\x0b\x0c\x1b",
    ],
)
def test_a_line_break_in_a_title_begins_no_header(evil):
    results(factories.user(), title=evil)
    raw, message = received()

    assert message["Bcc"] is None
    assert message["Subject"] == "Ergebnisse veröffentlicht: Titel Bcc: alle@example.org"
    assert not re.search(rb"^Bcc:", raw, re.MULTILINE)
    assert "\nBcc:" not in message.get_body("plain").get_content()


def test_an_endless_title_is_cut_in_the_subject():
    mail = results(factories.user(), title="Mitte " * 50)

    assert len(mail.subject) <= 200
    assert mail.subject.endswith("…")


def test_nothing_in_a_text_becomes_markup_or_a_link_of_ours(baustein):
    author = factories.user()
    root = factories.comment(baustein, author)
    text = '<script>alert(1)</script>\n-- \n- https://falle.example/\x0b<b onclick="x">'
    factories.comment(baustein, factories.user(), text, parent=root)
    [mail] = Mail.objects.filter(template="reply")

    assert "<script>" not in mail.html
    assert "onclick=&quot;" in mail.html
    assert 'href="https://falle.example' not in mail.html
    assert mail.html.count("<hr>") == 1
    for line in ("> <script>alert(1)</script>", "> --", "> - https://falle.example/"):
        assert line in mail.text.splitlines()


def test_both_parts_say_the_same_and_load_nothing(settings):
    results(factories.user())
    _raw, message = received()
    plain = message.get_body("plain").get_content()
    html = message.get_body("html").get_content()
    body = re.sub(r"<[^>]+>", " ", html.partition("</h1>")[2])

    # Where the text has words, a colon and an address of ours, the HTML has a link.
    plain = re.sub(rf":?\s+{re.escape(settings.SITE_URL)}\S*", "", plain)
    assert body.split() == [word for word in plain.split() if word != "--"]
    assert not re.search(r"<(img|link|script|iframe|object)|url\(|@import|src=", html)


def test_the_logo_goes_along_with_the_mail_and_nothing_is_fetched(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = BytesIO()
    Image.new("RGBA", (80, 160)).save(picture, "PNG")
    logo = ContentFile(picture.getvalue(), name="wappen.png")
    Kommune.objects.create(logo=logo, logo_width=80, logo_height=160)
    current.refresh()

    results(factories.user())

    _raw, message = received()
    [part] = [row for row in message.walk() if row.get_content_type() == "image/png"]
    html = message.get_body("html").get_content()
    assert part.get_content() == picture.getvalue()
    assert re.findall(r'src="([^"]*)"', html) == [f"cid:{part['Content-ID'].strip('<>')}"]
    assert 'width="20" height="40"' in html
    assert message.get_body("plain").get_content().startswith("Guten Tag,")


def test_a_logo_that_is_gone_meanwhile_stops_no_mail(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    Kommune.objects.create(logo="logo/weg.png", logo_width=80, logo_height=160)
    current.refresh()

    results(factories.user())

    _raw, message = received()
    assert "<img" not in message.get_body("html").get_content()


def test_the_headers_of_a_mail_that_can_be_chosen(settings):
    settings.SITE_URL = "https://mitreden.stadt-mit-einem-wirklich-langen-namen.example"
    user = factories.user()
    mail = results(user, thread="strategie 7")
    raw, message = received()
    host = "mitreden.stadt-mit-einem-wirklich-langen-namen.example"

    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == mail.message_id == f"<{mail.pk}@{host}>"
    assert message["References"] == message["In-Reply-To"] == f"<strategie-7@{host}>"
    assert message["Precedence"] == "bulk"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == f"<{mail.kind}.{host}>"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Content-Language"] == "de"
    assert parseaddr(message["From"]) == ("Mitreden · Elbhagen", settings.DEFAULT_FROM_EMAIL)
    [line] = re.findall(rb"^List-Unsubscribe: ?(?:\r\n )?(.*)\r\n", raw, re.MULTILINE)
    assert re.fullmatch(rb"<https://mitreden\.[^ <>]+/mails/abbestellen/[^ <>]+/>", line)
    assert line.decode().strip("<>") in message.get_body("plain").get_content()


def test_a_mail_nobody_can_switch_off_belongs_to_no_list():
    send(template="login_code", context={"code": "482913"}, user=factories.user())
    _raw, message = received()

    assert message["List-Id"] is None
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("setting", "name", "shown"),
    [
        ("mitreden@elbhagen.example", "", "Mitreden · Elbhagen"),
        (
            "mitreden@elbhagen.example",
            "Bad Mödelitz, \r\n Kurort",
            "Mitreden · Bad Mödelitz, Kurort",
        ),
        ("Stadt Elbhagen <mitreden@elbhagen.example>", "Anders", "Stadt Elbhagen"),
    ],
)
def test_the_sender_has_the_name_of_the_municipality(settings, setting, name, shown):
    settings.DEFAULT_FROM_EMAIL = setting
    Kommune.objects.create(name=name)
    current.refresh()
    results(factories.user())
    _raw, message = received()

    assert parseaddr(str(message["From"])) == (shown, "mitreden@elbhagen.example")


@pytest.mark.parametrize(
    ("contact", "reader"),
    [
        ("", None),
        ("Stadtplanungsamt, Markt 1, Telefon 030 23125-410", None),
        ("Amt\nE-Mail: <planung@elbhagen.example>.", "planung@elbhagen.example"),
        ("mailto:planung@elbhagen.example, info@elbhagen.example", "planung@elbhagen.example"),
        ("planung@elbhagen, @elbhagen.example", None),
    ],
)
def test_answers_go_to_the_office_or_the_mail_says_that_nobody_reads_them(contact, reader):
    Kommune.objects.create(contact=contact)
    current.refresh()
    results(factories.user())
    _raw, message = received()
    plain = message.get_body("plain").get_content()

    assert message["Reply-To"] == reader
    assert ("liest niemand" in plain) == (reader is None)
    assert reader is None or f"gehen an {reader}" in plain


def test_each_element_carries_its_own_style_and_the_colour_of_the_municipality():
    Kommune.objects.create(accent="#7a1f3d")
    current.refresh()
    results(factories.user())
    _raw, message = received()
    html = message.get_body("html").get_content()

    assert re.search(r'<h1 style="[^"]*font-size: ?24px', html)
    assert re.search(r'<a [^>]*style="color: ?#7a1f3d', html)
    assert re.search(r'<div class="sheet"[^>]* style="[^"]*font-family:[^"]*Arial', html)
    # What only Outlook for Windows reads: it knows no greatest width.
    assert re.search(r'<!--\[if mso\]><table [^>]*width="600"', html)
    assert not re.search(r"\d(rem|em)\b|system-ui|<main", html)


def test_mails_of_one_thread_share_their_beginning_and_no_id():
    user = factories.user()
    first, second = results(user, thread="kommentar-1"), results(user, thread="kommentar-1")

    assert first.headers["References"] == second.headers["References"]
    assert first.message_id != second.message_id


def test_each_reader_gets_their_own_language():
    german, english = factories.user(), factories.user(language="en")
    results(german)
    results(english)

    assert django_mail.outbox[0].subject == "Ergebnisse veröffentlicht: Lebendige Mitte"
    assert django_mail.outbox[1].subject == "Results published: Lebendige Mitte"
    assert "Hello," in django_mail.outbox[1].body
    assert '<html lang="en">' in django_mail.outbox[1].alternatives[0].content


def test_without_an_account_the_language_is_told():
    send(
        template="login_code",
        context={"code": "482913"},
        address="lena@example.org",
        language="en",
    )

    assert django_mail.outbox[0].subject == "Your code: 482913"


def test_a_new_account_writes_in_the_language_of_its_first_visit(client):
    # The request leaves its language behind in the thread of the tests.
    with translation.override("de"):
        english = {"accept-language": "en"}
        client.post("/konto/anmelden/", {"email": "lena@example.org"}, headers=english)
        [message] = django_mail.outbox
        code = message.subject.rpartition(" ")[2]
        client.post("/konto/anmelden/code/", {"code": code}, headers=english)

    assert message.subject.startswith("Your code:")
    assert get_user_model().objects.get().language == "en"


def test_mails_allauth_words_itself_go_through_the_outbox_too(client):
    factories.user(email="amt@example.org", password="ein langes Kennwort 7")
    client.post("/konto/passwort/vergessen/", {"email": "amt@example.org"})

    assert Mail.objects.get().template == "password_reset_key"
    assert "amt@example.org" in django_mail.outbox[0].to


def test_a_deleted_account_takes_its_mails_along():
    user = factories.user()
    results(user)
    user.delete()

    assert not Mail.objects.exists()
