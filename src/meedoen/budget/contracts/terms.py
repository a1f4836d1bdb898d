# SPDX-License-Identifier: EUPL-1.2
"""What a municipality agreed with a provider, and how much of that is committed still (pure).

A commitment is reckoned and never booked (ADR 0055): what was agreed for the days of a year, less
what was asked of them. No contract needs a price for a person: it can be one sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from meedoen.budget.kinds import ContractForm
from meedoen.vocabulary.money import Money
from meedoen.vocabulary.units import DeliveredUnit


class UnusableContract(ValueError):
    """A contract cannot be kept; the message says why, in Dutch."""


class CannotBeKept(ValueError):
    """One of several cannot be kept, so none is: which, counted from 0, and why, in Dutch."""

    def __init__(self, at: int, why: str) -> None:
        """Say which, and why."""
        self.at, self.why = at, why
        super().__init__(why)


@dataclass(frozen=True)
class ContractTerms:
    """What was agreed: with whom, for what, on which days, and how it is paid.

    `product` is a product category of iWmo or iJw, or words of the municipality; all of that
    provider that no other contract names when it is empty. `price_cents` is for one `unit`.
    `maximum_cents` is for all days together: of one sum that sum itself, else None when nothing was
    agreed. `replaces` is the number of the contract that it takes the place of.
    """

    number: str
    partner: str
    product: str
    first_day: date
    last_day: date
    form: ContractForm
    adopted_by: str
    adopted_on: date
    unit: DeliveredUnit | None = None
    price_cents: int | None = None
    maximum_cents: int | None = None
    replaces: str = ""


@dataclass(frozen=True)
class ContractEnd:
    """That a contract ends earlier: on which day, why, and what it comes to in all.

    Without `final_cents` nothing is committed beyond what was asked.
    """

    last_day: date
    why: str
    final_cents: int | None = None


@dataclass(frozen=True)
class AgreedContract:
    """A contract as it holds now; `pk` is the number of its row, 0 where it has none yet."""

    terms: ContractTerms
    end: ContractEnd | None = None
    pk: int = 0

    @property
    def last_day(self) -> date:
        """The day on which it really ends."""
        return self.end.last_day if self.end else self.terms.last_day

    @property
    def maximum_cents(self) -> int | None:
        """What it comes to at most, over all of its days; None when nobody said."""
        return self.end.final_cents if self.end else self.terms.maximum_cents

    def covers(self, day: date, product: str, partner: str) -> bool:
        """Tell whether what was delivered on a day falls under it."""
        terms = self.terms
        return (
            partner == terms.partner
            and terms.product in ("", product)
            and terms.first_day <= day <= self.last_day
        )

    def meets(self, other: AgreedContract) -> bool:
        """Tell whether something could fall under both, and neither is the closer one."""
        mine, its = self.terms, other.terms
        return (
            (mine.partner, mine.product) == (its.partner, its.product)
            and mine.first_day <= other.last_day
            and its.first_day <= self.last_day
        )

    def share_of(self, year: int) -> int | None:
        """Give the part of its maximum that is for a year, in cents, by days; None without one.

        By largest remainder, so that its years are the maximum together.
        """
        years = range(self.terms.first_day.year, self.last_day.year + 1)
        days = [_days_in(one, self.terms.first_day, self.last_day) for one in years]
        if self.maximum_cents is None:
            return None
        if year not in years:
            return 0
        return Money(self.maximum_cents).split(days)[year - years.start].cents

    def last_day_in(self, year: int) -> date | None:
        """Give its last day within a year; None when it has no day in it."""
        last = min(self.last_day, date(year, 12, 31))
        return last if max(self.terms.first_day, date(year, 1, 1)) <= last else None


def _days_in(year: int, first: date, last: date) -> int:
    begins, ends = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    return (ends - begins).days + 1


def contract_for(
    day: date, product: str, partner: str, contracts: Iterable[AgreedContract]
) -> AgreedContract | None:
    """Give the contract under which something falls, the one that names a product first."""
    found = [one for one in contracts if one.covers(day, product, partner)]
    return max(found, key=lambda one: bool(one.terms.product)) if found else None


@dataclass(frozen=True)
class AskedOfDay:
    """What a provider asked for a product on a day: cents, and how many of a unit."""

    day: date
    partner: str
    product: str
    unit: str
    cents: int
    quantity: Decimal = Decimal(0)


@dataclass(frozen=True)
class ContractStanding:
    """How much of a contract was asked of the days of a year, in cents.

    `agreed` is its part of the maximum; None when nothing was agreed. `closed` says that nothing of
    that year is asked any more.
    """

    contract: AgreedContract
    agreed: int | None
    asked: int
    closed: bool = False

    @property
    def left(self) -> int:
        """What is committed still; nothing where no maximum was agreed, or more was asked."""
        return 0 if self.closed else max(0, (self.agreed or 0) - max(0, self.asked))

    @property
    def over(self) -> int:
        """What was asked beyond the maximum."""
        return 0 if self.agreed is None else max(0, self.asked - self.agreed)


def standings(
    contracts: Sequence[AgreedContract],
    asked: Iterable[AskedOfDay],
    year: int,
    *,
    closed: bool = False,
) -> list[ContractStanding]:
    """Say of each contract with a day in a year how much of it was asked, in their order."""
    together: Counter[AgreedContract | None] = Counter()
    for one in asked:
        if one.day.year == year:
            together[contract_for(one.day, one.product, one.partner, contracts)] += one.cents
    return [
        ContractStanding(one, one.share_of(year), together[one], closed)
        for one in contracts
        if one.last_day_in(year) is not None
    ]


def asked_outside(
    contracts: Sequence[AgreedContract], asked: Iterable[AskedOfDay]
) -> dict[tuple[str, str], int]:
    """Sum what falls under no contract, in cents, per provider and product; none of nought."""
    found: Counter[tuple[str, str]] = Counter()
    for one in asked:
        if contract_for(one.day, one.product, one.partner, contracts) is None:
            found[one.partner, one.product] += one.cents
    return {of: cents for of, cents in found.items() if cents}


def faults_of_terms(terms: ContractTerms) -> Iterator[tuple[str, str]]:
    """Say what of a contract does not hold, whatever others there are: which field, and why."""
    if terms.last_day < terms.first_day:
        yield "last_day", "de einddatum ligt voor de begindatum"
    if terms.replaces == terms.number:
        yield "replaces", "een contract vervangt zichzelf niet"
    if terms.maximum_cents is not None and terms.maximum_cents <= 0:
        yield "maximum", "een maximum is meer dan nul"
    if terms.price_cents is not None and terms.price_cents <= 0:
        yield "price", "een prijs is meer dan nul"
    if terms.form is ContractForm.LUMP_SUM:
        if terms.maximum_cents is None:
            yield "maximum", "zet hier het bedrag dat is afgesproken"
        if terms.price_cents is not None:
            yield "price", "bij één bedrag hoort geen prijs"
    elif terms.form is ContractForm.PRICED:
        if terms.price_cents is None:
            yield "price", "bij prijs maal aantal hoort een prijs"
        if terms.unit is None:
            yield "unit", "bij een prijs hoort een eenheid"


def faults_of_end(terms: ContractTerms, end: ContractEnd) -> Iterator[tuple[str, str]]:
    """Say what of an end does not hold: which field, and why."""
    if not terms.first_day <= end.last_day < terms.last_day:
        yield "ends", "een contract eindigt na zijn begin, en eerder dan eerst was afgesproken"
    if not end.why.strip():
        yield "why", "zeg waarom het eerder eindigt"
    if end.final_cents is not None and end.final_cents < 0:
        yield "final", "een eindbedrag is niet minder dan nul"


def weigh_contracts(
    told: Sequence[tuple[ContractTerms, ContractEnd | None]], there: Sequence[AgreedContract]
) -> list[list[AgreedContract]]:
    """Give of each of some contracts what is to be written to keep it; nothing when it is kept.

    What is new has a number of its own below nought. Raises CannotBeKept.
    """
    holds, found = {one.pk: one for one in there}, []
    for at, (terms, end) in enumerate(told):
        try:
            written = [
                one if one.pk else replace(one, pk=-at - 1)
                for one in agreed_with(terms, end, list(holds.values()))
            ]
        except UnusableContract as no:
            raise CannotBeKept(at, str(no)) from no
        holds.update({one.pk: one for one in written})
        found.append(written)
    return found


def agreed_with(
    terms: ContractTerms, end: ContractEnd | None, there: Sequence[AgreedContract]
) -> list[AgreedContract]:
    """Give what is to be written to keep a contract beside those that are there; none when nothing.

    That is the contract itself when it is new, and an end of it or of the one that it replaces.
    Raises UnusableContract: what was agreed stays as it was agreed.
    """
    for _, why in (*faults_of_terms(terms), *(faults_of_end(terms, end) if end else ())):
        raise UnusableContract(why)
    known = next((one for one in there if one.terms.number == terms.number), None)
    if known is not None:
        return _again(terms, end, known)
    mine, changed = AgreedContract(terms, end), list(there)
    written = [mine]
    if terms.replaces:
        ended = _replaced(terms, there)
        changed = [ended if one.pk == ended.pk else one for one in there]
        written.insert(0, ended)
    for other in changed:
        if mine.meets(other):
            raise UnusableContract(
                f"contract {other.terms.number} geldt al voor hetzelfde, op dezelfde dagen; zeg in "
                "de kolom vervangt welk contract dit vervangt"
            )
    return written


def _again(
    terms: ContractTerms, end: ContractEnd | None, known: AgreedContract
) -> list[AgreedContract]:
    if known.terms != terms:
        raise UnusableContract(
            "dit nummer was een ander contract; wat is afgesproken blijft staan. Geef een nieuw "
            "nummer, en zeg in de kolom vervangt welk contract het vervangt"
        )
    if end is None or end == known.end:
        return []
    if known.end is not None:
        raise UnusableContract(f"dit contract is al beëindigd op {known.end.last_day}")
    return [replace(known, end=end)]


def _replaced(terms: ContractTerms, there: Sequence[AgreedContract]) -> AgreedContract:
    before = next((one for one in there if one.terms.number == terms.replaces), None)
    if before is None:
        raise UnusableContract(f"contract {terms.replaces} is hier niet bekend")
    if before.terms.partner != terms.partner:
        raise UnusableContract(f"contract {terms.replaces} is van een andere aanbieder")
    ends = terms.first_day - timedelta(days=1)
    if ends < before.terms.first_day:
        raise UnusableContract(
            f"contract {terms.replaces} begint op {before.terms.first_day}; wat het vervangt, "
            "begint later"
        )
    if before.last_day <= ends:
        return before
    if before.end is not None:
        raise UnusableContract(f"contract {terms.replaces} is al beëindigd op {before.last_day}")
    return replace(before, end=ContractEnd(ends, f"vervangen door {terms.number}"))
