# SPDX-License-Identifier: EUPL-1.2
"""How allauth's doors behave here: nobody signs up alone; another log-in must be a known one."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from meedoen.accounts.queries import account_by_email
from meedoen.privacy.queries import viewer_for_account
from meedoen.web.landing import landing_page
from meedoen.web.ways_back import opens


class ClosedDoorAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; there is no sign-up page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say that nobody signs up alone."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Allow only a page of ours as the place to go on after logging in, never an action."""
        return opens(url) and bool(super().is_safe_url(url))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Bring somebody to the first page of her own role."""
        if not request.user.pk:
            return str(super().get_login_redirect_url(request))
        return landing_page(viewer_for_account(request.user.pk, on=timezone.now()).role)


class KnownColleagueAdapter(DefaultSocialAccountAdapter):
    """Lets in who logs in at her own organisation, if that e-mail address is a known colleague."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Say that a log-in never makes a new account."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tie the organisation's log-in to the account with its verified e-mail address.

        Raises PermissionDenied when the address is unknown or not verified by the organisation.
        """
        if sociallogin.is_existing:
            return
        verified = [a.email for a in sociallogin.email_addresses if _is_true(a.verified)]
        account = next(filter(None, map(account_by_email, verified)), None)
        if account is None:
            raise PermissionDenied("Dit account is hier niet bekend. Vraag je beheerder.")
        sociallogin.connect(request, account)


def _is_true(stated: object) -> bool:
    """Read a claim that some providers send as a word; the word "false" is no yes."""
    return stated is True or str(stated).lower() == "true"


def name_tried(request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """Give the e-mail address that somebody tries to log in with, for the lock on the door.

    allauth calls the field `login` and hands it on as `email`.
    """
    return ((credentials or {}).get("email") or request.POST.get("login", "")).lower()
