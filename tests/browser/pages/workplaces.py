"""Where moderators and evaluators work, and the administration."""

from django.urls import reverse

from comments.models import Organisation, Textbaustein
from municipality.models import Kartenebene, Kommune, Ort, Ortsteil
from pages.models import Seitenfassung
from progress.models import Stand, Vorhaben
from strategies.models import Amt

from .state import State, at, choose_first, fill, find_similar, open_all, press, submit, then, tick

# --- Moderation ---------------------------------------------------------------


def asked(town):
    """A contribution about which an office was asked."""
    return town.answered_question().kommentar_id


def office(town):
    return Amt.objects.get_or_create(name="Friedhofsamt", email="friedhof@example.org")[0].pk


def colleague(town):
    return town.moderator.pk


def queue(tab, query=""):
    return at("moderation:queue", lambda town: tab, query=query)


def decision(name):
    return at("moderation:decide", lambda town: town.kommentar.pk, lambda town: name)


MODERATION = {
    "liste gemeldet": State(queue("gemeldet"), who="moderator"),
    "liste alle": State(queue("alle"), who="moderator"),
    "liste offen geklappt": State(queue("alle"), who="moderator", prepare=open_all),
    "liste ohne treffer": State(queue("alle", "?suche=Zeppelin"), who="moderator"),
    "kommentar": State(at("moderation:kommentar", lambda town: town.kommentar.pk), who="moderator"),
    "kommentar offen geklappt": State(
        at("moderation:kommentar", lambda town: town.tombstone.pk),
        who="moderator",
        prepare=open_all,
    ),
    "verbergen": State(decision("verbergen"), who="moderator", leads_to="moderation:kommentar"),
    "verbergen ohne grund": State(
        decision("verbergen"),
        who="moderator",
        prepare=submit("#verbergen"),
        leads_to="moderation:decide",
    ),
    "beschwerden": State(at("moderation:complaints"), who="colleague"),
    "beschwerde": State(
        at("moderation:complaint", lambda town: town.complaint().pk), who="colleague"
    ),
    "rückfragen": State(
        lambda town: asked(town) and reverse("inquiries:start"),
        who="moderator",
    ),
    "rückfrage": State(at("inquiries:about", asked), who="moderator"),
    "rückfrage ohne frage": State(
        at("inquiries:about", asked), who="moderator", prepare=submit("form.narrow")
    ),
    "beitrag mit auskunft": State(at("moderation:kommentar", asked), who="moderator"),
    "organisationen": State(at("moderation:organisations"), who="moderator"),
    "organisation": State(
        at("moderation:organisation", lambda town: Organisation.objects.first().pk),
        who="moderator",
    ),
    "hilfe": State(at("moderation:help"), who="moderator"),
    "zahlen": State(at("moderation:numbers"), who="moderator"),
    "person": State(
        at("moderation:person", lambda town: town.kommentar.author_id), who="moderator"
    ),
}

# --- Evaluation ---------------------------------------------------------------


def in_progress(name, query=""):
    return at(f"auswertung:{name}", lambda town: town.in_progress.pk, query=query)


def published(name, query=""):
    return at(f"auswertung:{name}", lambda town: town.published.pk, query=query)


def anliegen(**fields):
    return lambda town: town.anliegen(**fields).get_absolute_url()


def picture(town):
    return reverse("pictures:picture", args=["konzept", town.konzept.pk])


def outline(town):
    return reverse("outline:outline", args=[town.konzept.pk])


def renumber(page):
    """Ask for another number of the first text."""
    page.locator("[name^=nummer-]").first.fill("77")
    submit(".workplace form")(page)


def new_picture(town):
    return reverse("pictures:picture", args=["strategie", town.strategie("open").pk])


def contribution(town):
    return town.contribution.pk


def clear_title(page):
    page.locator("#anliegen [name=title]").fill("")


def work_on_an_old_version(page):
    page.locator("#anliegen [name=version]").evaluate("(field) => { field.value = 0 }")
    page.locator("#anliegen [name=reasons]").fill("Ganz anders.")


def layer(town):
    return Kartenebene.objects.get(kind="grenze").pk


