# SPDX-License-Identifier: EUPL-1.2
"""A person beside a resident and a system of an organisation only read, in every table (ADR 0026).

The tables come from what the rooms declare, so that a later one cannot be forgotten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from meedoen.commands.schema import declare_tables, declared_tables
from meedoen.database.guards import GuardedTable, only_readers_refused
from meedoen.history.operations import sign
from meedoen.plans import operations as plans
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.models import Compartment
from meedoen.privacy.operations import Party
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import person_viewer, resident_viewer
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.plans.worlds import make_plan_world
from tests.privacy.test_parties import beside, shares, system
from tests.privacy.worlds import make_viewer, share_with

pytestmark = pytest.mark.django_db

SHARED = {Domain.IDENTITY, Domain.WISHES, Domain.PLAN}
LYING = [table for table in declared_tables() if table.lies_in]
# About a resident, and not lying in a compartment: the log, in which a look of each of them stands,
# and the words with which she comes back, which are hers.
BESIDE_DOSSIERS = {"privacy_processingrecord", "privacy_returnkey"}


@dataclass(frozen=True)
class Shared:
    """A resident with a plan, and who reads in it: a person, a system; and who may write."""

    subject: UUID
    compartment: int
    readers: dict[str, Viewer]
    colleague: Viewer


@pytest.fixture
def shared(now: Moment) -> Shared:
    world = make_plan_world(now)
    herself = resident_viewer(world.subject)
    with acting(herself, purpose=Purpose.TAKING_PART, on=now):
        plans.open_plan(
            subject=world.subject, regisseur_id=world.regisseur.pk, team_id=world.team.pk,
            by=herself, on=now,
        )  # fmt: skip
        plans.add_step(
            subject=world.subject, words="Kijken", by=herself, on=now, wished_day=date(2026, 12, 1)
        )
    person, machine = beside(world.subject, now), system(now)
    for party in (Party(person=person), Party(system=machine.system)):
        shares(world.subject, party, now, domains=SHARED)
    share_with(world.subject, world.team, now, SHARED, {Purpose.GUIDANCE})
    return Shared(
        world.subject,
        Compartment.objects.get(subject=world.subject, domain=Domain.PLAN).pk,
        {"a person beside her": person_viewer(person, "Mijn zus"), "a system": machine},
        make_viewer(world.team, "neighbourhood_worker", now, "Fenna"),
    )


READERS = pytest.mark.parametrize("reader", ["a person beside her", "a system"])


def runs(viewer: Viewer, on: Moment, statement: str, *values: object) -> int:
    """Run a statement in the context of who helps with the plan; how many rows it touched."""
    with (
        transaction.atomic(),
        acting(viewer, purpose=Purpose.GUIDANCE, on=on),
        connection.cursor() as cursor,
    ):
        sign(by=viewer, on=on)
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def adding(table: GuardedTable) -> str:
    """A row of which nothing is filled but where it lies: policies are asked before the rest."""
    return f"INSERT INTO {table.name} ({table.lies_in}) VALUES (%s)"


@READERS
@pytest.mark.parametrize("table", LYING, ids=lambda table: table.name)
def test_who_only_reads_adds_nothing_to_a_dossier_that_is_open_to_her(
    reader: str, table: GuardedTable, shared: Shared, now: Moment
) -> None:
    with pytest.raises(DatabaseError, match=r"row-level security|permission denied"):
        runs(shared.readers[reader], now, adding(table), shared.compartment)


@pytest.mark.parametrize(
    "table", ["plans_plan", "plans_step", "plans_checkin", "plans_choice", "bookings_placement",
              "residents_resident", "residents_toldcapacity", "assessment_look"],
)  # fmt: skip
def test_a_colleague_comes_past_the_policies_with_the_same_statement(
    table: str, shared: Shared, now: Moment
) -> None:
    """So that the one above can fail: what stops her is that the row is empty."""
    (declared,) = [one for one in LYING if one.name == table]
    with pytest.raises(DatabaseError, match="null value"):
        runs(shared.colleague, now, adding(declared), shared.compartment)


CHANGES = {
    "a name": "UPDATE residents_resident SET chosen_name = 'x'",
    "how she is sought": "UPDATE residents_resident SET sought_as = 'x'",
    "a step": "UPDATE plans_step SET removed_at = now()",
    "a plan": "UPDATE plans_plan SET ended_at = now()",
    "words": "UPDATE residents_fragment SET replaced_at = now()",
}


@READERS
@pytest.mark.parametrize("what", CHANGES)
def test_who_only_reads_changes_nothing_in_it(
    reader: str, what: str, shared: Shared, now: Moment
) -> None:
    assert runs(shared.readers[reader], now, CHANGES[what]) == 0
    assert runs(shared.colleague, now, CHANGES[what]) == 1


@READERS
def test_who_only_reads_holds_no_row_for_others(reader: str, shared: Shared, now: Moment) -> None:
    assert runs(shared.readers[reader], now, "SELECT id FROM plans_step") == 1
    assert runs(shared.readers[reader], now, "SELECT id FROM plans_step FOR UPDATE") == 0
    assert runs(shared.colleague, now, "SELECT id FROM plans_step FOR UPDATE") == 1


@READERS
def test_who_only_reads_opens_no_dossier(reader: str, shared: Shared, now: Moment) -> None:
    opening, viewer = uuid4(), shared.readers[reader]
    tells = f"SELECT set_config('meedoen.opening', '{opening}', true); "
    opens = (
        tells + "INSERT INTO privacy_compartment (subject, municipality_id, domain, sensitivity, "
        f"opened_at) VALUES ('{opening}', 'GM9901', 'wishes', 1, now())"
    )
    hands_out = (
        tells + "INSERT INTO privacy_returnkey (digest, subject, made_at, seen_by_colleague) "
        f"VALUES ('x', '{opening}', now(), false)"
    )
    for statement in (opens, hands_out):
        with pytest.raises(DatabaseError, match="row-level security"):
            runs(viewer, now, statement)
        runs(shared.colleague, now, statement)
        opening = uuid4()


ASKED = "( SELECT privacy_may_write() AS privacy_may_write)"


def narrowed(table: str) -> dict[Any, Any]:
    """The policies that narrow who writes in a table, by what is done: what they ask."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cmd, COALESCE(qual, with_check) FROM pg_policies WHERE tablename = %s "
            "AND permissive = 'RESTRICTIVE' AND policyname LIKE 'who_only_reads_%%'",
            [table],
        )
        return dict(cursor.fetchall())


