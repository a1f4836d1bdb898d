# SPDX-License-Identifier: EUPL-1.2
"""Setting up a second factor as the pages do: sealed for the account it belongs to."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from meedoen.accounts.codes import codes_of
from meedoen.accounts.models import Account


def set_up_app(account: Account, secret: str) -> Authenticator:
    """Put the app of an account on, with this secret."""
    with codes_of(account.pk):
        return TOTP.activate(account, secret).instance


def emergency_codes(account: Account) -> list[str]:
    """Give the emergency codes of an account, and make them when there are none."""
    with codes_of(account.pk):
        return list(RecoveryCodes.activate(account).get_unused_codes())
