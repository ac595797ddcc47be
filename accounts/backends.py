from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.db.models import Exists, OuterRef

from .models import User


class AuthenticationBackend(AllauthBackend):
    """allauth's, which also knows from the same query whether somebody moderates.

    Every page shows moderators the way to their workplace; asking for their
    permissions would cost two more queries on each.
    """

    def get_user(self, user_id):
        own = User.objects.filter(pk=OuterRef("pk"), zustaendigkeiten__role="moderation")
        user = User.objects.annotate(is_moderator=Exists(own)).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
