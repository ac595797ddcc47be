"""The staff groups and exactly the permissions each needs.

A group says *what* somebody may do; a ``strategies.Zustaendigkeit`` says *for
which Konzept*. Both are needed (deny by default).
"""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

REDAKTION = "Redaktion"
MODERATION = "Moderation"
AUSWERTUNG = "Auswertung"
FACHAMT = "Fachamt"

TEXTBAUSTEINE = [f"{verb}_textbaustein" for verb in ("view", "add", "change", "delete")]
READ_EVALUATION = [
    f"view_{name}" for name in ("auswertung", "anliegen", "auswertungsprotokoll", "ausgabe")
]

GROUPS = {
    REDAKTION: {
        "strategies": [
            "view_konzept", "change_konzept",
            "view_strategie", "add_strategie", "change_strategie",
            "view_baustein", "change_baustein",
            "view_leitziel", "add_leitziel", "change_leitziel",
            "view_handlungsfeld", "add_handlungsfeld", "change_handlungsfeld",
            "view_leitprojekt", "add_leitprojekt", "change_leitprojekt",
            "view_fassung",
            "view_dokument", "add_dokument", "change_dokument", "delete_dokument",
        ],
        "phases": [
            "view_kommentierphase", "add_kommentierphase", "change_kommentierphase",
            "view_phasenprotokoll",
        ],
        "comments": ["view_kommentar", "view_beschwerde", *TEXTBAUSTEINE],
        "evaluation": [
            *READ_EVALUATION, "change_anliegen", "evaluate_auswertung", "publish_auswertung",
            "export_internal",
        ],
    },
    MODERATION: {
        "strategies": ["view_konzept", "view_strategie"],
        "phases": ["view_kommentierphase"],
        "comments": [
            "view_kommentar", "moderate_kommentar",
            "view_moderationsentscheidung", "view_meldung", "view_beschwerde", "view_sperre",
            *TEXTBAUSTEINE,
        ],
    },
    AUSWERTUNG: {
        "comments": TEXTBAUSTEINE,
        "evaluation": [
            *READ_EVALUATION, "change_anliegen", "evaluate_auswertung", "export_internal",
        ],
    },
    FACHAMT: {"evaluation": ["change_anliegen"]},
}  # fmt: skip


def sync_groups(app_config, **kwargs):
    """Create the groups and give them their permissions (receiver of ``post_migrate``).

    Runs after each app that has a permission in ``GROUPS``; never takes away what
    an administrator added by hand.
    """
    for name, apps in GROUPS.items():
        codenames = apps.get(app_config.label)
        if not codenames:
            continue
        group, _created = Group.objects.get_or_create(name=name)
        wanted = Permission.objects.filter(
            Q(codename__in=codenames), content_type__app_label=app_config.label
        )
        group.permissions.add(*wanted)
