# SPDX-License-Identifier: EUPL-1.2
"""`meedoen budget`: what was declared comes in, is divided by keys, and leaves accounted for.

A check (`import --dry-run`) reads a file, and needs no database and no settings: what is not known
here it tells where there is a database that runs. The others write, as the owner.
"""

import importlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from meedoen.commands.masked import Masked
from meedoen.commands.with_settings import with_settings
from meedoen.environment import NotReady
from meedoen.vocabulary.codes import AreaCode, Level

INVOICE = "invoice"
# What a file can be, and the module that books it; an answer is explained, and not booked.
KINDS = {
    "declaration": "meedoen.commands.declared",
    INVOICE: "meedoen.commands.costs",
    "subsidy": "meedoen.commands.costs",
    "svb": "meedoen.commands.costs",
    "cak": "meedoen.commands.costs",
    "bank": "meedoen.commands.bank",
    "ledger": "meedoen.commands.town_ledger",
    "answer": "meedoen.commands.answered",
}
FIRST_YEAR, LAST_YEAR = 2017, 2100
LEDGER, TOWN_LEDGER, BANK = "meedoen.commands.ledger", KINDS["ledger"], KINDS["bank"]
PLANNED = "meedoen.commands.planned"
CONTRACTED = "meedoen.commands.contracted"
SHARED = "meedoen.commands.shared"


