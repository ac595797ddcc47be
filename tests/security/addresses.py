"""Every address of the site, from the resolver: a new one is found without being told."""

from django.urls import URLPattern, get_resolver

# What each address stands for in the ``world`` of the tests.
ARGUMENTS = {
    "baustein": lambda w: {
        "konzept": w.konzept.slug,
        "strategie": w.baustein.strategie.slug,
        "kind": w.baustein.kind,
        "slug": w.baustein.slug,
    },
    "comments:kommentar": lambda w: {"pk": w.kommentar.pk},
    "comments:reply": lambda w: {"pk": w.kommentar.pk},
    "comments:edit": lambda w: {"pk": w.kommentar.pk},
    "comments:withdraw": lambda w: {"pk": w.kommentar.pk},
    "comments:vote": lambda w: {"pk": w.kommentar.pk},
    "comments:report": lambda w: {"pk": w.kommentar.pk},
    "comments:draft": lambda w: {"token": w.entwurf.pk},
    "comments:complain": lambda w: {"token": w.complaint_token},
    "comments:transparency": lambda w: {"konzept": w.konzept.slug},
    "comments:transparency_csv": lambda w: {"konzept": w.konzept.slug},
    "strategies:konzept": lambda w: {"slug": w.konzept.slug},
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
    "strategies:follow_baustein": lambda w: {"pk": w.baustein.pk},
    "strategies:bild": lambda w: {"sha256": w.bild.sha256},
    "moderation:queue": lambda w: {"tab": "alle"},
    "moderation:kommentar": lambda w: {"pk": w.kommentar.pk},
    "moderation:decide": lambda w: {"pk": w.kommentar.pk, "name": "verbergen"},
    "moderation:complaint": lambda w: {"pk": w.beschwerde.pk},
    "municipality:stylesheet": lambda w: {"light": "0a4d5c", "dark": "8fd0dd"},
    "municipality:logo": lambda w: {"name": "0.png"},
    "pages:page": lambda w: {"page": "impressum"},
    "pages:fassung": lambda w: {"page": "netiquette", "number": 1},
    "mails:unsubscribe": lambda w: {"token": w.unsubscribe_token},
    "account_reset_password_from_key": lambda w: {"uidb36": "1", "key": "set-password"},
}


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
