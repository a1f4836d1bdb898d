# SPDX-License-Identifier: EUPL-1.2
"""What is noted of logging in, for the officer who watches over it: no password, no code.

An event carries the municipalities of the account; of an address that nobody has, that of the
page. So there is always an officer who may read it.
"""

from dataclasses import replace

from allauth.core import context

from meedoen.privacy.decision import ANYONE
from meedoen.privacy.operations import note_event
from meedoen.privacy.queries import viewer_for_account
from meedoen.web.context import chosen_municipality
from meedoen.web.moments import moment_of


def note_signing_in(event: str, *, account_id: int | None) -> None:
    """Write that an account logged in, failed to, or changed how it logs in."""
    now = moment_of(context.request)
    viewer = ANYONE if account_id is None else viewer_for_account(account_id, on=now)
    if not viewer.municipalities:
        here = chosen_municipality(context.request)
        codes = frozenset({here.code} if here else ())
        viewer = replace(viewer, municipalities=codes)
    # An account without a function now is noted all the same.
    note_event(
        event=event, by=replace(viewer, account_id=account_id), on=now, endpoint="signing_in"
    )
