# SPDX-License-Identifier: EUPL-1.2
"""How allauth's doors behave here: nobody signs up alone; another log-in must be a known one."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from allauth.core import context
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from meedoen.accounts.at_rest import Broken, seal, unseal
from meedoen.accounts.codes import seal_of_codes, whose_codes
from meedoen.accounts.queries import account_by_email, sealing_secrets
from meedoen.vocabulary.email import comparable_email
from meedoen.web.landing import landing_page, may_open
from meedoen.web.membership_in_use import colleague
from meedoen.web.moments import moment_of
from meedoen.web.signing_in import note_signing_in
from meedoen.web.ways_back import opens

_MISMATCH = "Dit klopt niet. Kijk je e-mailadres en je wachtwoord na."
_NOT_THEIRS = "Deze codes horen niet bij dit account. Vraag je beheerder."
# What allauth would send a letter about is noted in the security log.
_NOTED = {
    "mfa/email/totp_activated": "second_factor_on",
    "mfa/email/totp_deactivated": "second_factor_off",
    "mfa/email/recovery_codes_generated": "emergency_codes_made",
}


class ClosedDoorAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; there is no sign-up page. Every log-in is noted."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _MISMATCH,
        "incorrect_password": "Dit wachtwoord klopt niet. Kijk het nog eens na.",
        "incorrect_code": "Deze code klopt niet. Wacht op de volgende.",
    }

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
        return landing_page(colleague(request, on=moment_of(request)).role)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note a password that was not right, with the account when the address is known."""
        account = account_by_email(credentials.get("email") or "")
        # axes says so on the request, from the try that closes the door on.
        locked = getattr(request, "axes_locked_out", False)
        event = "password_waiting" if locked else "password_wrong"
        note_signing_in(event, account_id=account.pk if account else None)

    def post_login(
        self, request: HttpRequest, user: Any, *, redirect_url: str | None, **more: Any
    ) -> HttpResponse:
        """Note that somebody came in, and bring her where she was going if that opens for her."""
        note_signing_in("logged_in", account_id=user.pk)
        role = colleague(request, on=moment_of(request)).role
        wanted = redirect_url or get_next_redirect_url(request)
        to = wanted if wanted and may_open(role, wanted) else landing_page(role)
        answer: HttpResponse = super().post_login(request, user, redirect_url=to, **more)
        return answer

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Note what changed in how somebody logs in; there is no mail yet."""
        note_signing_in(_NOTED.get(template_prefix, "signing_in_changed"), account_id=user.pk)


class CodesAdapter(DefaultMFAAdapter):
    """Says what is wrong with a code in our words, and seals what codes follow from."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Deze code klopt niet. Wacht op de volgende.",
        "cannot_delete_authenticator": "Je kunt de app hier niet uitzetten. Vraag je beheerder.",
        "cannot_generate_recovery_codes": "Zet eerst de app op je telefoon aan.",
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the account that it belongs to."""
        return seal(text, label=seal_of_codes(_whose()), secrets=sealing_secrets())

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret of this account. Raises PermissionDenied for that of another."""
        label = seal_of_codes(_whose())
        try:
            return unseal(encrypted_text, label=label, secrets=sealing_secrets())
        except Broken as why:
            raise PermissionDenied(_NOT_THEIRS) from why


def _whose() -> int:
    """Say whose second factor this is: that of who is named, else of who is logged in."""
    named = whose_codes()
    return named if named is not None else int(authenticated_user(context.request).pk)


class KnownColleagueAdapter(DefaultSocialAccountAdapter):
    """Lets in who logs in at her own organisation, if that e-mail address is a known colleague."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Say that a log-in never makes a new account."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in whose verified e-mail address is that of an account, each time anew.

        No tie is kept: one that somebody put into the database would be hers to choose. Raises
        PermissionDenied when the address is unknown or not verified by the organisation, or when
        its addresses are those of two accounts.
        """
        verified = [a.email for a in sociallogin.email_addresses if _is_true(a.verified)]
        accounts = {a.pk: a for a in map(account_by_email, verified) if a is not None}
        if len(accounts) != 1:
            # With two, nobody can say which of the two is meant.
            note_signing_in("own_organisation_unknown", account_id=None)
            raise PermissionDenied("Dit account is hier niet bekend. Vraag je beheerder.")
        (sociallogin.user,) = accounts.values()


def _is_true(stated: object) -> bool:
    """Read a claim that some providers send as a word; the word "false" is no yes."""
    return stated is True or str(stated).lower() == "true"


def name_tried(request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """Give the e-mail address that somebody tries to log in with, for the lock on the door.

    allauth calls the field `login` and hands it on as `email`. Every spelling of one address counts
    together.
    """
    return comparable_email((credentials or {}).get("email") or request.POST.get("login", ""))
