from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q

from .models import User


class AuthenticationBackend(AllauthBackend):
    """allauth's, which also knows from the same query who moderates and who evaluates.

    Every page shows them the way to their workplace; asking for their permissions
    would cost two more queries on each. Whether somebody has a second factor is asked
    on every page of theirs as well.
    """

    def get_user(self, user_id):
        itself = User.objects.filter(pk=OuterRef("pk"))
        moderates = itself.filter(zustaendigkeiten__role="moderation")
        evaluates = itself.filter(
            Q(zustaendigkeiten__role__in=["auswertung", "redaktion"])
            | Q(zustaendigkeiten__role="fachamt", zustaendigkeiten__office__gt="")
        )
        factors = Authenticator.objects.filter(user=OuterRef("pk"))
        user = (
            User.objects.annotate(
                is_moderator=Exists(moderates),
                is_evaluator=Exists(evaluates),
                has_second_factor=Exists(factors.exclude(type="recovery_codes")),
            )
            .filter(pk=user_id)
            .first()
        )
        return user if user and self.user_can_authenticate(user) else None
