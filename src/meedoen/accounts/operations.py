# SPDX-License-Identifier: EUPL-1.2
"""Writes of the accounts room: organisations, teams, accounts and their functions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from allauth.mfa import app_settings as code_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare

from meedoen.accounts import passwords
from meedoen.accounts.at_rest import Broken, seal, unseal
from meedoen.accounts.codes import (
    A_DAY,
    OLDER_STEPS,
    TRIES_A_DAY,
    CodeTried,
    code_in,
    codes_of,
    seal_of_codes,
    wait_after,
)
from meedoen.accounts.models import (
    Account,
    AppSetUp,
    CodeTries,
    DataAgreement,
    Membership,
    Organisation,
    OrganisationKind,
    Partnership,
    Team,
    WrongCode,
)
from meedoen.accounts.queries import sealing_secrets
from meedoen.accounts.roles import ENDS_BY_ITSELF, NOT_BESIDE_ANOTHER, Role
from meedoen.areas.models import Municipality
from meedoen.history.actor import Actor, NamedActor
from meedoen.history.operations import sign
from meedoen.vocabulary.email import comparable_email
from meedoen.vocabulary.moment import Moment


@transaction.atomic
def found_partnership(
    *, name: str, municipality_codes: Collection[str], by: Actor, on: Moment
) -> Partnership:
    """Found a partnership of municipalities."""
    sign(by=by, on=on)
    partnership = Partnership.objects.create(name=name)
    partnership.municipalities.set(Municipality.objects.filter(code__in=municipality_codes))
    return partnership


@transaction.atomic
def add_organisation(
    *,
    name: str,
    slug: str,
    kind: str,
    municipality_codes: Collection[str],
    by: Actor,
    on: Moment,
    partnership: Partnership | None = None,
) -> Organisation:
    """Add an organisation that works in these municipalities.

    Raises ValueError for a kind that is not in OrganisationKind.
    """
    sign(by=by, on=on)
    organisation = Organisation.objects.create(
        name=name, slug=slug, kind=OrganisationKind(kind), partnership=partnership
    )
    organisation.municipalities.set(Municipality.objects.filter(code__in=municipality_codes))
    return organisation


@transaction.atomic
def agree(
    *,
    organisation: Organisation,
    purposes: Collection[str],
    valid_from: date,
    by: Actor,
    on: Moment,
) -> DataAgreement:
    """Record that an organisation agreed to see residents' data for these purposes."""
    sign(by=by, on=on)
    return DataAgreement.objects.create(
        organisation=organisation, purposes=sorted(purposes), valid_from=valid_from
    )


@transaction.atomic
def add_team(
    *,
    organisation: Organisation,
    name: str,
    by: Actor,
    on: Moment,
    wijk_codes: Collection[str] = (),
) -> Team:
    """Add a team to an organisation, answering for these wijken."""
    sign(by=by, on=on)
    return Team.objects.create(organisation=organisation, name=name, wijk_codes=list(wijk_codes))


class AddressTaken(ValueError):
    """There is an account with this e-mail address already; capitals make no other address."""

    def __init__(self, address: str, account_id: int) -> None:
        """Name the address and the account that has it."""
        super().__init__(
            f"There is an account with the address {address} already (id {account_id}); capitals "
            "make no difference. Nothing was added. Use that account, or another address."
        )


@transaction.atomic
def add_professional(
    *,
    email: str,
    name: str,
    password: str | None,
    team: Team,
    role: Role,
    valid_from: date,
    by: Actor,
    on: Moment,
    valid_to: date | None = None,
) -> Account:
    """Add an account with one function. Without a password one comes in by the organisation.

    `valid_to` is the last day (None: until further notice). Raises AddressTaken when somebody has
    this address, whatever its capitals, and WithoutAnEnd as `add_membership` does.
    """
    sign(by=by, on=on)
    there = Account.objects.filter(email=email).first()
    if there is not None:
        raise AddressTaken(comparable_email(email), there.pk)
    account = Account.objects.create_user(email, password, name=name)
    add_membership(
        account=account, team=team, role=role, valid_from=valid_from, valid_to=valid_to,
        by=by, on=on,
    )  # fmt: skip
    return account


class WithoutAnEnd(ValueError):
    """A function that ends by itself was given without its last day."""

    def __init__(self, role: Role) -> None:
        """Name the function."""
        super().__init__(
            f"The function of {role.label} ends by itself: say its last day with `valid_to`. "
            "Nothing was added."
        )


