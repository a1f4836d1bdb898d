# SPDX-License-Identifier: EUPL-1.2
"""Books what a declaration asks, and says what of it is not known here.

A bsn goes no further than this: the ledger gets a reference of the person in what was granted.
"""

from collections.abc import Iterator
from decimal import Decimal

import click
from django.conf import settings

from meedoen.budget import operations, queries
from meedoen.budget.keys import key_for
from meedoen.budget.kinds import DocumentKind
from meedoen.budget.operations import DocumentCost, DocumentTold
from meedoen.budget.people import mark_of, reference_of
from meedoen.commands import CouldNotBeDone
from meedoen.commands.acting import actor, known_municipality
from meedoen.commands.asking import asked_here
from meedoen.commands.contracted import without_contract
from meedoen.commands.schema import at_hand
from meedoen.interop.findings import Refused, WrongValue
from meedoen.interop.iwmo.declared import Declaration
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.units import unit_of

_KIND = DocumentKind.DECLARATION
_OTHER = (
    "Factuur {number} van aanbieder {provider} is hier al geboekt, met een andere inhoud. "
    "Er is niets geboekt. Vraag de aanbieder om een nieuw nummer."
)

# Where the number of the provider stands, before release 3 and since.
_NUMBER = {
    False: ("/Bericht[1]/Header[1]/DeclaratieFactuurIdentificatie[1]", "DeclarantFactuurNummer"),
    True: ("/Bericht[1]/Declaratie[1]", "DeclaratieNummer"),
}


def book(declaration: Declaration, _: str, municipality: str) -> None:
    """Book the good rows, once, and divide what a key covers.

    Of a declaration without a good row nothing is kept: mended, it comes under its own number.
    Raises Refused for another declaration under the same number, and CouldNotBeDone when no year is
    open or the municipality is not here.
    """
    with at_hand():
        there, by, on = known_municipality(municipality), actor(), Moment.now()
        if not any(row.good for row in declaration.rows):
            _refuse_other_content(declaration, there.code)
            return
        try:
            taken_in = operations.take_in(
                municipality=there.code,
                told=_told(declaration),
                costs=_costs(declaration, there.code),
                by=by,
                on=on,
            )
        except operations.OtherContent as no:
            raise _refused(declaration) from no
        except operations.YearIsClosed as no:
            raise CouldNotBeDone(str(no)) from no
        if taken_in is None:
            click.echo("Deze declaratie was al geboekt. Er is niets veranderd.", err=True)
        for year in queries.open_years(there.code):
            operations.divide_what_waits(municipality=there.code, year=year, by=by, on=on)
        waits = queries.waits_of(
            there.code, _KIND, declaration.provider, declaration.invoice_number
        )
    if waits:
        click.echo(f"{waits} centen wachten op een sleutel.", err=True)


def notes_of(declaration: Declaration, _: str, municipality: str) -> tuple[WrongValue, ...]:
    """Say what of a declaration is not known here; nothing is changed.

    Where no database answers nobody can tell, and that is said. Raises Refused for a declaration
    that would be refused.
    """
    return asked_here(lambda: _asked(declaration, municipality))


def _asked(declaration: Declaration, municipality: str) -> tuple[WrongValue, ...]:
    _refuse_other_content(declaration, municipality)
    return tuple(_unknown(declaration, municipality))


def _refuse_other_content(declaration: Declaration, municipality: str) -> None:
    there = queries.document(municipality, _KIND, declaration.provider, declaration.invoice_number)
    if there is not None and there.digest != _mark(declaration):
        raise _refused(declaration)


def _refused(declaration: Declaration) -> Refused:
    number = declaration.invoice_number
    why = _OTHER.format(number=number, provider=declaration.provider)
    place, name = _NUMBER[declaration.release >= "3"]
    return Refused(why, (WrongValue(place, name, number, why),))


def _unknown(declaration: Declaration, municipality: str) -> Iterator[WrongValue]:
    provider, place = declaration.provider, "/Bericht[1]/Header[1]"
    if not queries.provider_is_known(municipality, provider):
        why = "Van deze aanbieder is hier nog niets geboekt."
        yield WrongValue(place, "Aanbieder", provider, why)
    keys = {
        day.year: [one.key for one in queries.adopted_keys(municipality, day.year)]
        for day in (declaration.first_day, declaration.last_day)
    }
    without = {
        (row.last_day.year, row.product_category): row
        for row in declaration.rows
        if row.good
        and row.last_day is not None
        and not key_for(row.last_day, row.product_category, provider, keys[row.last_day.year])
    }
    for (year, product), row in sorted(without.items()):
        why = f"Er is geen sleutel die dit in {year} verdeelt. Het bedrag wacht tot die er is."
        yield WrongValue(row.place, "ProductCategorie", product, why)
    delivered = [
        (row.last_day, row.product_category, row.place)
        for row in declaration.rows
        if row.good and row.last_day is not None
    ]
    yield from without_contract(municipality, provider, delivered, "ProductCategorie")
    granted = {one.allocation_number: one for one in declaration.rows if one.allocation_number}
    known = queries.commitments_known(municipality, granted)
    for number in sorted(set(granted) - known):
        why = "Onder deze toewijzing is hier nog niets geboekt."
        yield WrongValue(granted[number].place, "ToewijzingNummer", number, why)


def _mark(declaration: Declaration) -> str:
    return mark_of(declaration.digest, secret=settings.LOOKUP_PEPPER)


def _told(declaration: Declaration) -> DocumentTold:
    return DocumentTold(
        partner=declaration.provider,
        number=declaration.invoice_number,
        standard=f"{declaration.standard} {declaration.release}",
        first_day=declaration.first_day,
        last_day=declaration.last_day,
        total_cents=declaration.total_cents,
        digest=_mark(declaration),
        rows=len(declaration.rows),
        bad=declaration.bad,
    )


def _costs(declaration: Declaration, municipality: str) -> Iterator[DocumentCost]:
    for number, row in enumerate(declaration.rows, start=1):
        if not row.good or row.last_day is None or row.amount_cents is None:
            continue
        yield DocumentCost(
            row=number,
            day=row.last_day,
            product=row.product_category,
            product_code=row.product_code,
            commitment=row.allocation_number,
            person=reference_of(
                row.bsn, row.allocation_number, municipality=municipality,
                secret=settings.LOOKUP_PEPPER,
            ),
            cents=row.amount_cents,
            unit=unit_of(row.unit),
            quantity=_counted(row.volume, credit=row.amount_cents < 0),
        )  # fmt: skip


def _counted(volume: int | None, *, credit: bool) -> Decimal | None:
    """Give how many were delivered: below nought where a credit takes them back."""
    return None if volume is None else Decimal(-volume if credit else volume)
