# SPDX-License-Identifier: EUPL-1.2
"""Declarations wait for a key that was adopted before, and are divided once; nothing changes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from meedoen.budget import operations, queries
from meedoen.budget.auditing import queries as auditing
from meedoen.budget.keys import KeyLine, UnusableKey
from meedoen.budget.kinds import DocumentKind
from meedoen.budget.models import AllocationKey, BookedDocument, LedgerEntry, LedgerTransaction
from meedoen.budget.operations import (
    AlreadyReversed,
    DocumentCost,
    KeysMeet,
    KeyTooLate,
    OtherContent,
    OwnKey,
    StillWaiting,
    YearIsClosed,
)
from meedoen.history.actor import NamedActor
from meedoen.vocabulary.units import DeliveredUnit
from tests.budget.worlds import (
    BEFORE,
    JOOST,
    LINDEWAARD,
    NOW,
    PUK,
    VENNERHOUT,
    a_cost,
    a_document,
    a_key,
    a_town,
    adopted,
    standing,
    taken_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town() -> str:
    return a_town()


def divided(year: int = 2026) -> int:
    return operations.divide_what_waits(municipality=LINDEWAARD, year=year, by=PUK, on=NOW)


def test_what_is_declared_is_to_be_paid_and_stands_on_no_cost_until_a_key_divides_it() -> None:
    taken_in([a_cost(1, 500), a_cost(2, -120)])
    assert standing() == {"waiting": 380, "payable": -380}
    assert divided() == 0
    assert standing() == {"waiting": 380, "payable": -380}


def test_a_key_divides_what_waits_over_laws_and_taakvelden_with_the_ground_beside_it() -> None:
    key = adopted()
    taken_in([a_cost(1, 1001)])
    assert divided() == 1
    assert standing() == {"cost.provisions": 1001, "payable": -1001}
    costs = list(queries.costs_out(LINDEWAARD, 2026))
    assert [(one.law, one.taakveld, one.cents, one.ground) for one in costs] == [
        ("wmo", "6.713", 601, "Wmo 2015, artikel 2.3.5"),
        ("participatiewet", "6.5", 400, "Participatiewet, artikel 7"),
    ]
    assert {one.transaction.key_id for one in costs} == {key.pk}
    assert {(one.partner, one.commitment, one.person) for one in costs} == {
        ("41000001", "T1", "f" * 32)
    }


def test_what_was_divided_is_not_divided_again() -> None:
    adopted()
    taken_in()
    assert (divided(), divided()) == (1, 0)


def test_only_what_a_key_covers_is_divided_and_the_rest_waits_on() -> None:
    adopted(a_key(products=frozenset({"08"})))
    taken_in()
    assert divided() == 0
    adopted(a_key(products=frozenset({"07"}), name="Nog een"))
    assert divided() == 1


def test_a_key_of_another_municipality_divides_nothing_here() -> None:
    a_town(VENNERHOUT)
    adopted(town=VENNERHOUT)
    taken_in()
    assert divided() == 0


def test_a_proposal_divides_nothing_and_can_be_put_aside() -> None:
    row = operations.propose_key(municipality=LINDEWAARD, key=a_key(), by=PUK, on=BEFORE)
    taken_in()
    assert divided() == 0
    assert operations.drop_key(key=row.pk, municipality=LINDEWAARD, by=JOOST, on=NOW)
    assert not operations.drop_key(key=row.pk, municipality=LINDEWAARD, by=JOOST, on=NOW)
    with pytest.raises(AllocationKey.DoesNotExist):
        operations.adopt_key(key=row.pk, municipality=LINDEWAARD, by=JOOST, on=BEFORE)


def test_of_several_proposals_one_is_put_aside_and_taken_up_again_and_only_at_home() -> None:
    one, other = (
        operations.propose_key(municipality=LINDEWAARD, key=a_key(name=name), by=PUK, on=BEFORE)
        for name in ("Dagbesteding", "Nog een voorstel")
    )
    told = {"by": JOOST, "on": NOW}
    assert operations.drop_key(key=one.pk, municipality=LINDEWAARD, **told)
    assert [row.pk for row in AllocationKey.objects.filter(dropped_at=None)] == [other.pk]
    assert operations.drop_key(key=other.pk, municipality=LINDEWAARD, **told)
    assert not operations.take_key_up_again(key=one.pk, municipality=VENNERHOUT, **told)
    assert operations.take_key_up_again(key=one.pk, municipality=LINDEWAARD, **told)
    assert not operations.take_key_up_again(key=one.pk, municipality=LINDEWAARD, **told)
    for row in (one, other):
        row.refresh_from_db()
    assert (one.dropped_by, one.dropped_at) == ("", None)
    assert (other.dropped_by, other.dropped_at) == (JOOST.label, NOW.at)


def test_a_key_that_was_adopted_is_not_put_aside() -> None:
    assert not operations.drop_key(key=adopted().pk, municipality=LINDEWAARD, by=PUK, on=NOW)


def test_a_key_is_adopted_before_its_first_day_or_not_at_all() -> None:
    late = a_key(first_day=NOW.day)
    row = operations.propose_key(municipality=LINDEWAARD, key=late, by=PUK, on=BEFORE)
    with pytest.raises(KeyTooLate, match="begint op 3 februari 2026"):
        operations.adopt_key(key=row.pk, municipality=LINDEWAARD, by=JOOST, on=NOW)


def test_who_proposes_a_key_does_not_adopt_it() -> None:
    row = operations.propose_key(municipality=LINDEWAARD, key=a_key(), by=PUK, on=BEFORE)
    with pytest.raises(OwnKey, match="Vraag een collega"):
        operations.adopt_key(key=row.pk, municipality=LINDEWAARD, by=PUK, on=BEFORE)


def test_two_keys_for_the_same_do_not_both_hold() -> None:
    adopted()
    row = operations.propose_key(
        municipality=LINDEWAARD, key=a_key(name="Nog een"), by=PUK, on=BEFORE
    )
    with pytest.raises(KeysMeet, match="Dagbesteding is al vastgesteld en geldt voor hetzelfde"):
        operations.adopt_key(key=row.pk, municipality=LINDEWAARD, by=JOOST, on=BEFORE)


def test_a_key_of_elsewhere_is_not_adopted_here() -> None:
    a_town(VENNERHOUT)
    row = operations.propose_key(municipality=VENNERHOUT, key=a_key(), by=PUK, on=BEFORE)
    with pytest.raises(AllocationKey.DoesNotExist):
        operations.adopt_key(key=row.pk, municipality=LINDEWAARD, by=JOOST, on=BEFORE)
    assert not operations.drop_key(key=row.pk, municipality=LINDEWAARD, by=JOOST, on=BEFORE)


def test_a_key_that_cannot_divide_is_not_even_proposed() -> None:
    with pytest.raises(UnusableKey):
        operations.propose_key(municipality=LINDEWAARD, key=a_key(lines=()), by=PUK, on=BEFORE)
    assert not AllocationKey.objects.exists()


def test_the_same_declaration_again_changes_nothing() -> None:
    assert taken_in() is not None
    before = standing()
    assert taken_in() is None
    assert standing() == before
    assert BookedDocument.objects.count() == 1


def test_another_declaration_under_the_same_number_is_refused_whole() -> None:
    taken_in()
    with pytest.raises(OtherContent, match="used number 2026-01 before"):
        taken_in([a_cost(2)], digest="b" * 64)
    assert LedgerTransaction.objects.count() == 1


def test_the_same_number_in_another_municipality_is_another_declaration() -> None:
    a_town(VENNERHOUT)
    assert taken_in() is not None
    assert taken_in(town=VENNERHOUT, digest="b" * 64) is not None


def test_a_row_of_nought_is_no_booking() -> None:
    taken_in([a_cost(1, 0), a_cost(2, 5)])
    assert LedgerTransaction.objects.count() == 1


def test_a_document_of_many_rows_is_booked_whole() -> None:
    adopted()
    taken_in([a_cost(row, row) for row in range(1, 2102)])
    assert divided() == 2101
    assert standing() == {"cost.provisions": 2101 * 1051, "payable": -2101 * 1051}


def test_a_declaration_that_goes_wrong_halfway_leaves_nothing() -> None:
    def costs() -> object:
        yield from (a_cost(row) for row in range(1, 2500))
        raise OSError("the file is gone")

    with pytest.raises(OSError, match="the file is gone"):
        taken_in(costs())  # type: ignore[arg-type]
    assert not LedgerEntry.objects.exists()
    assert not BookedDocument.objects.exists()


def test_a_cost_of_a_year_that_is_closed_lands_in_the_first_that_is_open() -> None:
    a_town(LINDEWAARD, 2025, 2027)
    operations.close_year(municipality=LINDEWAARD, year=2025, by=PUK, on=NOW)
    taken_in([a_cost(1, 5, date(2025, 12, 31))])
    assert LedgerTransaction.objects.get().day == date(2026, 1, 1)


def test_a_cost_of_after_the_last_open_year_lands_in_that() -> None:
    taken_in([a_cost(1, 5, date(2028, 3, 1))])
    assert LedgerTransaction.objects.get().day == date(2026, 1, 1)


def test_without_a_year_that_is_open_nothing_is_taken_in() -> None:
    operations.close_year(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    with pytest.raises(YearIsClosed, match="No booking year is open"):
        taken_in()
    assert not BookedDocument.objects.exists()


def test_a_division_is_taken_back_by_its_opposite_and_can_be_made_again() -> None:
    adopted()
    taken_in()
    divided()
    division = LedgerTransaction.objects.get(kind="divided")
    back = operations.reverse(
        booking=division.pk, municipality=LINDEWAARD, why="Verkeerde sleutel", by=PUK, on=NOW
    )
    assert (back.words, back.reverses_id) == ("Verkeerde sleutel", division.pk)
    assert standing() == {"waiting": 12_345, "payable": -12_345}
    assert divided() == 1
    assert standing() == {"cost.provisions": 12_345, "payable": -12_345}


def test_a_booking_is_taken_back_once_and_a_taking_back_never() -> None:
    taken_in()
    booked = LedgerTransaction.objects.get()
    back = operations.reverse(
        booking=booked.pk, municipality=LINDEWAARD, why="Dubbel", by=PUK, on=NOW
    )
    assert standing() == {}
    for one in (booked, back):
        with pytest.raises(AlreadyReversed):
            operations.reverse(booking=one.pk, municipality=LINDEWAARD, why="Weer", by=PUK, on=NOW)
    assert divided() == 0


def test_what_is_divided_is_taken_back_in_two_steps() -> None:
    adopted()
    taken_in()
    divided()
    declared = LedgerTransaction.objects.get(kind="declared")
    with pytest.raises(AlreadyReversed, match="is divided: take that back first"):
        operations.reverse(
            booking=declared.pk, municipality=LINDEWAARD, why="Dubbel", by=PUK, on=NOW
        )
    division = LedgerTransaction.objects.get(kind="divided")
    for one in (division, declared):
        operations.reverse(booking=one.pk, municipality=LINDEWAARD, why="Dubbel", by=PUK, on=NOW)
    assert standing() == {}
    assert divided() == 0


def test_a_booking_of_elsewhere_is_not_taken_back_here() -> None:
    a_town(VENNERHOUT)
    taken_in(town=VENNERHOUT)
    with pytest.raises(LedgerTransaction.DoesNotExist):
        operations.reverse(
            booking=LedgerTransaction.objects.get().pk, municipality=LINDEWAARD, why="", by=PUK,
            on=NOW,
        )  # fmt: skip


def test_what_is_taken_back_after_its_year_was_closed_lands_in_the_next() -> None:
    a_town(LINDEWAARD, 2027)
    adopted()
    taken_in()
    divided()
    operations.close_year(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    division = LedgerTransaction.objects.get(kind="divided")
    back = operations.reverse(
        booking=division.pk, municipality=LINDEWAARD, why="Dubbel", by=PUK, on=NOW
    )
    assert back.day == date(2027, 1, 1)


def test_who_and_when_stand_beside_everything() -> None:
    someone = NamedActor("Iemand Anders")
    key = operations.propose_key(municipality=LINDEWAARD, key=a_key(), by=someone, on=BEFORE)
    operations.adopt_key(key=key.pk, municipality=LINDEWAARD, by=JOOST, on=BEFORE)
    key.refresh_from_db()
    assert (key.proposed_by, key.proposed_at) == ("Iemand Anders", BEFORE.at)
    assert (key.adopted_by, key.adopted_on, key.adopted_at) == (
        JOOST.label, BEFORE.day, BEFORE.at,
    )  # fmt: skip
    declaration = taken_in()
    assert declaration is not None
    assert (declaration.taken_in_by, declaration.taken_in_at) == (PUK.label, NOW.at)
    divided()
    assert {(one.booked_by, one.booked_at) for one in LedgerTransaction.objects.all()} == {
        (PUK.label, NOW.at)
    }


def test_who_opened_a_year_stands_beside_it_and_a_second_opening_changes_nothing() -> None:
    for by, on in ((PUK, BEFORE), (JOOST, NOW)):
        row = operations.open_year(municipality=LINDEWAARD, year=2027, by=by, on=on)
        assert (row.year, row.opened_by, row.opened_at) == (2027, PUK.label, BEFORE.at)


def test_a_document_is_kept_with_all_that_it_says_of_itself() -> None:
    told = a_document(DocumentKind.DECLARATION, "2026-09", standard="iwmo 3.2", rows=7, bad=2)
    kept = operations.keep_document(municipality=LINDEWAARD, told=told, by=PUK, on=NOW)
    row = BookedDocument.objects.get()
    assert kept == row
    assert (row.standard, row.total_cents, row.rows, row.bad) == ("iwmo 3.2", None, 7, 2)
    assert (row.first_day, row.last_day) == (told.first_day, told.last_day)


def test_several_documents_are_booked_all_or_none() -> None:
    one, other, wrong = (a_document(DocumentKind.DECLARATION, number) for number in "123")

    def breaks() -> Iterator[DocumentCost]:
        yield a_cost(1, 500)
        raise RuntimeError("the file ended")

    told = {"municipality": LINDEWAARD, "by": PUK, "on": NOW}
    with pytest.raises(RuntimeError):
        operations.take_in_all(documents=[(one, [a_cost(1, 500)]), (wrong, breaks())], **told)
    assert not BookedDocument.objects.exists()
    first, second = operations.take_in_all(
        documents=[(one, [a_cost(1, 500)]), (other, [a_cost(1, 20)])], **told
    )
    assert [row and row.number for row in (first, second)] == ["1", "2"]
    again = operations.take_in_all(documents=[(one, [a_cost(1, 500)])], **told)
    assert again == [None]
    assert standing() == {"waiting": 520, "payable": -520}


@pytest.mark.parametrize(
    ("unit", "quantity", "kept"),
    [
        (DeliveredUnit.HOUR, Decimal("2.5"), ("04", Decimal("2.5"))),
        (DeliveredUnit.HOUR, None, ("", None)),
        (None, Decimal("2.5"), ("", None)),
    ],
)
def test_how_many_were_delivered_is_kept_with_its_unit_or_not_at_all(
    unit: DeliveredUnit | None, quantity: Decimal | None, kept: tuple[str, Decimal | None]
) -> None:
    taken_in([replace(a_cost(), unit=unit, quantity=quantity)])
    row = LedgerTransaction.objects.get()
    assert (row.unit, row.quantity) == kept


def test_a_key_reads_back_as_it_was_proposed() -> None:
    key = a_key(
        products=frozenset({"07", "08"}), partners=frozenset({"1"}), integral=300,
        lines=(KeyLine("wmo", "6.1", "4.3", "Meedoen", 1000, "grond"),),
    )  # fmt: skip
    row = operations.propose_key(municipality=LINDEWAARD, key=key, by=PUK, on=BEFORE)
    assert queries.as_key(AllocationKey.objects.get(pk=row.pk)) == key


def test_a_year_in_which_something_waits_is_not_closed() -> None:
    taken_in([a_cost(1, 500), a_cost(2, -120)])
    with pytest.raises(StillWaiting, match="620 cents of 2026 wait"):
        operations.close_year(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    assert queries.open_years(LINDEWAARD) == [2026]


def test_a_division_that_is_taken_back_after_its_year_is_divided_in_the_next() -> None:
    a_town(LINDEWAARD, 2027)
    adopted()
    adopted(a_key(name="Volgend jaar", first_day=date(2027, 1, 1), last_day=date(2027, 12, 31)))
    taken_in()
    divided()
    operations.close_year(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    division = LedgerTransaction.objects.get(kind="divided")
    operations.reverse(booking=division.pk, municipality=LINDEWAARD, why="Verkeerd", by=PUK, on=NOW)
    assert divided(2027) == 1
    assert standing() == {"cost.provisions": 12_345, "payable": -12_345}
    assert queries.cost_of(LINDEWAARD, 2027) == [("6.5", "4.3", 0), ("6.713", "4.3", 0)]


def test_costs_of_a_year_are_summed_per_taakveld_and_category() -> None:
    adopted()
    taken_in([a_cost(1, 1000), a_cost(2, 500)])
    divided()
    assert queries.cost_of(LINDEWAARD, 2026) == [("6.5", "4.3", 600), ("6.713", "4.3", 900)]
    assert queries.cost_of(LINDEWAARD, 2025) == []


def test_every_division_is_given_with_where_it_landed() -> None:
    key = adopted()
    taken_in([a_cost(1, 1000), a_cost(2, 500)])
    divided()
    found = list(auditing.divisions(LINDEWAARD, 2026))
    assert [(one.key, one.day, sum(c for _, c in one.landed)) for one in found] == [
        (key.pk, date(2026, 1, 31), 1000), (key.pk, date(2026, 1, 31), 500),
    ]  # fmt: skip
