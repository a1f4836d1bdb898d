# SPDX-License-Identifier: EUPL-1.2
"""The forms with which colleagues log in, in our words: address and password, and the code.

allauth draws and leads; whether a code is right, how often somebody tried and how long to wait is
decided in `accounts`, in the database, so that it holds for every web process.
"""

from datetime import timedelta
from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.internal.flows.add import validate_can_add_authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, get_totp_secret
from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from meedoen.accounts.codes import EMERGENCY, OF_THE_APP, CodeTried, can_be_code, code_in
from meedoen.accounts.operations import CodeAnswer, try_code, try_first_code
from meedoen.privacy.context import signing_in_as
from meedoen.vocabulary.moment import AMSTERDAM, Moment
from meedoen.web.fields import EmailField, LineField, TypedInput
from meedoen.web.moments import moment_of
from meedoen.web.second_factor import may_set_up_app
from meedoen.web.signing_in import note_signing_in

_WRONG = (
    "Deze code klopt niet. Wacht op de volgende. "
    "Gaat het vaker mis? Kijk dan of de klok van je telefoon goed staat."
)
_USED = "Deze code is al gebruikt. Wacht op de volgende."

_GONE = "Bij dit account hoorde al een app. Vraag je beheerder."


class CodeField(LineField):
    """A code, however it is grouped or written; kept as its bare figures.

    What cannot be a code, because it has more or fewer figures, is said and is no try.
    """

    read = staticmethod(code_in)

    def __init__(self, *, label: str, emergency: bool) -> None:
        """Ask for figures, and let the telephone offer the code. `emergency`: that may be one."""
        self.emergency = emergency
        super().__init__(
            label=label,
            autocomplete="one-time-code",
            error_messages={"required": "Vul de code in."},
            widget=TypedInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
        )

    def validate(self, value: str) -> None:
        """Refuse what cannot be a code. Raises ValidationError with how many figures there are."""
        super().validate(value)
        if not can_be_code(value, emergency=self.emergency):
            here = "staat 1 cijfer" if len(value) == 1 else f"staan {len(value)} cijfers"
            also = f" Een noodcode heeft er {EMERGENCY}." if self.emergency else ""
            raise ValidationError(
                f"Hier {here}. De code uit de app heeft er {OF_THE_APP}.{also}", code="no_code"
            )


class OurLoginForm(LoginForm):
    """Address and password. A wrong one is told without saying which of the two."""

    errors_heading = "Je bent nog niet ingelogd."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for both in our words."""
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField(
            label="E-mailadres",
            error_messages={"required": "Vul je e-mailadres in."},
            autocomplete="email",
            widget=TypedInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        )
        self.fields["password"].label = "Wachtwoord"
        self.fields["password"].error_messages["required"] = "Vul je wachtwoord in."
        self.order_fields(["login", "password"])


class _OurCode(forms.Form):
    """Lets the database say whether a code counts, and notes what did not."""

    user: Any
    errors_heading = "Je bent nog niet ingelogd."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the code in our words."""
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField(label="Code uit de app, of een noodcode", emergency=True)

    def clean_code(self) -> str:
        """Try the code. Raises ValidationError that says what to do."""
        code: str = self.cleaned_data["code"]
        with signing_in_as(self.user.pk):
            answer = try_code(account=self.user, typed=code, on=moment_of(context.request))
        if not answer.right:
            note_signing_in(f"second_factor_{answer.tried}", account_id=self.user.pk)
            raise ValidationError(words_for(answer), code=answer.tried)
        assert answer.by is not None
        if answer.by.type == "recovery_codes":
            note_signing_in("emergency_code_used", account_id=self.user.pk)
        answer.by.user = self.user
        self.authenticator = answer.by
        return code


class OurAuthenticateForm(_OurCode, AuthenticateForm):
    """The second step of logging in."""


class OurReauthenticateForm(_OurCode, ReauthenticateForm):
    """The code once more, before somebody changes the own security."""


class OurActivateForm(ActivateTOTPForm):
    """The first code of an app that is being set up."""

    errors_heading = "De app staat nog niet aan."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the code in our words, with the key that was shown before.

        allauth makes a new key each time the page is shown. Whoever reloads it, or opens it in a
        second tab, would have scanned a key that never works. The key goes once the app is on.
        """
        key = get_totp_secret()
        super().__init__(*args, **kwargs)
        self.secret = context.request.session[SECRET_SESSION_KEY] = key
        self.fields["code"] = CodeField(label="Code uit de app", emergency=False)

    def clean_code(self) -> str:
        """Try the code against the key on this page. Raises ValidationError with what to do."""
        validate_can_add_authenticator(self.user)
        if not may_set_up_app(context.request):
            note_signing_in("second_factor_gone", account_id=self.user.pk)
            raise ValidationError(_GONE, code="gone")
        code: str = self.cleaned_data["code"]
        answer = try_first_code(
            account=self.user, secret=self.secret, typed=code, on=moment_of(context.request)
        )
        if not answer.right:
            raise ValidationError(words_for(answer), code=answer.tried)
        # Her telephone is at hand now, so this session has used it.
        record_authentication(context.request, self.user, "mfa", type="totp")
        return code


def words_for(answer: CodeAnswer) -> str:
    """Say in plain words what came of a code, and what to do now."""
    if answer.tried is CodeTried.WAITING and answer.until:
        return (
            f"Er is te vaak een code geprobeerd. Wacht tot {_moment(answer)}. "
            "Was jij dit niet? Zeg het tegen je beheerder, en kies een ander wachtwoord."
        )
    if answer.tried is CodeTried.OLDER and answer.age:
        return (
            f"Deze code is van {_ago(answer.age)} geleden. Wacht op de volgende. Is die nieuw? "
            "Dan loopt de klok van je telefoon achter. Zet bij de instellingen van je telefoon "
            "de tijd op automatisch."
        )
    return _USED if answer.tried is CodeTried.USED else _WRONG


def _ago(age: timedelta) -> str:
    minutes = max(1, round(age.total_seconds() / 60))
    return "een minuut" if minutes == 1 else f"{minutes} minuten"


def _moment(answer: CodeAnswer) -> str:
    assert answer.until is not None
    # The next whole minute, so that who comes back then does not come too early.
    until = Moment(answer.until + timedelta(seconds=59))
    when = date_format(until.at.astimezone(AMSTERDAM), "H.i")
    today = until.day == moment_of(context.request).day
    return f"{when} uur" if today else f"morgen {when} uur"
