"""Who sees the colleagues: who administers accounts, and could give themselves any right."""

from django.db.models import Prefetch

from accounts.models import User
from municipality.access import admit
from strategies.models import Vertretung, Zustaendigkeit


def administrators_only(view):
    return admit(view, lambda user: user.is_superuser)


def colleagues():
    """Everybody who works here, with their tasks and stand-ins, in three queries."""
    tasks = Zustaendigkeit.objects.select_related("konzept").order_by("konzept__title", "role")
    return (
        User.objects.filter(is_staff=True, is_active=True)
        .order_by("pseudonym_key")
        .prefetch_related(
            Prefetch("zustaendigkeiten", tasks),
            Prefetch("vertretungen", Vertretung.objects.select_related("stand_in")),
        )
    )