class BesideAnother(ValueError):
    """Who supervises would have another function on the same day, or the other way round."""

    def __init__(self, wanted: Role, there: Membership) -> None:
        """Name both functions, and until when the one that is there goes on."""
        until = there.valid_to or "further notice"
        super().__init__(
            f"Nobody can be {wanted.label} and {there.get_role_display()} on the same day: who "
            f"supervises has no other function. The latter runs from {there.valid_from} until "
            f"{until}. Nothing was added."
        )


@transaction.atomic
def add_membership(
    *,
    account: Account,
    team: Team,
    role: Role,
    valid_from: date,
    by: Actor,
    on: Moment,
    valid_to: date | None = None,
) -> Membership:
    """Give an account one more function, up to and with `valid_to` (None: until further notice).

    Raises WithoutAnEnd for a function that must have a last day, BesideAnother where one of two
    functions on the same day supervises, and IntegrityError when it ends before it begins, or is
    there already. Source: AVG art. 38(6).
    """
    sign(by=by, on=on)
    if role in ENDS_BY_ITSELF and valid_to is None:
        raise WithoutAnEnd(role)
    # Two functions that are given at once wait for each other.
    Account.objects.select_for_update().get(pk=account.pk)
    beside = _on_the_same_days(account, valid_from, valid_to).exclude(role=role)
    if role not in NOT_BESIDE_ANOTHER:
        beside = beside.filter(role__in=NOT_BESIDE_ANOTHER)
    there = beside.order_by("valid_from", "pk").first()
    if there is not None:
        raise BesideAnother(role, there)
    return Membership.objects.create(
        account=account, team=team, role=role, valid_from=valid_from, valid_to=valid_to
    )


def _on_the_same_days(
    account: Account, valid_from: date, valid_to: date | None
) -> QuerySet[Membership]:
    going_on = Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from)
    begun = Q() if valid_to is None else Q(valid_from__lte=valid_to)
    return account.memberships.filter(going_on, begun)


@dataclass(frozen=True)
class CodeAnswer:
    """What came of a typed code: when right by what, when older how old, when waiting how long."""

    tried: CodeTried
    by: Authenticator | None = None
    age: timedelta | None = None
    until: datetime | None = None

    @property
    def right(self) -> bool:
        """Whether the door opens."""
        return self.tried is CodeTried.RIGHT


@transaction.atomic
def try_code(*, account: Account, typed: str, on: Moment) -> CodeAnswer:
    """Try a code of the second factor, of the app or an emergency code, and count the try.

    The row of the account is locked meanwhile: two web processes never take the same code, and
    none forgets what another counted. A right code is refused too while somebody has to wait.
    Source: RFC 6238, 5.2 (one step either way; a code counts once).
    """
    tries = _tries_of(account, on)
    until = max(filter(None, [tries.wait_until, _waits_for_the_day(account, on)]), default=None)
    if until and on.at < until:
        return CodeAnswer(CodeTried.WAITING, until=until)
    answer = _answer(tries, Authenticator.objects.filter(user=account), code_in(typed), on)
    if answer.right:
        tries.wrong, tries.wait_until = 0, None
    elif answer.tried is not CodeTried.USED:
        tries.wrong += 1
        WrongCode.objects.create(account=account, at=on.at)
        wait = wait_after(tries.wrong)
        if wait is not None:
            tries.wait_until = on.at + wait
            answer = CodeAnswer(CodeTried.WAITING, until=tries.wait_until)
    tries.save()
    return answer


@transaction.atomic
def try_first_code(*, account: Account, secret: str, typed: str, on: Moment) -> CodeAnswer:
    """Try the first code of an app that is being set up; that code does not count again later."""
    answer, step = _answer_of_app(secret, code_in(typed), on)
    if answer.right:
        tries = _tries_of(account, on)
        tries.last_step = step
        tries.save()
    return answer


@transaction.atomic
def forget_tries(*, account: Account, by: Actor, on: Moment) -> None:
    """Let somebody who has to wait try again at once: for an administrator who knows why."""
    sign(by=by, on=on)
    CodeTries.objects.filter(account=account).update(wrong=0, wait_until=None)
    WrongCode.objects.filter(account=account).delete()


def _waits_for_the_day(account: Account, on: Moment) -> datetime | None:
    """Say until when an account waits that had its wrong codes of a day; None when it had not."""
    lately = WrongCode.objects.filter(account=account, at__gt=on.at - A_DAY).order_by("-at")
    last = lately.values_list("at", flat=True)[TRIES_A_DAY - 1 : TRIES_A_DAY]
    return next((at + A_DAY for at in last), None)


