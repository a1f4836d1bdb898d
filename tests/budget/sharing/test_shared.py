# SPDX-License-Identifier: EUPL-1.2
"""Each municipality books her part of what was asked together, and sees the whole and no more."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from meedoen.accounts.models import Partnership, Team
from meedoen.accounts.operations import found_partnership
from meedoen.accounts.roles import AT_WORK, Role
from meedoen.budget import operations, queries
from meedoen.budget.kinds import DocumentKind
from meedoen.budget.models import (
    BookedDocument,
    LedgerEntry,
    LedgerTransaction,
    PartnershipKey,
    PartnershipPart,
    SharedDocument,
)
from meedoen.budget.operations import KeysMeet, KeyTooLate, OtherContent, OwnKey, YearIsClosed
from meedoen.budget.sharing import queries as sharing
from meedoen.budget.sharing.operations import (
    NotShared,
    adopt_sharing,
    propose_sharing,
    take_in_shared,
)
from meedoen.budget.sharing.parts import SharingKey, UnusableSharing
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.units import DeliveredUnit
from tests.budget.sharing.test_parts import KEY
from tests.budget.worlds import (
    BEFORE,
    JOOST,
    LINDEWAARD,
    NOW,
    PUK,
    STADSKAMER,
    VENNERHOUT,
    a_cost,
    a_document,
    a_town,
    adopted,
)
from tests.privacy.worlds import make_team, make_viewer

pytestmark = pytest.mark.django_db
COSTS = [
    replace(a_cost(1, 1_001), reclaimed_cents=99, unit=DeliveredUnit.DAYPART, quantity=Decimal(8)),
    a_cost(2, -200),
    a_cost(3, 1),
]


@pytest.fixture(autouse=True)
def region() -> Partnership:
    a_town(LINDEWAARD)
    a_town(VENNERHOUT)
    return found_partnership(
        name="Regio", municipality_codes=[LINDEWAARD, VENNERHOUT], by=PUK, on=BEFORE
    )


def holds(region: Partnership, key: SharingKey = KEY) -> PartnershipKey:
    row = propose_sharing(partnership=region.pk, key=key, by=PUK, on=BEFORE)
    return adopt_sharing(key=row.pk, partnership=region.pk, by=JOOST, on=BEFORE)


def shared(
    region: Partnership, costs: list[operations.DocumentCost] | None = None, **other: object
) -> SharedDocument | None:
    told = a_document(DocumentKind.INVOICE, "F1", total_cents=1, **other)
    rows = COSTS if costs is None else costs
    return take_in_shared(partnership=region.pk, told=told, costs=rows, by=PUK, on=NOW)


def asked(town: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in LedgerEntry.objects.filter(transaction__municipality=town):
        found[one.account] = found.get(one.account, 0) + one.cents
    return found


@pytest.mark.proves("S2-16", "what municipalities share stands once in the books of each")
def test_each_municipality_books_her_part_and_together_they_are_the_whole(
    region: Partnership,
) -> None:
    holds(region)
    whole = shared(region)
    assert whole is not None
    assert whole.total_cents == 901
    here, there = asked(LINDEWAARD), asked(VENNERHOUT)
    assert here == {"waiting": 626 - 125 + 1, "vat.bcf": 62, "payable": -564}
    assert there == {"waiting": 375 - 75, "vat.bcf": 37, "payable": -337}
    parts = BookedDocument.objects.filter(shared=whole).order_by("municipality")
    assert [(one.municipality_id, one.total_cents) for one in parts] == [
        (LINDEWAARD, 564), (VENNERHOUT, 337),
    ]  # fmt: skip
    assert list(sharing.wrongly_shared(LINDEWAARD)) == []
    # Nobody is in it: of which municipality he is cannot be said.
    assert set(LedgerEntry.objects.values_list("person", "commitment")) == {("", "")}
    many = LedgerTransaction.objects.filter(row=1).order_by("municipality")
    assert list(many.values_list("quantity", flat=True)) == [5, 3]


def test_keys_of_each_municipality_divide_her_part_and_iv3_holds_it(region: Partnership) -> None:
    holds(region)
    adopted()
    shared(region)
    operations.divide_what_waits(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    assert sum(cents for *_, cents in queries.cost_of(LINDEWAARD, 2026)) == 502
    assert queries.cost_of(VENNERHOUT, 2026) == []


def test_the_same_again_changes_nothing_and_another_is_refused(region: Partnership) -> None:
    holds(region)
    assert shared(region) is not None
    before = LedgerEntry.objects.count()
    assert shared(region) is None
    with pytest.raises(OtherContent):
        shared(region, digest="b" * 64)
    assert LedgerEntry.objects.count() == before


def test_what_one_municipality_took_in_for_herself_is_not_shared(region: Partnership) -> None:
    holds(region)
    told = a_document(DocumentKind.INVOICE, "F1")
    operations.take_in(municipality=VENNERHOUT, told=told, costs=COSTS, by=PUK, on=NOW)
    with pytest.raises(OtherContent, match=VENNERHOUT):
        shared(region)
    assert SharedDocument.objects.count() == 0


def test_what_was_paid_before_it_came_is_divided_too(region: Partnership) -> None:
    holds(region)
    shared(region, settled_cents=100)
    assert [asked(town)["suspense"] for town in (LINDEWAARD, VENNERHOUT)] == [-63, -37]


@pytest.mark.parametrize(
    "days",
    [
        [date(2025, 12, 31)],
        [date(2026, 1, 31), date(2025, 12, 31)],
        [date(2026, 6, 30), date(2026, 7, 1)],
        [],
    ],
)
def test_without_one_key_for_all_of_its_days_nothing_is_booked(
    region: Partnership, days: list[date]
) -> None:
    holds(region, replace(KEY, last_day=date(2026, 6, 30)))
    holds(region, replace(KEY, first_day=date(2026, 7, 1)))
    costs = [a_cost(row, 100, day) for row, day in enumerate(days, start=1)]
    with pytest.raises(NotShared, match="geen sleutel tussen de gemeenten"):
        shared(region, costs)
    assert SharedDocument.objects.count() == BookedDocument.objects.count() == 0


def test_where_one_municipality_books_no_year_none_gets_a_part(region: Partnership) -> None:
    holds(region)
    operations.close_year(municipality=VENNERHOUT, year=2026, by=PUK, on=NOW)
    with pytest.raises(YearIsClosed), transaction.atomic():
        shared(region)
    assert LedgerEntry.objects.count() == SharedDocument.objects.count() == 0


def test_a_key_is_adopted_by_another_before_its_first_day_and_for_days_of_no_other(
    region: Partnership,
) -> None:
    row = propose_sharing(partnership=region.pk, key=KEY, by=PUK, on=BEFORE)
    assert sharing.sharing_keys(region.pk) == []
    with pytest.raises(OwnKey):
        adopt_sharing(key=row.pk, partnership=region.pk, by=PUK, on=BEFORE)
    with pytest.raises(KeyTooLate, match="vóór"):
        adopt_sharing(key=row.pk, partnership=region.pk, by=JOOST, on=NOW)
    with pytest.raises(PartnershipKey.DoesNotExist):
        adopt_sharing(key=row.pk, partnership=region.pk + 1, by=JOOST, on=BEFORE)
    adopt_sharing(key=row.pk, partnership=region.pk, by=JOOST, on=BEFORE)
    assert [one.key for one in sharing.sharing_keys(region.pk)] == [KEY]
    with pytest.raises(KeysMeet):
        holds(region)
    with pytest.raises(PartnershipKey.DoesNotExist):
        adopt_sharing(key=row.pk, partnership=region.pk, by=JOOST, on=BEFORE)
    with pytest.raises(UnusableSharing):
        propose_sharing(partnership=region.pk, key=replace(KEY, parts=()), by=PUK, on=BEFORE)


def test_the_check_works_every_part_out_anew(region: Partnership) -> None:
    holds(region)
    whole = shared(region)
    assert whole is not None
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE budget_shareddocument DISABLE TRIGGER stays")
        cursor.execute("UPDATE budget_shareddocument SET total_cents = 902")
    for town in (LINDEWAARD, VENNERHOUT):
        assert list(sharing.wrongly_shared(town)) == [
            f"Shared document {whole.pk}: its parts are 901 cents, and it asks 902."
        ]
    assert list(sharing.wrongly_shared("GM9909")) == []


def test_what_is_shared_stays_whoever_writes(region: Partnership) -> None:
    holds(region)
    shared(region)
    for model in (PartnershipKey, PartnershipPart, SharedDocument):
        for change in ("UPDATE {} SET id = id", "DELETE FROM {}"):
            with (
                pytest.raises(DatabaseError, match="stays"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(change.format(model._meta.db_table))


def looks(role: Role, code: str, purpose: Purpose = Purpose.ACCOUNTING) -> list[int]:
    """How many keys, parts, wholes and booked parts somebody sees."""
    team = make_team(code, f"Geld {Team.objects.count()} {code}", kind="municipality")
    with acting(make_viewer(team, role, NOW), purpose=purpose, on=NOW):
        return [
            model.objects.count()
            for model in (PartnershipKey, PartnershipPart, SharedDocument, BookedDocument)
        ]


@pytest.mark.proves("I12", "of what is shared a controller sees the whole and her own part")
def test_a_controller_sees_the_whole_and_the_bookings_of_her_own_municipality_alone(
    region: Partnership,
) -> None:
    holds(region)
    shared(region)
    assert looks(Role.CONTROLLER, LINDEWAARD) == [1, 2, 1, 1]
    assert looks(Role.CONTROLLER, VENNERHOUT) == [1, 2, 1, 1]
    a_town("GM9909")
    assert looks(Role.CONTROLLER, "GM9909") == [0, 0, 0, 0]
    assert looks(Role.CONTROLLER, LINDEWAARD, Purpose.POLICY) == [0, 0, 0, 0]
    for role in sorted(AT_WORK - {Role.CONTROLLER}):
        assert looks(role, LINDEWAARD) == [0, 0, 0, 0]


def test_a_part_tells_of_which_whole_it_is_and_on_what_ground(region: Partnership) -> None:
    holds(region)
    shared(region)
    part = BookedDocument.objects.get(municipality=VENNERHOUT)
    origin = sharing.origin_of(part)
    assert origin is not None
    assert (origin.total_cents, origin.key, origin.part) == (901, KEY, KEY.parts[1])
    assert origin.percent == "37,5"
    assert replace(origin, part=replace(origin.part, share=400)).percent == "40"
    own = operations.take_in(
        municipality=LINDEWAARD, told=a_document(DocumentKind.INVOICE, "F2"), costs=COSTS, by=PUK,
        on=NOW,
    )  # fmt: skip
    assert own is not None
    assert sharing.origin_of(own) is None
    assert own.partner == STADSKAMER


def test_a_partnership_is_known_by_its_name(region: Partnership) -> None:
    assert sharing.partnership_named(" regio ") == region
    assert sharing.partnership_named("iets") is None
    assert sharing.partnership_names() == ["Regio"]
    assert sharing.municipalities_of(region.pk) == [LINDEWAARD, VENNERHOUT]