class _MunicipalityCode(click.ParamType):
    """The code of a municipality, as GM9901."""

    name = "code"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read a code."""
        try:
            code = AreaCode(value)
        except ValueError:
            code = None
        if code is None or code.level is not Level.GEMEENTE:
            self.fail(f"{value!r} is no code of a municipality; write it as GM9901", param, ctx)
        return code.value


CODE = _MunicipalityCode()
YEAR = click.IntRange(FIRST_YEAR, LAST_YEAR)
MUNICIPALITY = click.option(
    "--municipality", type=CODE, required=True, metavar="CODE",
    help="Whose it is: a code like GM9901.",
)  # fmt: skip
ONE_OR_ALL = click.option(
    "--municipality", type=CODE, metavar="CODE", help="Of one municipality; of all without it."
)
IN_A_YEAR = click.option(
    "--year", type=YEAR, required=True, metavar="YYYY", help="The booking year."
)
ONE_YEAR_OR_ALL = click.option(
    "--year", type=YEAR, metavar="YYYY", help="Of one booking year; of all without it."
)

CHECKED_ONLY = click.option(
    "--dry-run", is_flag=True, help="Check FILE, and take nothing of it in."
)
REPORTED = click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), metavar="REPORT.csv",
    help="Write each fault here: row, column, value, reason.",
)  # fmt: skip

PARTNERSHIP = click.option(
    "--partnership", required=True, metavar="NAME", help="The name of who work together."
)


@click.group(cls=Masked)
def budget() -> None:
    """One budget: what was declared, divided over laws afterwards, to the cent."""


@budget.command("import")
@click.option("--as", "kind", type=click.Choice(list(KINDS)), required=True, help="What FILE is.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@MUNICIPALITY
@CHECKED_ONLY
@REPORTED
@click.option("--bcf", is_flag=True, help="VAT of an invoice is had back, where no row says so.")
def import_command(
    kind: str, file: Path, municipality: str, dry_run: bool, report: Path | None, bcf: bool
) -> None:
    """Take the good rows of FILE in, and say which are wrong and why.

    A declaration is one message of iWmo or iJw: 303 of release 2.3, or 323 of 3.2, and an answer
    is message 325. An invoice is UBL 2 (also Peppol BIS and NLCIUS), CSV or XLSX; a subsidy, and a
    statement of the SVB or the CAK, are CSV or XLSX. A bank statement is CAMT.053. A ledger is an
    XML Auditfile Financieel: it is kept beside the books, and compared by `check`.

    What is asked is divided by the keys that hold; the rest waits. The same file again changes
    nothing. The last line says how many rows are good. Leaves with 1 when a row is wrong, and with
    2 when nothing of FILE can be taken.
    """
    if bcf and kind != INVOICE:
        raise click.UsageError("--bcf goes with --as invoice")
    # Only this needs what reads files.
    importing = importlib.import_module("meedoen.commands.importing")
    readers = importlib.import_module("meedoen.commands.readers")
    asked = importing.Asked(file, municipality, report=report, dry_run=dry_run)
    importing.import_file(
        asked,
        read=lambda: readers.READERS[kind](file, municipality, bcf),
        notes_of=lambda found: _notes_of(found, kind, municipality),
        book=lambda found: with_settings(KINDS[kind]).book(found, kind, municipality),
    )


def _notes_of(found: Any, kind: str, municipality: str) -> Iterable[Any]:
    return _asked_of(KINDS[kind], "notes_of", found, kind, municipality)


def _asked_of(module: str, name: str, *asked: Any) -> Iterable[Any]:
    """Ask what is not known here; a check goes on where there is nobody to ask."""
    try:
        booking = with_settings(module)
    except (NotReady, ImportError, ValueError):
        click.echo("let op: zonder instellingen is niet te zien wat hier bekend is.", err=True)
        return ()
    notes: Iterable[Any] = getattr(booking, name)(*asked)
    return notes


@budget.command("settle")
@click.argument("booking", type=int, metavar="BOOKING")
@MUNICIPALITY
@click.option("--partner", required=True, help="Whose document it pays: the number of who sent it.")
@click.option("--number", required=True, help="The number of that document.")
def settle_command(booking: int, municipality: str, partner: str, number: str) -> None:
    """Say for which document a payment was that nobody could place; `check` names those."""
    with_settings(BANK).settle(municipality, booking, partner, number)


@budget.command("accounts")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="ACCOUNTS.csv"
)
@MUNICIPALITY
def accounts_command(file: Path, municipality: str) -> None:
    """Say which account of ours is meant by numbers of the municipality's own ledger.

    The headings are number,account; an account is a name as `export --what entries` gives it.
    """
    with_settings(TOWN_LEDGER).name_accounts(municipality, file)


@budget.command("year")
@MUNICIPALITY
@IN_A_YEAR
@click.option("--close", is_flag=True, help="Let nothing more be booked in it.")
def year_command(municipality: str, year: int, close: bool) -> None:
    """Open a booking year, or close it for good.

    A year in which something still waits for a key is not closed.
    """
    ledger = with_settings(LEDGER)
    (ledger.close_year if close else ledger.open_year)(municipality, year)


@budget.command("keys")
@MUNICIPALITY
def keys_command(municipality: str) -> None:
    """List the keys: number, first and last day, name, and whether somebody adopted it."""
    with_settings(LEDGER).list_keys(municipality)


@budget.command("propose")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="KEY.yaml"
)
@MUNICIPALITY
def propose_command(file: Path, municipality: str) -> None:
    """Propose how costs of a period are divided; it divides nothing until it is adopted."""
    with_settings(LEDGER).propose_key(municipality, file)


@budget.command("adopt")
@click.argument("number", type=int, metavar="NUMBER")
@MUNICIPALITY
def adopt_command(number: int, municipality: str) -> None:
    """Let a key hold from its first day, as somebody else than who proposed it.

    On its first day it is too late: what was decided comes before what is spent.
    """
    with_settings(LEDGER).adopt_key(municipality, number)


@budget.command("plan")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="DECISION.yaml"
)
@MUNICIPALITY
def plan_command(file: Path, municipality: str) -> None:
    """Keep what the council decided on the budget of a year.

    The first decision of a year adopts its budget, before that year; each later one adds to it or
    takes from it. The same decision again changes nothing, and none is edited.
    """
    with_settings(PLANNED).keep_decision(municipality, file)


@budget.command("forecast")
@MUNICIPALITY
@IN_A_YEAR
def forecast_command(municipality: str, year: int) -> None:
    """Write what is set apart, booked and expected in a year, as CSV.

    In eight of ten cases the year ends between low_cents and high_cents. They are empty where
    nothing can be said yet. Lines without a taakveld are of a whole law, the last one is of all.
    """
    with_settings(PLANNED).forecast(municipality, year)


@budget.command("contract")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@MUNICIPALITY
@CHECKED_ONLY
@REPORTED
def contract_command(file: Path, municipality: str, dry_run: bool, report: Path | None) -> None:
    """Keep the contracts in FILE (CSV or XLSX), one in each row: with whom, for what, how paid.

    What was agreed stays: a row with `eindigt` ends a contract earlier, and one with `vervangt`
    takes the place of another. The same file again changes nothing. Leaves with 1 when a row is
    wrong, and with 2 when nothing is taken.
    """
    _import_table(
        file, municipality, report, dry_run,
        read="meedoen.interop.listed.contracts:read_contracts",
        notes="notes_of_contracts", keep="keep_contracts",
    )  # fmt: skip


@budget.command("delivered")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@MUNICIPALITY
@CHECKED_ONLY
@REPORTED
def delivered_command(file: Path, municipality: str, dry_run: bool, report: Path | None) -> None:
    """Keep how many a provider says it delivered: a count for a contract and a period.

    FILE is CSV or XLSX. One about the same days takes the place of what was said before, which
    stays. A column for people refuses FILE. Leaves as `contract` does.
    """
    _import_table(
        file, municipality, report, dry_run,
        read="meedoen.interop.listed.deliveries:read_deliveries",
        notes="notes_of_deliveries", keep="keep_deliveries",
    )  # fmt: skip


@budget.command("sharing")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="KEY.yaml"
)
@PARTNERSHIP
def sharing_command(file: Path, partnership: str) -> None:
    """Propose how municipalities that work together divide what they are asked.

    KEY.yaml says name, first_day, last_day and parts: municipality, share in thousandths, ground.
    """
    with_settings(SHARED).propose_sharing(partnership, file)


@budget.command("adopt-sharing")
@click.argument("number", type=int, metavar="NUMBER")
@PARTNERSHIP
def adopt_sharing_command(number: int, partnership: str) -> None:
    """Let a key between municipalities hold, as somebody else than who proposed it, beforehand."""
    with_settings(SHARED).adopt_sharing(partnership, number)


@budget.command("share")
@click.option("--as", "kind", type=click.Choice([INVOICE, "subsidy"]), required=True,
              help="What FILE is.")  # fmt: skip
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@PARTNERSHIP
@CHECKED_ONLY
@REPORTED
def share_command(
    kind: str, file: Path, partnership: str, dry_run: bool, report: Path | None
) -> None:
    """Divide what a partnership is asked over the books of its municipalities, by their key.

    FILE is as for `import`. Each row is divided to the cent, and holds no person then. The same
    file again changes nothing. Leaves as `import` does.
    """
    importing = importlib.import_module("meedoen.commands.importing")
    readers = importlib.import_module("meedoen.commands.readers")
    importing.import_file(
        importing.Asked(file, partnership, report=report, dry_run=dry_run),
        read=lambda: readers.READERS[kind](file, "", False),
        notes_of=lambda found: _asked_of(SHARED, "notes_of", found, kind, partnership),
        book=lambda found: with_settings(SHARED).book(found, kind, partnership),
    )


def _import_table(
    file: Path, municipality: str, report: Path | None, dry_run: bool,
    *, read: str, notes: str, keep: str,
) -> None:  # fmt: skip
    module, name = read.split(":")
    importing = importlib.import_module("meedoen.commands.importing")
    reader = getattr(importlib.import_module(module), name)
    importing.import_file(
        importing.Asked(file, municipality, report=report, dry_run=dry_run),
        read=lambda: reader(file),
        notes_of=lambda found: _asked_of(CONTRACTED, notes, found, municipality),
        book=lambda found: getattr(with_settings(CONTRACTED), keep)(found, municipality),
    )


@budget.command("divide")
@MUNICIPALITY
@IN_A_YEAR
def divide_command(municipality: str, year: int) -> None:
    """Divide what waits by the keys that hold, over laws and taakvelden; the rest waits on."""
    with_settings(LEDGER).divide(municipality, year)


@budget.command("export")
@click.option("--what", type=click.Choice(["entries", "allocation"]), required=True,
              help="Every entry, or where each cost was accounted for.")  # fmt: skip
@ONE_OR_ALL
@ONE_YEAR_OR_ALL
def export_command(what: str, municipality: str | None, year: int | None) -> None:
    """Write CSV: what was booked, or where each cost was accounted for.

    The headings are entry,transaction,date,account,amount_cents, and
    entry,year,law,taakveld,amount_cents. A debit is an amount above nought; each transaction is
    nought together. Accounts of costs begin with `cost`, and each of their entries stands in the
    allocation once.
    """
    with_settings(LEDGER).export(what, municipality, year)


@budget.command("iv3")
@MUNICIPALITY
@IN_A_YEAR
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True,
              metavar="FILE", help="Where to write it: .csv, .xlsx or .ods.")  # fmt: skip
def iv3_command(municipality: str, year: int, out: Path) -> None:
    """Write the costs of a year per taakveld and economic category.

    The same books give the same file, to the byte.
    """
    with_settings(LEDGER).iv3(municipality, year, out)


@budget.command("check")
@ONE_OR_ALL
@ONE_YEAR_OR_ALL
def check_command(municipality: str | None, year: int | None) -> None:
    """Work everything out anew from what was declared and the keys, and say what does not agree.

    Also where the ledger that the municipality keeps itself says another amount. A payment of which
    nobody knows what it is for is named, and is no fault. The last line says how much was found.
    Leaves with 1 when anything was. When it looked at all years, that it did stands on the page of
    the budget.
    """
    with_settings(LEDGER).check(municipality, year)