def _tries_of(account: Account, on: Moment) -> CodeTries:
    """Lock what is counted of an account; what follows is signed as whoever tries to get in."""
    sign(by=NamedActor(account.name, "account", account.pk), on=on)
    CodeTries.objects.get_or_create(account=account)
    return CodeTries.objects.select_for_update().get(account=account)


def _answer(tries: CodeTries, having: Iterable[Authenticator], code: str, on: Moment) -> CodeAnswer:
    answer = CodeAnswer(CodeTried.WRONG)
    for one in having:
        try:
            found, step = _answer_of(one, code, on)
        except ValueError:
            # It was not sealed for this account: whoever put it there has nothing of it.
            continue
        if found.right and step is not None:
            if tries.last_step is not None and step <= tries.last_step:
                return CodeAnswer(CodeTried.USED)
            tries.last_step = step
        if found.right:
            return found
        answer = found if found.tried is CodeTried.OLDER else answer
    return answer


def _answer_of(one: Authenticator, code: str, on: Moment) -> tuple[CodeAnswer, int | None]:
    """Say what a code is to one second factor, and of which step in time, when it is the app."""
    if one.type == Authenticator.Type.TOTP:
        answer, step = _answer_of_app(_secret_in(one), code, on)
        return replace(answer, by=one), step
    _secret_in(one)
    tried = CodeTried.RIGHT if _use_emergency_code(one, code) else CodeTried.WRONG
    return CodeAnswer(tried, by=one), None


def _secret_in(one: Authenticator) -> str:
    """Open what codes follow from. Raises Broken when it was not sealed for this account."""
    sealed = str(one.data.get(_SEALED[one.type], ""))
    return unseal(sealed, label=seal_of_codes(one.user_id), secrets=sealing_secrets())


# How a sealed hash begins, and where the secret of each second factor lies.
_HASHED = f"{passwords.SealedArgon2.algorithm}$"
_SEALED = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


def _use_emergency_code(one: Authenticator, code: str) -> bool:
    """Tell whether this is an emergency code that was not used before, and cross it off.

    Only that one column is written: a page may change no other.
    """
    with codes_of(one.user_id):
        codes = one.wrap().generate_codes()
    used = one.data["used_mask"]
    for number, known in enumerate(codes):
        if constant_time_compare(known, code) and not used & 1 << number:
            one.data["used_mask"] = used | 1 << number
            one.save(update_fields=["data"])
            return True
    return False


@transaction.atomic
def take_away_app(*, account: Account, by: Actor, on: Moment) -> None:
    """Let somebody set up her app anew with her password: for an administrator who knows her."""
    sign(by=by, on=on)
    Authenticator.objects.filter(user=account).delete()
    AppSetUp.objects.filter(account=account).delete()


@transaction.atomic
def seal_anew(*, by: Actor, on: Moment) -> int:
    """Seal all password hashes and second factors with the secret of now; returns how many.

    For a new secret. What no secret opens any more is left as it is: that account needs another
    password, or sets up its app anew.
    """
    sign(by=by, on=on)
    sealed = 0
    for one in Authenticator.objects.select_for_update().filter(type__in=_SEALED):
        try:
            secret = _secret_in(one)
        except Broken:
            continue
        label = seal_of_codes(one.user_id)
        one.data[_SEALED[one.type]] = seal(secret, label=label, secrets=sealing_secrets())
        one.save(update_fields=["data"])
        sealed += 1
    for account in Account.objects.select_for_update().filter(password__startswith=_HASHED):
        try:
            account.password = passwords.sealed(passwords.opened(account.password))
        except Broken:
            continue
        account.save(update_fields=["password"])
        sealed += 1
    return sealed


def _answer_of_app(secret: str, code: str, on: Moment) -> tuple[CodeAnswer, int]:
    """Say what a code of the app is now, and of which step in time it is."""
    period, tolerance = code_settings.TOTP_PERIOD, code_settings.TOTP_TOLERANCE
    now = int(on.at.timestamp()) // period
    found = None
    # All are compared, so that the time it takes tells nothing.
    for step in range(now - OLDER_STEPS, now + tolerance + 1):
        if constant_time_compare(format_hotp_value(hotp_value(secret, step)), code):
            found = step
    if found is None:
        return CodeAnswer(CodeTried.WRONG), now
    if found < now - tolerance:
        return CodeAnswer(CodeTried.OLDER, age=timedelta(seconds=(now - found) * period)), found
    return CodeAnswer(CodeTried.RIGHT), found
