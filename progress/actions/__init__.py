"""What can be done in the Umsetzung: one function for each step, each in one transaction."""

from .bericht import draw_up, publish_report
from .liste import take_list
from .meilensteine import set_steps
from .stand import (
    correct,
    drop_draft,
    publish_stand,
    remove_photo,
    report_unchanged,
    write_stand,
)
from .steps import log
from .vorhaben import (
    archive,
    change_rules,
    change_vorhaben,
    create_vorhaben,
    publish_vorhaben,
    remove_draft,
    restore,
)

__all__ = [
    "archive",
    "change_rules",
    "change_vorhaben",
    "correct",
    "create_vorhaben",
    "draw_up",
    "drop_draft",
    "log",
    "publish_report",
    "publish_stand",
    "publish_vorhaben",
    "remove_draft",
    "remove_photo",
    "report_unchanged",
    "restore",
    "set_steps",
    "take_list",
    "write_stand",
]
