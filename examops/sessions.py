"""Login sessions, as Django keeps them; only that every request's read of its own is put into SQL but once."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session

from kernel.prepared import Given, Prepared
from kernel.time import now


class SessionStore(db.SessionStore):
    """The session of one request."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        found = _OPEN(key=self.session_key, at=now())
        if not found:
            self._session_key = None
            return None
        return found[0]


_OPEN = Prepared(
    lambda: Session.objects.filter(session_key=Given("key", "text"), expire_date__gt=Given("at", "timestamptz"))
)