def place(town):
    return Ort.objects.first().pk


def with_place(town):
    return town.mine.exclude(lage=None).first().pk


def without_place(town):
    return town.mine.filter(lage=None).first().pk


def act_on(row, name):
    return reverse("texts:act", args=[row._meta.model_name, row.pk, name])


def publish_news(town):
    """Publish the Konzept of what one edits, with a new text in it."""
    baustein = town.mine.first()
    if not baustein.fassungen.drafts().exists():
        baustein.fassungen.create(title=baustein.title, text="Ein neuer Satz.")
    return act_on(baustein.strategie.konzept, "veroeffentlichen")


def press_the_sketch(page):
    with page.expect_navigation():
        page.locator("input[type=image]:visible").click(position={"x": 90, "y": 70})


PLACES = {
    "mitteilungen": State(at("letters:list"), who="redaktion"),
    "mitteilung ohne angaben": State(
        at("letters:new"), who="redaktion", prepare=submit("main form")
    ),
    "entwurf einer mitteilung": State(
        at("letters:preview", lambda town: town.message.pk), who="redaktion"
    ),
    "mitteilung bearbeiten": State(
        at("letters:edit", lambda town: town.message.pk), who="redaktion"
    ),
    "termine vor ort": State(at("dates:list"), who="redaktion"),
    "termin": State(at("dates:edit", lambda town: town.meeting.pk), who="redaktion"),
    "termin ohne angaben": State(at("dates:new"), who="redaktion", prepare=submit("main form")),
    "umsetzung": State(at("umsetzung:start"), who="redaktion"),
    "vorhaben anlegen": State(at("umsetzung:new"), who="redaktion"),
    "ort eines vorhabens": State(
        at("umsetzung:place", lambda town: Vorhaben.objects.first().pk), who="redaktion"
    ),
    "vorhaben": State(
        at("umsetzung:vorhaben", lambda town: Vorhaben.objects.first().pk), who="redaktion"
    ),
    "stand": State(
        at("umsetzung:stand", lambda town: Vorhaben.objects.first().pk), who="redaktion"
    ),
    "stand berichtigen": State(
        at("umsetzung:correct", lambda town: Stand.objects.published().first().pk),
        who="redaktion",
    ),
    "umsetzungsbericht": State(
        at("umsetzung:edition", lambda town: Vorhaben.objects.first().konzept_id), who="redaktion"
    ),
    "regeln der umsetzung": State(
        at("umsetzung:rules", lambda town: Vorhaben.objects.first().konzept_id), who="redaktion"
    ),
    "orte": State(at("places:bausteine"), who="redaktion"),
    "ort eines ziels": State(at("places:lage", with_place), who="redaktion"),
    "ort ohne worte": State(
        at("places:lage", without_place),
        who="redaktion",
        prepare=submit("main form"),
    ),
    "punkt gesetzt": State(
        at("places:lage", without_place),
        who="redaktion",
        prepare=press_the_sketch,
    ),
    "word-vorlage": State(at("stationery:template"), who="administrator"),
    "word-vorlage ohne datei": State(
        at("stationery:template"), who="administrator", prepare=submit("form.narrow")
    ),
    "skizze der kommune": State(at("places:ground"), who="administrator"),
    "neue ebene": State(at("places:new_layer"), who="administrator"),
    "ebene": State(at("places:layer", layer), who="administrator"),
    "neuer ort": State(at("places:new_ort"), who="administrator"),
    "mehrere orte": State(
        at("places:new_orte"), who="administrator", prepare=submit("form.narrow")
    ),
    "ort": State(at("places:ort", place), who="administrator"),
    "texte": State(at("texts:start"), who="redaktion"),
    "text": State(at("texts:text", with_place), who="redaktion"),
    "angaben zum konzept": State(
        at("texts:konzept", lambda town: town.mine.first().strategie.konzept_id), who="redaktion"
    ),
    "einleitung": State(
        at("texts:strategie", lambda town: town.mine.first().strategie_id), who="redaktion"
    ),
    "neues konzept": State(at("texts:new_konzept"), who="administrator"),
    "neues konzept ohne titel": State(
        at("texts:new_konzept"), who="administrator", prepare=submit("form.narrow")
    ),
    "neue strategie": State(
        at("texts:new_strategie", lambda town: town.mine.first().strategie.konzept_id),
        who="redaktion",
    ),
    "neuer text": State(
        at("texts:new_text", lambda town: town.mine.first().strategie_id), who="redaktion"
    ),
    "konzept veröffentlichen": State(publish_news, who="redaktion"),
    "strategie archivieren": State(
        lambda town: act_on(town.strategie("open"), "archivieren"), who="administrator"
    ),
    "seiten am schreibtisch": State(at("everyday:start"), who="administrator"),
    "seite bearbeiten": State(at("everyday:page", lambda town: "netiquette"), who="administrator"),
    "auftritt": State(at("town:kommune"), who="administrator"),
    "kommentierphasen": State(at("plan:start"), who="redaktion"),
    "neue phase": State(at("plan:new"), who="redaktion"),
    "neue phase ohne angaben": State(
        at("plan:new"), who="redaktion", prepare=submit("form.narrow")
    ),
    "neue phase mit zeitplan": State(
        at("plan:new"),
        who="redaktion",
        prepare=then(tick("by_timetable"), fill("form.narrow", timetable_1="", days_off="Ostern")),
    ),
    "eingeladene": State(
        at("plan:invited", lambda town: town.first_for_some.pk), who="administrator"
    ),
    "niemand eingeladen, falsche adresse": State(
        at("plan:invited", lambda town: town.first_for_some.pk),
        who="administrator",
        prepare=fill("form.narrow", addresses="Frau Meier\nerika@example.org"),
    ),
    "phase ändern": State(
        at("plan:phase", lambda town: town.in_progress.kommentierphase_id), who="administrator"
    ),
    "phase verlängern": State(
        at(
            "plan:act",
            lambda town: (
                town.baustein("open").strategie.kommentierphasen.order_by("-ends_at").first().pk
            ),
            lambda town: "verlaengern",
        ),
        who="administrator",
    ),
    "mitarbeitende": State(at("staff:start"), who="administrator"),
    "niemand eingeladen": State(
        at("staff:start"), who="administrator", prepare=submit("form.narrow")
    ),
    "mitarbeiterin": State(at("staff:person", colleague), who="administrator"),
    "vertretung": State(at("staff:stand_in", colleague), who="administrator"),
    "übergabe": State(at("staff:hand_over", colleague), who="administrator"),
    "ämter": State(at("staff:offices"), who="administrator"),
    "adresse eines amts": State(at("staff:office", office), who="administrator"),
    "ortsteile": State(at("places:ortsteile"), who="administrator"),
    "ortsteile ohne namen": State(
        at("places:ortsteile"), who="administrator", prepare=submit("form.narrow")
    ),
    "ortsteil": State(
        at("places:ortsteil", lambda town: Ortsteil.objects.first().pk), who="administrator"
    ),
}

