"""The editors' part of the administration; also what the other apps' admins are made of."""

from .access import KonzeptScopedAdmin, Role, ViewOnlyAdmin, ViewOnlyInline, assigned, plain
from .badges import badge
from .baustein import BausteinAdmin, FassungAdmin, LeitprojektAdmin, PlainBausteinAdmin
from .confirm import ConfirmedAction, ConfirmedActionsMixin, ReasonForm
from .filters import StrategieListFilter
from .forms import RefusableForm, RefusalsAsErrorsMixin
from .konzept import KonzeptAdmin, StrategieAdmin
from .publication import PUBLICATION_ACTIONS, Publish

__all__ = [
    "PUBLICATION_ACTIONS",
    "BausteinAdmin",
    "ConfirmedAction",
    "ConfirmedActionsMixin",
    "FassungAdmin",
    "KonzeptAdmin",
    "KonzeptScopedAdmin",
    "LeitprojektAdmin",
    "PlainBausteinAdmin",
    "Publish",
    "ReasonForm",
    "RefusableForm",
    "RefusalsAsErrorsMixin",
    "Role",
    "StrategieAdmin",
    "StrategieListFilter",
    "ViewOnlyAdmin",
    "ViewOnlyInline",
    "assigned",
    "badge",
    "plain",
]
