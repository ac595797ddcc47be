"""Where sessions are kept (``SESSION_ENGINE``): in the database, with whose they are."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls):
        from ..models import Sitzung

        return Sitzung

    def create_model_instance(self, data):
        sitzung = super().create_model_instance(data)
        sitzung.user_id = data.get(SESSION_KEY)
        return sitzung
