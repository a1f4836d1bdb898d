# SPDX-License-Identifier: EUPL-1.2
"""Tell the database who looks, for which purpose, as of when; it then shows just those rows.

The same table that `decision.py` reads is handed to row-level security here, so there are not
two sets of rules. Settings are local to the transaction: nothing lingers on a pooled connection.
Without a context there are no rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, transaction

from meedoen.database.roles import WEB
from meedoen.privacy.decision import Viewer, may, reach
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.moment import Moment

_EMPTY = {
    "purpose": "", "role": "", "subject": "", "team": "", "municipalities": "{}",
    "domains": "{}", "ceiling": "-1", "now": "", "opening": "", "signed_by": "",
    "organisation_kind": "", "person": "", "system": "",
}  # fmt: skip


# Who acts in this thread now, so that a block within a block hands back to the outer one.
_current: ContextVar[tuple[dict[str, str], str]] = ContextVar("acting", default=(_EMPTY, "none"))


def _settings(viewer: Viewer, purpose: Purpose, on: Moment) -> dict[str, str]:
    if not may(viewer, purpose):
        return _EMPTY
    ceiling = reach(viewer, purpose)
    return {
        "purpose": purpose.value,
        "role": viewer.role.value,
        "subject": str(viewer.subject or ""),
        "team": str(viewer.team_id or ""),
        "organisation_kind": viewer.organisation_kind,
        "person": str(viewer.person or ""),
        "system": str(viewer.system or ""),
        "municipalities": "{" + ",".join(sorted(viewer.municipalities)) + "}",
        "domains": "{" + ",".join(sorted(ceiling.domains)) + "}",
        "ceiling": str(int(ceiling.ceiling)),
        "now": on.at.isoformat(),
        "opening": "",
        # Who acts signs anew: what an operation before signed is not said of this one.
        "signed_by": "",
    }


def _tell(settings: dict[str, str], role: str) -> None:
    calls = ", ".join(f"set_config('meedoen.{name}', %s, true)" for name in settings)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT set_config('role', %s, true), {calls}", [role, *settings.values()])


@contextmanager
def acting(viewer: Viewer, *, purpose: Purpose, on: Moment) -> Iterator[None]:
    """Run a block in one transaction as this viewer for this purpose, at the moment `on`.

    Inside, row-level security applies whatever role is connected. A viewer without the right
    role or agreement sees nothing. Within another such block, that one goes on afterwards. Raises
    nothing of its own; an error rolls all back, the settings too.
    """
    with transaction.atomic():
        settings = _settings(viewer, purpose, on)
        _tell(settings, WEB)
        outer = _current.set((settings, WEB))
        try:
            yield
        finally:
            _current.reset(outer)
        _tell(*_current.get())


def announce_opening(subject: UUID) -> None:
    """Let the current transaction fill a dossier that it is opening itself.

    The database agrees only while all compartments of the subject date from this transaction. A
    block within this one hands the opening back too.
    """
    settings, role = _current.get()
    if role == WEB:
        _current.set(({**settings, "opening": str(subject)}, role))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('meedoen.opening', %s, true)", [str(subject)])
