"""Where sessions are kept (``SESSION_ENGINE``): in the database, with whose they are."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from pagecache.statements import statement


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls):
        from .models import Sitzung

        return Sitzung

    def _get_session_from_db(self):
        rows = _valid(model=self.model, key=self.session_key, now=timezone.now())
        if not rows:
            self._session_key = None
        return rows[0] if rows else None

    def create_model_instance(self, data):
        sitzung = super().create_model_instance(data)
        sitzung.user_id = data.get(SESSION_KEY)
        return sitzung


@statement("key", "now")
def _valid(*, model, key, now):
    return model.objects.filter(session_key=key, expire_date__gt=now)
