# SPDX-License-Identifier: EUPL-1.2
"""Tell the database who looks, for which purpose, as of when; it then shows just those rows.

The same table that `decision.py` reads is handed to row-level security here, so there are not
two sets of rules. A context is asked for with a proof, and the database reads the function, team
and municipalities of a colleague itself: no other statement can make one (ADR 0023). It is local to
the transaction: nothing lingers on a pooled connection. Without a context there are no rows.
"""

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection, transaction

from meedoen.database.apart import ask_apart
from meedoen.database.roles import WEB
from meedoen.privacy.decision import Viewer, may, reach
from meedoen.privacy.policy import Purpose
from meedoen.privacy.proof import key_of, pads_of, proof_of
from meedoen.vocabulary.moment import Moment

# What this thread asked for: a context (nothing: none), as which role of the database, and which
# dossier it is opening; so that a block within a block hands back to the outer one.
_Told = tuple[Mapping[str, object] | None, str, str]
_NOBODY: _Told = (None, "none", "")
_current: ContextVar[_Told] = ContextVar("acting", default=_NOBODY)

# Who acts signs anew: what an operation before signed is not said of this one.
_ENTER = (
    "SELECT privacy_enter(%s, %s), set_config('role', %s, true), "
    "set_config('meedoen.opening', %s, true), set_config('meedoen.signed_by', '', true)"
)


def asked_for(viewer: Viewer, purpose: Purpose, on: Moment) -> Mapping[str, object] | None:
    """Give the context to ask for; None where the table of purposes has none for this viewer."""
    if not may(viewer, purpose):
        return None
    ceiling = reach(viewer, purpose)
    return {
        "purpose": purpose,
        "role": viewer.role,
        "subject": str(viewer.subject or ""),
        "account": viewer.account_id,
        "membership": viewer.membership_id,
        "label": viewer.label,
        "person": str(viewer.person or ""),
        "system": str(viewer.system or ""),
        "domains": "{" + ",".join(sorted(ceiling.domains)) + "}",
        "ceiling": int(ceiling.ceiling),
        "now": on.at.isoformat(),
    }


def tell_with_proof(statement: str, asked: Mapping[str, object] | None, *beside: str) -> None:
    """Run a statement with what is asked as JSON, its proof, and other values, in that order.

    The proof holds on this connection alone. The values go apart from the text of the statement,
    since colleagues of the page role can read that text while it runs. Nothing is asked by None.
    """
    connection.ensure_connection()
    backend = cast(psycopg.Connection[Any], connection.connection)
    said = json.dumps({**asked, "backend": backend.info.backend_pid}) if asked else ""
    proof = proof_of(said, key=key_of(settings.SECRET_KEY)) if asked else ""
    ask_apart(statement, said, proof, *beside)


def _tell(told: _Told) -> None:
    asked, role, opening = told
    tell_with_proof(_ENTER, asked, role, opening)


@contextmanager
def acting(viewer: Viewer, *, purpose: Purpose, on: Moment) -> Iterator[None]:
    """Run a block in one transaction as this viewer for this purpose, at the moment `on`.

    Inside, row-level security applies whatever role is connected. A viewer without the right
    role or agreement sees nothing. Within another such block, that one goes on afterwards. Raises
    nothing of its own; an error rolls all back, the settings too.
    """
    within = connection.in_atomic_block
    with transaction.atomic():
        told = (asked_for(viewer, purpose, on), WEB, "")
        _tell(told)
        outer = _current.set(told)
        try:
            yield
        finally:
            _current.reset(outer)
        # A transaction that ends here takes its settings along.
        if within:
            _tell(_current.get())


@contextmanager
def signing_in_as(account_id: int) -> Iterator[None]:
    """Run a block in one transaction in which the way in of this account alone may change.

    For who is known by her password already: her second factor, and what is counted of her codes.
    """
    with transaction.atomic():
        tell_with_proof("SELECT privacy_sign_in_as(%s, %s)", {"signing_in_as": account_id})
        yield
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('meedoen.signing_in', '', true)")


def announce_opening(subject: UUID) -> None:
    """Let the current transaction fill a dossier that it is opening itself.

    The database agrees only while all compartments of the subject date from this transaction. A
    block within this one hands the opening back too.
    """
    asked, role, _ = _current.get()
    if role == WEB:
        _current.set((asked, role, str(subject)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('meedoen.opening', %s, true)", [str(subject)])


def keep_keys() -> None:
    """Let the database know, as its owner, with which key proofs are made; and make it its stamp.

    To be done again when the secret of the installation changes. The stamp, with which the database
    marks a context as its own, is made once and known to nobody else.
    """
    kept = "INSERT INTO privacy_key (name, inner_pad, outer_pad) VALUES (%s, %s, %s) "
    with connection.cursor() as cursor:
        cursor.execute(
            kept + "ON CONFLICT (name) DO UPDATE SET inner_pad = EXCLUDED.inner_pad, "
            "outer_pad = EXCLUDED.outer_pad",
            ["proof", *pads_of(key_of(settings.SECRET_KEY))],
        )
        cursor.execute(
            kept + "ON CONFLICT DO NOTHING", ["stamp", *pads_of(secrets.token_bytes(32))]
        )