EVALUATION = {
    "dokumente einlesen": State(at("importing:start"), who="editor"),
    "dokumente einlesen ohne datei": State(
        at("importing:start"), who="editor", prepare=submit("main form")
    ),
    "maßnahmenliste einlesen": State(at("lists:start"), who="editor"),
    "maßnahmenliste ohne datei": State(
        at("lists:start"), who="editor", prepare=submit("main form")
    ),
    "spalten einer liste": State(lambda town: town.list_address("mapping"), who="editor"),
    "vergleich mit einer liste": State(lambda town: town.list_address("comparison"), who="editor"),
    "wörter in dokumenten": State(at("importing:words"), who="editor"),
    "dokument wird gelesen": State(
        lambda town: town.einlesung(
            state="reading", stage="pages", done=12, total=350
        ).get_absolute_url(),
        who="editor",
    ),
    "dokument nicht gelesen": State(
        lambda town: town.einlesung(
            state="failed", sentence="Die Datei ist beschädigt."
        ).get_absolute_url(),
        who="editor",
    ),
    "gliederung eines dokuments": State(
        lambda town: town.einlesung().get_absolute_url(), who="editor"
    ),
    "was sich ändert": State(
        lambda town: reverse("importing:plan", args=[town.einlesung().pk]), who="editor"
    ),
    "gliederungen": State(at("outline:start"), who="editor"),
    "gliederung": State(outline, who="editor"),
    "gliederung ohne auswahl": State(outline, who="editor", prepare=submit(".bulk")),
    "gliederung bestätigen": State(outline, who="editor", prepare=renumber),
    "bilder": State(at("pictures:start"), who="editor"),
    "bild": State(picture, who="editor"),
    "bild neu": State(new_picture, who="editor"),
    "bild ohne alles": State(
        new_picture,
        who="editor",
        prepare=submit("main form"),
    ),
    "schreibtisch": State(at("desk:start"), who="evaluator"),
    "schreibtisch des amts": State(at("desk:start"), who="office"),
    "übersicht": State(at("auswertung:start"), who="evaluator"),
    "übersicht des amts": State(at("auswertung:start"), who="office"),
    "in arbeit": State(in_progress("auswertung"), who="evaluator"),
    "rat": State(in_progress("rat"), who="evaluator"),
    "briefe": State(in_progress("letters"), who="evaluator"),
    "absender": State(
        lambda town: reverse("auswertung:sender", args=[town.entered.pk]), who="evaluator"
    ),
    "in arbeit, aufgeklappt": State(in_progress("auswertung"), who="evaluator", prepare=open_all),
    "in arbeit, ohne treffer": State(in_progress("auswertung", "?suche=Zeppelin"), who="evaluator"),
    "veröffentlicht": State(published("auswertung"), who="evaluator"),
    "beiträge": State(in_progress("beitraege"), who="evaluator"),
    "beiträge alle": State(in_progress("beitraege", "?liste=alle"), who="evaluator"),
    "beiträge erledigt": State(published("beitraege"), who="evaluator"),
    "bündel": State(in_progress("beitraege", "?liste=anliegen"), who="evaluator"),
    "bündeln ohne auswahl": State(
        in_progress("beitraege"),
        who="evaluator",
        prepare=press("Neues Anliegen"),
        leads_to="auswertung:bundle",
    ),
    "viele anliegen freigeben": State(
        in_progress("auswertung"),
        who="redaktion",
        prepare=then(choose_first, press("Freigeben …")),
        leads_to="auswertung:many",
    ),
    "was auf freigabe wartet": State(in_progress("to_release"), who="redaktion"),
    "beitrag": State(at("auswertung:beitrag", contribution), who="evaluator", prepare=find_similar),
    "beitrag in abschnitten": State(
        at("auswertung:beitrag", lambda town: town.letter().pk),
        who="evaluator",
        prepare=then(find_similar, open_all),
    ),
    "beitrag ohne ziel": State(
        at("auswertung:beitrag", contribution),
        who="evaluator",
        prepare=then(submit("#zuordnen-form"), find_similar),
    ),
    "anliegen": State(anliegen(), who="evaluator"),
    "anliegen aufgeklappt": State(anliegen(), who="evaluator", prepare=open_all),
    "anliegen vorgelegt": State(anliegen(status="prepared"), who="redaktion", prepare=open_all),
    "anliegen des amts": State(anliegen(), who="office"),
    "anliegen freigegeben": State(
        lambda town: town.published.anliegen.earliest("number").get_absolute_url(),
        who="evaluator",
    ),
    "anliegen ohne titel": State(
        anliegen(), who="evaluator", prepare=then(clear_title, submit("#aenderungen"))
    ),
    "anliegen, inzwischen geändert": State(
        anliegen(), who="evaluator", prepare=then(work_on_an_old_version, submit("#aenderungen"))
    ),
    "zurückgeben ohne grund": State(
        anliegen(status="prepared"),
        who="redaktion",
        prepare=then(open_all, submit("#zurueckgeben")),
        leads_to="auswertung:step",
    ),
    "erfassen": State(in_progress("erfassen"), who="evaluator"),
    "erfassen ohne text": State(
        in_progress("erfassen"), who="evaluator", prepare=press("Erfassen")
    ),
    "einlesen": State(in_progress("einlesen"), who="evaluator"),
    "einlesen ohne datei": State(in_progress("einlesen"), who="evaluator", prepare=press("Prüfen")),
    "tabelle in ordnung": State(lambda town: town.sheet_address(good=True), who="evaluator"),
    "tabelle mit fehlern": State(lambda town: town.sheet_address(good=False), who="evaluator"),
    "veröffentlichen geht noch nicht": State(in_progress("publish"), who="redaktion"),
    "veröffentlichen": State(published("publish"), who="redaktion"),
    "veröffentlichen ohne hinweis": State(
        published("publish"), who="redaktion", prepare=submit("main form")
    ),
    "veröffentlichen darf die redaktion": State(published("publish"), who="evaluator"),
    "interne daten": State(in_progress("data"), who="evaluator"),
}

