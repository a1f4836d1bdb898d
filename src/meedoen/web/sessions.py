# SPDX-License-Identifier: EUPL-1.2
"""Sessions of which the database holds nothing that opens one (ADR 0025).

A row is named by a hash of the key in the cookie, and its data are sealed with a key that follows
from that cookie. Who reads the table cannot come in with it, and a row that was copied, made up or
given a longer life is no session. Pages add rows; to change or end one they tell the database the
key itself, so that nobody ends the session of another.
"""

from datetime import timedelta
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db.models import QuerySet

from meedoen.accounts.at_rest import Broken, kept_name, seal, unseal
from meedoen.accounts.queries import sealing_secrets
from meedoen.database.apart import ask_apart
from meedoen.web.moments import moment_of

CLEARED_AT_ONCE = 20


class SessionStore(db.SessionStore):
    """Django's sessions in the database, by hash and sealed."""

    def load(self) -> dict[str, Any]:
        """Give what the session of this cookie holds; nothing, and no key, when it is none."""
        return self._opened(self._of(self.session_key).first())

    async def aload(self) -> dict[str, Any]:
        """Do as `load`."""
        return self._opened(await self._of(self.session_key).afirst())

    def create(self) -> None:
        """Begin a session, and clear some that are over away: so none stay, whoever forgets it."""
        super().create()
        # Who clears at the same moment takes others.
        ask_apart("SELECT accounts_clear_sessions(%s)", CLEARED_AT_ONCE)

    def save(self, must_create: bool = False) -> None:
        """Keep the session. Raises UpdateError when it was ended meanwhile."""
        if must_create or self.session_key is None:
            super().save(must_create=must_create)
            return
        row = self.create_model_instance(self._get_session())  # type: ignore[attr-defined]
        kept = "SELECT accounts_keep_session(%s, %s, %s)"
        (found,) = ask_apart(kept, self.session_key, row.session_data, row.expire_date)
        if not found:
            raise UpdateError

    async def asave(self, must_create: bool = False) -> None:
        """Do as `save`."""
        await sync_to_async(self.save)(must_create=must_create)

    @classmethod
    def clear_expired(cls) -> None:
        """Clear all sessions away that are over."""
        ask_apart("SELECT accounts_clear_sessions(NULL)")

    @classmethod
    async def aclear_expired(cls) -> None:
        """Do as `clear_expired`."""
        await sync_to_async(cls.clear_expired)()

    def exists(self, session_key: str) -> bool:
        """Tell whether there is a row for this key, sealed or not."""
        return self._of(session_key).exists()

    async def aexists(self, session_key: str) -> bool:
        """Do as `exists`."""
        return await self._of(session_key).aexists()

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Give the row to keep."""
        row = super().create_model_instance(data)
        row.session_key = kept_name(row.session_key)
        return row

    async def acreate_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Do as `create_model_instance`."""
        row = await super().acreate_model_instance(data)
        row.session_key = kept_name(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        """End a session: this one, or that of a key."""
        key = session_key or self.session_key
        # A cookie can hold what PostgreSQL takes for no text: no session of ours.
        if key and "\0" not in key:
            ask_apart("SELECT accounts_end_session(%s)", key)

    async def adelete(self, session_key: str | None = None) -> None:
        """Do as `delete`."""
        await sync_to_async(self.delete)(session_key)

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Seal what the session holds, for the key in this cookie only."""
        text = self.serializer().dumps(session_dict).decode("latin-1")
        return seal(text, label=self._label, secrets=sealing_secrets())

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Open it again; nothing when it belongs to another key or is older than a session."""
        return self._unsealed(str(session_data)) or {}

    def _unsealed(self, sealed: str) -> dict[str, Any] | None:
        lasts = timedelta(seconds=self.get_session_cookie_age())
        at = moment_of(None).at.timestamp()
        try:
            text = unseal(sealed, label=self._label, secrets=sealing_secrets(), at=at, within=lasts)
        except Broken:
            return None
        found: dict[str, Any] = self.serializer().loads(text.encode("latin-1"))
        return found

    @property
    def _label(self) -> str:
        return f"session {self.session_key}"

    def _of(self, session_key: str | None) -> QuerySet[AbstractBaseSession]:
        return self.model.objects.filter(session_key=kept_name(session_key or ""))

    def _opened(self, row: AbstractBaseSession | None) -> dict[str, Any]:
        there = row is not None and row.expire_date > moment_of(None).at
        found = self._unsealed(row.session_data) if row is not None and there else None
        if found is None:
            # Under a key that names no session nothing is kept: the next one gets a key of ours.
            self._session_key = None
        return found or {}
