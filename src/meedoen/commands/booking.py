# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen demonstration book` does: three years of what comes in, booked, divided, closed.

Budgets and keys are adopted in the November before their year, declarations come in the month after
theirs, and a year is closed in the May after it. What there is already is not booked again.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from meedoen.budget import operations, queries
from meedoen.budget.kinds import DocumentKind
from meedoen.budget.operations import DocumentTold
from meedoen.budget.planning.operations import decide_budget
from meedoen.budget.sharing import queries as sharing
from meedoen.budget.sharing.operations import adopt_sharing, propose_sharing
from meedoen.commands import bank, costs, shared
from meedoen.commands.contracted import take_contracts, take_deliveries
from meedoen.commands.readers import READERS
from meedoen.demonstration.agreed_contracts import (
    TOGETHER,
    AgreedText,
    agreed_texts,
    shared_texts,
    sharing_of,
)
from meedoen.demonstration.declared_costs import (
    ELSEWHERE,
    INTEGRAL,
    YEARS,
    DeclaredMonth,
    budgets_of,
    declared_months,
    keys_of,
)
from meedoen.demonstration.helped import HERE
from meedoen.demonstration.incoming_files import IncomingText, incoming_texts
from meedoen.demonstration.releases import viewer_of
from meedoen.interop.listed.contracts import read_contracts
from meedoen.interop.listed.deliveries import read_deliveries
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.moment import Moment

# Who proposes a key, and the colleague who adopts it.
PETRA, SIMON = "petra@lindewaard.example", "simon@lindewaard.example"
WESSEL = "wessel@vennerhout.example"


def booked_already() -> bool:
    """Tell whether the books of the demonstration are there."""
    return bool(queries.booking_municipalities())


def book_demonstration(*, on: Moment) -> Iterator[str]:
    """Book, divide and close what was invented, up to `on`; yields what was done."""
    petra, simon = viewer_of(PETRA, on=on), viewer_of(SIMON, on=on)
    wessel = viewer_of(WESSEL, on=on)
    for year in YEARS:
        _open(year, petra, simon)
        for budget in budgets_of(year):
            if (decided := _on(budget.decided_on)) <= on:
                decide_budget(municipality=HERE, budget=budget, by=petra, on=decided)
        if year == YEARS[-1]:
            beginning = _on(date(year - 1, 11, 24))
            operations.open_year(municipality=ELSEWHERE, year=year, by=wessel, on=beginning)
        for month in declared_months(year):
            came = _on(month.last_day + timedelta(days=10))
            if came <= on:
                _take_in(month, petra if month.municipality == HERE else wessel, came)
        for file in incoming_texts(year):
            if _on(file.came) <= on:
                _read_and_take_in(file, petra)
        for agreed in agreed_texts(year):
            if _on(agreed.came) <= on:
                _read_and_keep(agreed, petra)
        if year == YEARS[-1]:
            _share(year, petra, simon, on)
        # The last bank statement of a year comes in the January after it.
        closes = _on(date(year + 1, 5, 15))
        operations.divide_what_waits(municipality=HERE, year=year, by=petra, on=min(closes, on))
        if closes <= on:
            operations.close_year(municipality=HERE, year=year, by=petra, on=closes)
        yield f"de boeken van {year}"
    _propose_for_next(petra, on)
    yield "de sleutels voor volgend jaar, die nog wachten"


def _on(day: date) -> Moment:
    return Moment.beginning(day) + timedelta(hours=10)


def _open(year: int, petra: Viewer, simon: Viewer) -> None:
    before = _on(date(year - 1, 11, 24))
    operations.open_year(municipality=HERE, year=year, by=petra, on=before)
    if queries.adopted_keys(HERE, year):
        return
    for key in keys_of(year):
        row = operations.propose_key(municipality=HERE, key=key, by=petra, on=before)
        operations.adopt_key(key=row.pk, municipality=HERE, by=simon, on=before + timedelta(days=9))


def _take_in(month: DeclaredMonth, by: Viewer, on: Moment) -> None:
    told = DocumentTold(
        partner=month.partner,
        number=month.number,
        standard="iwmo",
        first_day=month.first_day,
        last_day=month.last_day,
        total_cents=sum(one.cents for one in month.costs),
        digest=hashlib.sha256(repr(month).encode()).hexdigest(),
        rows=len(month.costs),
        bad=0,
    )
    operations.take_in(municipality=month.municipality, told=told, costs=month.costs, by=by, on=on)


def _read_and_take_in(file: IncomingText, by: Viewer) -> None:
    """Take a file in by the reader that reads those of others."""
    with TemporaryDirectory() as folder:
        path = Path(folder, file.kind)
        path.write_text(file.text, "utf-8")
        read = READERS[file.kind](path, HERE, False)
    on = _on(file.came)
    if file.kind == DocumentKind.BANK:
        bank.take_in(read, HERE, by=by, on=on)
    else:
        costs.take_in(read, DocumentKind(file.kind), HERE, by=by, on=on)


def _propose_for_next(by: Viewer, on: Moment) -> None:
    following = YEARS[-1] + 1
    waits = queries.listed_keys(HERE).filter(first_day__year=following)
    if following in INTEGRAL and not waits.exists():
        for key in keys_of(following):
            operations.propose_key(municipality=HERE, key=key, by=by, on=on)


def _read_and_keep(file: AgreedText, by: Viewer) -> None:
    """Keep contracts, or what a provider says it delivered, by the reader of those of others."""
    with TemporaryDirectory() as folder:
        path = Path(folder, file.kind)
        path.write_text(file.text, "utf-8")
        if file.kind == "contract":
            take_contracts(read_contracts(path), HERE, by=by, on=_on(file.came))
        else:
            take_deliveries(read_deliveries(path), HERE, by=by, on=_on(file.came))


def _share(year: int, petra: Viewer, simon: Viewer, on: Moment) -> None:
    """Divide what both municipalities are asked together, by a key of the year before."""
    together = sharing.partnership_named(TOGETHER)
    if together is None:
        return
    before = _on(date(year - 1, 11, 24))
    if not sharing.sharing_keys(together.pk):
        key = propose_sharing(partnership=together.pk, key=sharing_of(year), by=petra, on=before)
        adopt_sharing(key=key.pk, partnership=together.pk, by=simon, on=before + timedelta(days=9))
    for file in shared_texts():
        came = _on(file.came)
        if came <= on:
            with TemporaryDirectory() as folder:
                path = Path(folder, file.kind)
                path.write_text(file.text, "utf-8")
                read = READERS[file.kind](path, HERE, False)
            shared.take_in(read, DocumentKind(file.kind), together.pk, by=petra, on=came)