# --- Administration -----------------------------------------------------------


def admin(name, *find, query=""):
    return State(at(f"admin:{name}", *find, query=query), who="administrator")


def question(name, find):
    """The page on which the administration asks before it acts on a row."""
    return State(lambda town: f"{reverse(f'admin:{name}')}?id={find(town)}", who="administrator")


def konzept(town):
    return town.konzept.pk


def baustein(town):
    return town.baustein("open").pk


def kommentar(town):
    return town.kommentar.pk


def phase(town):
    return town.strategie("open").kommentierphasen.get().pk


def barrier(town):
    return town.barrier.pk


def text_block(town):
    return Textbaustein.objects.first().pk


def page(town):
    return Seitenfassung.objects.current().get(page="netiquette").pk


ADMIN = {
    "übersicht": admin("index"),
    "übersicht der redaktion": State(at("admin:index"), who="redaktion"),
    "bereich": admin("app_list", lambda town: "strategies"),
    # Lists.
    "konzepte": admin("strategies_konzept_changelist"),
    "bausteine": admin("strategies_leitziel_changelist"),
    "phasen": admin("phases_kommentierphase_changelist"),
    "kommentare": admin("comments_kommentar_changelist"),
    "menschen": admin("accounts_user_changelist"),
    "mails": admin("mails_mail_changelist"),
    "seiten": admin("pages_seitenfassung_changelist"),
    "nichts gefunden": admin("strategies_konzept_changelist", query="?q=Zeppelin"),
    # Forms.
    "konzept": admin("strategies_konzept_change", konzept),
    "strategie": admin("strategies_strategie_change", lambda town: town.strategie("open").pk),
    "baustein": admin("strategies_leitziel_change", baustein),
    "baustein anlegen": admin("strategies_leitziel_add"),
    "baustein ohne titel": State(
        at("admin:strategies_leitziel_add"),
        who="administrator",
        prepare=submit("#leitziel_form"),
    ),
    "phase": admin("phases_kommentierphase_change", phase),
    "phase anlegen": admin("phases_kommentierphase_add"),
    "phasen anlegen": admin("phases_kommentierphase_several"),
    "kommentar": admin("comments_kommentar_change", lambda town: town.tombstone.pk),
    "mensch": admin("accounts_user_change", lambda town: town.moderator.pk),
    "passwort eines menschen": admin("auth_user_password_change", lambda town: town.moderator.pk),
    "seite": admin("pages_seitenfassung_change", page),
    "barriere": admin("pages_barrieremeldung_change", barrier),
    "auftritt": admin("municipality_kommune_change", lambda town: Kommune.objects.get().pk),
    "anliegen": admin("evaluation_anliegen_change", lambda town: town.anliegen().pk),
    # What asks again before it acts, and what only tells.
    "barriere beantworten": question("pages_barrieremeldung_antworten", barrier),
    "phase verlängern": question("phases_kommentierphase_verlaengern", phase),
    "konzept archivieren": question("strategies_konzept_archivieren", konzept),
    "kommentar verbergen": question("comments_kommentar_verbergen", kommentar),
    "gespräch": admin("comments_kommentar_thread", kommentar),
    "textbaustein löschen": admin("comments_textbaustein_delete", text_block),
    "verlauf": admin("strategies_konzept_history", konzept),
}
