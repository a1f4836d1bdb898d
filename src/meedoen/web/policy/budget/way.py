# SPDX-License-Identifier: EUPL-1.2
"""The way of one euro: what was asked, how it was booked and divided, and what took it back (pure).

The way ends at the provider and the row of the document. Whose it was stands nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from meedoen.budget.accounts import LedgerAccount
from meedoen.budget.kinds import DocumentKind, TransactionKind
from meedoen.vocabulary.products import product_named
from meedoen.web.policy.budget.amounts import amount, euros
from meedoen.web.policy.budget.landed import law_named, may_stand, taakveld_named


@dataclass(frozen=True)
class AccountLine:
    """One amount on one account, as it is written in books: on one of two sides."""

    named: str
    cents: int

    @property
    def debit(self) -> str:
        """What comes on it; empty for what goes off."""
        return amount(self.cents) if self.cents > 0 else ""

    @property
    def credit(self) -> str:
        """What goes off it; empty for what comes on."""
        return amount(-self.cents) if self.cents < 0 else ""


@dataclass(frozen=True)
class DividedPart:
    """A part of what was divided: under which law, on which taakveld, and why."""

    law: str
    law_key: str
    code: str
    taakveld: str
    category: str
    ground: str
    cents: int

    @property
    def told(self) -> str:
        """The amount in a table."""
        return amount(self.cents)


_HEADINGS = {
    TransactionKind.DECLARED: "Geboekt",
    TransactionKind.DIVIDED: "Verdeeld",
    TransactionKind.REVERSED: "Teruggedraaid",
    TransactionKind.PAID: "Betaald",
    TransactionKind.SETTLED: "Uitgezocht",
}
_ICONS = {
    TransactionKind.DIVIDED: "arrows-split-2",
    TransactionKind.REVERSED: "arrow-back-up",
}


@dataclass(frozen=True)
class WayStep:
    """One booking on the way, with its lines."""

    booking: Any
    accounts: Sequence[AccountLine]
    parts: Sequence[DividedPart]

    @property
    def kind(self) -> TransactionKind:
        """What was booked."""
        return TransactionKind(self.booking.kind)

    @property
    def heading(self) -> str:
        """What happened, in a word."""
        return _HEADINGS[self.kind]

    @property
    def icon(self) -> str:
        """The picture beside it."""
        return _ICONS.get(self.kind, "arrows-left-right")

    @property
    def is_divided(self) -> bool:
        """Whether a key divided something in it."""
        return self.kind is TransactionKind.DIVIDED

    @property
    def together(self) -> str:
        """What the parts are together."""
        return amount(sum(one.cents for one in self.parts))

    def not_in(self, year: int) -> list[str]:
        """Name the taakvelden of it on which none of this may stand in a year."""
        return sorted(
            {one.taakveld for one in self.parts if not may_stand(one.law_key, one.code, year)}
        )


@dataclass(frozen=True)
class WayOfEuro:
    """All that was booked about one row of a document, in the order of booking."""

    steps: Sequence[WayStep]

    @property
    def first(self) -> Any:
        """The booking with which it began."""
        return self.steps[0].booking

    @property
    def document(self) -> Any:
        """The document of which it is a row; None of what came in otherwise."""
        return self.first.document

    @property
    def cents(self) -> int:
        """What was asked, in cents; of what asked nothing, what came on an account."""
        entries = self.first.entries.all()
        if self.steps[0].kind is TransactionKind.DECLARED:
            return sum(one.cents for one in entries if one.account == LedgerAccount.WAITING)
        return sum(one.cents for one in entries if one.cents > 0)

    @property
    def title(self) -> str:
        """Say how much it is, and for what; of a payment which way it went."""
        if self.steps[0].kind is not TransactionKind.DECLARED:
            return f"{euros(self.cents)} {'ontvangen' if self._came_in else 'betaald'}"
        what = product_named(self.first.product) if self.first.product else self.first.words
        return f"{euros(self.cents)} voor {what}"

    @property
    def of_payment(self) -> str:
        """Say whether it is known what a payment is for."""
        if self.first.pays_id:
            return "Hoort bij een stuk."
        settled = (
            one
            for one in self.steps
            if one.kind is TransactionKind.SETTLED and one.booking.pk not in self.taken_back
        )
        return "Uitgezocht." if next(settled, None) else "Nog uit te zoeken."

    @property
    def _came_in(self) -> bool:
        entries = self.first.entries.all()
        return sum(one.cents for one in entries if one.account == LedgerAccount.BANK) > 0

    @cached_property
    def taken_back(self) -> set[int]:
        """The numbers of bookings that were taken back."""
        return {one.booking.reverses_id for one in self.steps if one.booking.reverses_id}

    @property
    def can_be_taken_back(self) -> Any:
        """The booking that stands and comes off first: a division before what it divides."""
        standing = [
            one.booking
            for one in self.steps
            if one.booking.reverses_id is None and one.booking.pk not in self.taken_back
        ]
        return standing[-1] if standing else None

    @property
    def divided(self) -> WayStep | None:
        """The division that stands; None while it waits, or when all was taken back."""
        standing = (
            one for one in self.steps if one.is_divided and one.booking.pk not in self.taken_back
        )
        return next(standing, None)

    @property
    def waits(self) -> bool:
        """Whether it was asked and no key divided it."""
        return self.steps[0].kind is TransactionKind.DECLARED and self.divided is None

    @property
    def is_undone(self) -> bool:
        """Whether nothing of it stands any more."""
        return self.can_be_taken_back is None

    @property
    def to_state(self) -> list[tuple[str, str, str]]:
        """What goes to the state: each taakveld with its category and amount, by code."""
        found: Counter[tuple[str, str]] = Counter()
        for one in self.divided.parts if self.divided else ():
            found[one.code, one.category] += one.cents
        return [(code, kind, euros(cents)) for (code, kind), cents in sorted(found.items())]


def of_whom(document: Any) -> str:
    """Say by whom a document was sent; of a bank statement from which account it is."""
    what = "rekening" if document.kind == DocumentKind.BANK else "aanbieder"
    return f"{what} {document.partner}"


def way_of(bookings: Sequence[Any]) -> WayOfEuro:
    """Put bookings about the same together, the first of them first."""
    return WayOfEuro([_step(one) for one in bookings])


def _step(booking: Any) -> WayStep:
    entries = sorted(booking.entries.all(), key=lambda one: one.pk)
    on_account: Counter[str] = Counter()
    on_place: Counter[tuple[str, str, str, str]] = Counter()
    for one in entries:
        on_account[one.account] += one.cents
        if LedgerAccount(one.account).is_cost:
            on_place[one.law, one.taakveld, one.category, one.ground] += one.cents
    year = booking.day.year
    return WayStep(
        booking,
        [AccountLine(LedgerAccount(name).label, cents) for name, cents in on_account.items()],
        [
            DividedPart(
                law_named(law), law, code, taakveld_named(code, year), category, ground, cents
            )
            for (law, code, category, ground), cents in on_place.items()
        ],
    )