@pytest.mark.parametrize("table", LYING, ids=lambda table: table.name)
def test_each_table_of_a_dossier_asks_who_writes_once_a_statement(table: GuardedTable) -> None:
    assert narrowed(table.name) == dict.fromkeys(["INSERT", "UPDATE", "DELETE"], ASKED)


def test_a_table_about_a_resident_says_where_its_rows_lie() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relkind = 'r' AND NOT a.attisdropped "
            "AND a.attname IN ('subject', 'resident_id', 'plan_id', 'compartment_id') "
            "AND (has_table_privilege('meedoen_web', c.oid, 'INSERT') "
            "OR has_any_column_privilege('meedoen_web', c.oid, 'UPDATE'))"
        )
        about = {name for (name,) in cursor.fetchall()}
    assert about - {table.name for table in LYING} == BESIDE_DOSSIERS


def test_a_later_table_is_narrowed_by_what_it_declares(
    shared: Shared, now: Moment, run: Callable[[str], None]
) -> None:
    run("CREATE TABLE later (id bigint, words text, compartment_id bigint)")
    run("ALTER TABLE later ENABLE ROW LEVEL SECURITY")
    run("CREATE POLICY all_of_it ON later USING (privacy_opens(compartment_id))")
    run("GRANT ALL ON later TO meedoen_web")
    adds = "INSERT INTO later (compartment_id) VALUES (%s)"
    sister = shared.readers["a person beside her"]
    assert runs(sister, now, adds, shared.compartment) == 1
    for _ in range(2):
        run(only_readers_refused([GuardedTable("later", lies_in="compartment_id")]))
    with pytest.raises(DatabaseError, match="who_only_reads"):
        runs(sister, now, adds, shared.compartment)
    assert runs(sister, now, "DELETE FROM later") == 0
    assert runs(shared.colleague, now, "DELETE FROM later") == 1
    declare_tables()


@pytest.fixture
def run() -> Callable[[str], None]:
    def statement(text: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(text)

    return statement
