"""Duties that follow from a Zustaendigkeit (``accounts.duties``)."""

from django.db.models import Q

from .models import Zustaendigkeit

Role = Zustaendigkeit.Role

MODERATION = Q(zustaendigkeiten__role=Role.MODERATION)
EVALUATION = Q(zustaendigkeiten__role__in=[Role.AUSWERTUNG, Role.REDAKTION]) | Q(
    zustaendigkeiten__role=Role.FACHAMT, zustaendigkeiten__office__gt=""
)
EDITING = Q(zustaendigkeiten__role=Role.REDAKTION)
