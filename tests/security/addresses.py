"""Every address of the site, from the resolver: a new one is found without being told."""

from django.urls import URLPattern, get_resolver

from teamwork.answer_links import answer_token


def _path(world):
    names = ("konzept", "strategie", "kind", "slug")
    return dict(zip(names, world.baustein.path, strict=True))


# What each address stands for in the ``world`` of the tests.
ARGUMENTS = {
    "baustein": _path,
    "strategies:baustein_places": _path,
    "strategies:fassungen": _path,
    "strategies:fassung": lambda w: {**_path(w), "number": 1},
    "strategies:entwurf": _path,
    "strategies:unterschied": lambda w: {**_path(w), "old": 1, "new": 2},
    "strategies:unterschied_entwurf": lambda w: {**_path(w), "old": 1},
    "comments:kommentar": lambda w: {"pk": w.kommentar.pk},
    "comments:reply": lambda w: {"pk": w.kommentar.pk},
    "comments:edit": lambda w: {"pk": w.kommentar.pk},
    "comments:withdraw": lambda w: {"pk": w.kommentar.pk},
    "comments:vote": lambda w: {"pk": w.kommentar.pk},
    "comments:report": lambda w: {"pk": w.kommentar.pk},
    "comments:draft": lambda w: {"token": w.entwurf.pk},
    "comments:complain": lambda w: {"token": w.complaint_token},
    "offices:answer": lambda w: {"token": answer_token(w.rueckfrage)},
    "inquiries:about": lambda w: {"pk": w.kommentar.pk},
    "comments:transparency": lambda w: {"konzept": w.konzept.slug},
    "comments:transparency_csv": lambda w: {"konzept": w.konzept.slug},
    "comments:transparency_ods": lambda w: {"konzept": w.konzept.slug},
    "evaluation:newest": lambda w: _result(w),
    "evaluation:auswertung": lambda w: _result(w, pk=w.ausgabe.auswertung_id),
    "evaluation:canvas": lambda w: _result(w, pk=w.ausgabe.auswertung_id),
    "evaluation:ausgabe": lambda w: _result(w, pk=w.ausgabe.auswertung_id, number=1),
    "evaluation:dokument": lambda w: _result(w, pk=w.ausgabe.auswertung_id, number=1),
    "progress:konzept": lambda w: {"konzept": w.konzept.slug},
    "progress:vorhaben": lambda w: {"konzept": w.konzept.slug, "number": w.vorhaben.number},
    "progress:download": lambda w: {
        "konzept": w.konzept.slug,
        "name": "staende",
        "format": "csv",
    },
    "progress:places": lambda w: {"konzept": w.konzept.slug},
    "progress:feed": lambda w: {"konzept": w.konzept.slug},
    "progress:calendar": lambda w: {"konzept": w.konzept.slug},
    "progress:bericht": lambda w: {"konzept": w.konzept.slug, "number": w.bericht.number},
    "progress:bericht_document": lambda w: {"konzept": w.konzept.slug, "number": w.bericht.number},
    "progress:bericht_paper": lambda w: {
        "konzept": w.konzept.slug,
        "number": w.bericht.number,
        "format": "odt",
    },
    "progress:foto": lambda w: {"key": w.foto.key, "width": w.foto.width},
    "strategies:konzept": lambda w: {"slug": w.konzept.slug},
    "strategies:places": lambda w: {"slug": w.konzept.slug},
    "strategies:konzept_text": lambda w: {"slug": w.konzept.slug, "format": "docx"},
    "strategies:strategie_text": lambda w: {
        "konzept": w.konzept.slug,
        "slug": w.baustein.strategie.slug,
        "format": "docx",
    },
    "strategies:dokument": lambda w: {"konzept": w.konzept.slug, "pk": w.dokument.pk},
    "strategies:strategie": lambda w: {
        "konzept": w.konzept.slug,
        "slug": w.baustein.strategie.slug,
    },
    "phases:poster": lambda w: {
        "konzept": w.konzept.slug,
        "slug": w.baustein.strategie.slug,
    },
    "strategies:follow_strategie": lambda w: {"pk": w.baustein.strategie_id},
    "progress:follow": lambda w: {"pk": w.vorhaben.pk},
    "strategies:follow_baustein": lambda w: {"pk": w.baustein.pk},
    "strategies:bild": lambda w: {"sha256": w.bild.sha256},
    "cards:strategie": lambda w: {
        "konzept": w.konzept.slug,
        "slug": w.baustein.strategie.slug,
    },
    "cards:baustein": _path,
    "cards:result": lambda w: _result(w, pk=w.ausgabe.auswertung_id),
    "strategies:titelbild": lambda w: {"key": w.titelbild.key, "width": w.titelbild.width},
    "lists:blank": lambda w: {"pk": w.konzept.pk},
    "lists:mapping": lambda w: {"pk": w.konzept.pk, "token": "0" * 32},
    "lists:comparison": lambda w: {"pk": w.konzept.pk, "token": "0" * 32},
    "importing:desk": lambda w: {"pk": w.einlesung.pk},
    "importing:plan": lambda w: {"pk": w.einlesung.pk},
    "importing:cancel": lambda w: {"pk": w.einlesung.pk},
    "importing:read_again": lambda w: {"pk": w.einlesung.pk},
    "importing:picture": lambda w: {"pk": w.einlesung.pk, "sha256": "0" * 64},
    "outline:outline": lambda w: {"pk": w.konzept.pk},
    "pictures:picture": lambda w: {"kind": "baustein", "pk": w.baustein.pk},
    # Nothing lies under this token.
    "pictures:preview": lambda w: {"konzept": w.konzept.pk, "token": "0" * 32},
    "moderation:queue": lambda w: {"tab": "alle"},
    "moderation:forget_list": lambda w: {"pk": 1},
    "moderation:person": lambda w: {"pk": w.author.pk},
    "moderation:kommentar": lambda w: {"pk": w.kommentar.pk},
    "moderation:bundle": lambda w: {"pk": w.kommentar.pk},
    "moderation:decide": lambda w: {"pk": w.kommentar.pk, "name": "verbergen"},
    "moderation:complaint": lambda w: {"pk": w.beschwerde.pk},
    "evaluation:data": lambda w: _result(w),
    "evaluation:download": lambda w: _result(w, name="beitraege", format="csv"),
    "evaluation:report": lambda w: _result(w, pk=w.ausgabe.auswertung_id, format="docx"),
    "evaluation:ausgabe_report": lambda w: _result(
        w, pk=w.ausgabe.auswertung_id, number=1, format="odt"
    ),
    "evaluation:konzept_synopse": lambda w: {"slug": w.konzept.slug, "format": "odt"},
    "evaluation:strategie_synopse": lambda w: {
        "konzept": w.konzept.slug,
        "slug": w.baustein.strategie.slug,
        "format": "docx",
    },
    "evaluation:synopse": lambda w: _result(w, pk=w.ausgabe.auswertung_id, number=1, format="docx"),
    "evaluation:strategie_feed": lambda w: _result(w),
    "evaluation:baustein_feed": _path,
    "auswertung:data": lambda w: {"pk": w.ausgabe.auswertung_id},
    "auswertung:begin": lambda w: {"pk": w.auswertung.kommentierphase_id},
    "auswertung:auswertung": lambda w: {"pk": w.auswertung.pk},
    "auswertung:beitraege": lambda w: {"pk": w.auswertung.pk},
    "auswertung:bundle": lambda w: {"pk": w.auswertung.pk},
    "auswertung:many": lambda w: {"pk": w.auswertung.pk},
    "auswertung:to_release": lambda w: {"pk": w.auswertung.pk},
    "auswertung:found": lambda w: {"pk": w.auswertung.pk},
    "auswertung:erfassen": lambda w: {"pk": w.auswertung.pk},
    "auswertung:einlesen": lambda w: {"pk": w.auswertung.pk},
    "auswertung:sheet_template": lambda w: {"pk": w.auswertung.pk},
    # Leads those who may to the upload: nothing lies under this token.
    "auswertung:preview": lambda w: {"pk": w.auswertung.pk, "token": "0" * 32},
    "evaluation:abwaegung": lambda w: _result(
        w, pk=w.ausgabe.auswertung_id, number=1, format="odt"
    ),
    "auswertung:abwaegung": lambda w: {"pk": w.auswertung.pk},
    "auswertung:letters": lambda w: {"pk": w.auswertung.pk},
    "auswertung:sender": lambda w: {"pk": w.kommentar.pk},
    "auswertung:rat": lambda w: {"pk": w.auswertung.pk},
    "auswertung:publish": lambda w: {"pk": w.auswertung.pk},
    "auswertung:anliegen": lambda w: {"pk": w.anliegen.pk},
    "auswertung:step": lambda w: {"pk": w.anliegen.pk, "name": "freigeben"},
    "auswertung:beitrag": lambda w: {"pk": w.kommentar.pk},
    "strategies:mitteilung": lambda w: {"pk": w.sent_message.pk},
    "letters:preview": lambda w: {"pk": w.message.pk},
    "letters:edit": lambda w: {"pk": w.message.pk},
    "letters:test": lambda w: {"pk": w.message.pk},
    "letters:send": lambda w: {"pk": w.message.pk},
    "dates:edit": lambda w: {"pk": w.event.pk},
    "umsetzung:vorhaben": lambda w: {"pk": w.vorhaben.pk},
    "umsetzung:place": lambda w: {"pk": w.vorhaben.pk},
    "umsetzung:publish": lambda w: {"pk": w.vorhaben.pk},
    "umsetzung:archive": lambda w: {"pk": w.vorhaben.pk},
    "umsetzung:restore": lambda w: {"pk": w.vorhaben.pk},
    "umsetzung:remove": lambda w: {"pk": w.vorhaben.pk},
    "umsetzung:stand": lambda w: {"pk": w.vorhaben.pk},
    "umsetzung:unchanged": lambda w: {"pk": w.vorhaben.pk},
    "umsetzung:publish_stand": lambda w: {"pk": w.stand_draft.pk},
    "umsetzung:correct": lambda w: {"pk": w.vorhaben.stand.pk},
    "umsetzung:remove_photo": lambda w: {"pk": w.foto.pk},
    "umsetzung:edition": lambda w: {"pk": w.konzept.pk},
    "umsetzung:edition_draft": lambda w: {"pk": w.konzept.pk},
    "umsetzung:rules": lambda w: {"pk": w.konzept.pk},
    "umsetzung:drop": lambda w: {"pk": w.stand_draft.pk},
    "places:lage": lambda w: {"pk": w.baustein.pk},
    "places:layer": lambda w: {"pk": w.layer.pk},
    "places:ort": lambda w: {"pk": w.ort.pk},
    "moderation:organisation": lambda w: {"pk": w.organisation.pk},
    "texts:text": lambda w: {"pk": w.baustein.pk},
    "texts:konzept": lambda w: {"pk": w.baustein.strategie.konzept_id},
    "texts:strategie": lambda w: {"pk": w.baustein.strategie_id},
    "texts:new_strategie": lambda w: {"pk": w.baustein.strategie.konzept_id},
    "texts:new_text": lambda w: {"pk": w.baustein.strategie_id},
    "texts:act": lambda w: {"kind": "konzept", "pk": w.konzept.pk, "name": "archivieren"},
    "everyday:page": lambda w: {"page": "netiquette"},
    "plan:phase": lambda w: {"pk": w.auswertung.kommentierphase_id},
    "plan:invited": lambda w: {"pk": w.auswertung.kommentierphase_id},
    "plan:act": lambda w: {"pk": w.auswertung.kommentierphase_id, "name": "verlaengern"},
    "staff:person": lambda w: {"pk": w.colleague.pk},
    "staff:stand_in": lambda w: {"pk": w.colleague.pk},
    "staff:hand_over": lambda w: {"pk": w.colleague.pk},
    "staff:invite_again": lambda w: {"pk": w.colleague.pk},
    "staff:end_stand_in": lambda w: {"pk": w.vertretung.pk},
    "staff:office": lambda w: {"pk": w.amt.pk},
    "staff:remove_office": lambda w: {"pk": w.amt.pk},
    "places:ortsteil": lambda w: {"pk": w.ortsteil.pk},
    "municipality:stylesheet": lambda w: {"light": "0a4d5c", "dark": "8fd0dd"},
    "municipality:whole_stylesheet": lambda w: {
        "version": "0" * 12,
        "light": "0a4d5c",
        "dark": "8fd0dd",
    },
    "municipality:script": lambda w: {"version": "0" * 12},
    "municipality:schema": lambda w: {"name": "verfahren", "version": 1},
    "municipality:logo": lambda w: {"name": "0.png"},
    "pages:page": lambda w: {"page": "impressum"},
    "pages:fassung": lambda w: {"page": "netiquette", "number": 1},
    "mails:unsubscribe": lambda w: {"token": w.unsubscribe_token},
    "mfa_remove_webauthn": lambda w: {"pk": 1},
    # Opens in the session that asked for it only.
    "account_data_file": lambda w: {"token": "x"},
    "account_reset_password_from_key": lambda w: {"uidb36": "1", "key": "set-password"},
}


def _result(world, **more):
    strategie = world.ausgabe.auswertung.strategie
    return {"konzept": strategie.konzept.slug, "strategie": strategie.slug, **more}


def patterns(found=None, namespace=""):
    """Yield (name with namespace, URLPattern) of every address."""
    for pattern in get_resolver().url_patterns if found is None else found:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern.url_patterns, inner)


def names():
    """The names of all addresses but those of the administration."""
    return sorted({name for name, _pattern in patterns() if not name.startswith("admin:")})


def arguments(name, world):
    return ARGUMENTS[name](world) if name in ARGUMENTS else {}
