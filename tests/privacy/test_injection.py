# SPDX-License-Identifier: EUPL-1.2
"""What somebody gains who gets a statement of her own into the database as the page role: nothing.

A page has a hole, and Noor's own request runs her statement: within her context, as the role that
pages have. Whatever she writes there, she sees and writes what Noor may, under Noor's name
(ADR 0023).
"""

import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, ProgrammingError, connection, transaction

from meedoen.accounts.models import Membership
from meedoen.accounts.roles import Role
from meedoen.database.roles import OWNER, WEB
from meedoen.history.models import Revision
from meedoen.privacy.context import acting, tell_with_proof
from meedoen.privacy.decision import Viewer
from meedoen.privacy.models import Compartment, Grant, ProcessingRecord, SecurityEvent
from meedoen.privacy.operations import hand_out_return_words, note_event
from meedoen.privacy.policy import Purpose
from meedoen.privacy.proof import key_of, pads_of, proof_of
from meedoen.privacy.queries import resident_viewer
from meedoen.residents.models import Fragment
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import make_account, make_team, make_viewer, make_world, share_with, tell

pytestmark = pytest.mark.django_db

CANARY = "kanarie-in-de-kolenmijn"


@dataclass(frozen=True)
class Scene:
    """Noor, who may see one resident; and another resident, who shares with another team."""

    noor: Viewer
    hers: UUID
    stranger: UUID
    elsewhere: Viewer
    now: Moment
    names: dict[str, Any]

    @contextmanager
    def at_work(self) -> Iterator[Any]:
        """Noor's request, in which her statement runs."""
        with (
            acting(self.noor, purpose=Purpose.INTAKE, on=self.now),
            connection.cursor() as cursor,
        ):
            yield cursor


def known_by_heart(noor: Viewer, hers: UUID, stranger: UUID, elsewhere: Viewer) -> dict[str, Any]:
    """What she may know of the numbers of things; the owner looks them up for her here."""
    lies_in = Compartment.objects.get
    return {
        "stranger": str(stranger),
        "hers": str(hers),
        "noor": noor.account_id,
        "team": noor.team_id,
        "other_team": elsewhere.team_id,
        "other_account": elsewhere.account_id,
        "name": lies_in(subject=hers, domain=Domain.IDENTITY).pk,
        "wishes": lies_in(subject=hers, domain=Domain.WISHES).pk,
        "closed": lies_in(subject=stranger, domain=Domain.WISHES).pk,
    }


@pytest.fixture
def scene(now: Moment) -> Scene:
    world = make_world(now)
    stranger = tell("GM9902", now, name=CANARY, wish=f"Naar {CANARY}")
    share_with(stranger, world.other_team, now, {Domain.IDENTITY, Domain.WISHES}, {Purpose.INTAKE})
    hand_out_return_words(subject=stranger, by=resident_viewer(stranger), on=now)
    noor = make_viewer(world.her_team, Role.NEIGHBOURHOOD_WORKER, now)
    elsewhere = make_viewer(world.other_team, Role.NEIGHBOURHOOD_WORKER, now, "Fenna")
    # In a test all is one transaction; these dossiers date from another.
    Compartment.objects.update(opened_at=now.at - timedelta(days=1))
    known = known_by_heart(noor, world.subject, stranger, elsewhere)
    return Scene(
        noor, world.subject, stranger, elsewhere, now, {**known, "now": now.at.isoformat()}
    )


def readable(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT c.oid::regclass::text FROM pg_class c WHERE relkind = 'r' AND relrowsecurity "
        "AND has_table_privilege(c.oid, 'SELECT')"
    )
    return [name for (name,) in cursor.fetchall()]


def seen_of(scene: Scene, cursor: Any) -> dict[str, int]:
    """Count what she sees of the stranger now, in every table that she may read."""
    found = {}
    for table in readable(cursor):
        cursor.execute(
            f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s OR t::text LIKE %s",
            [f"%{scene.stranger}%", f"%{CANARY}%"],
        )
        found[table] = cursor.fetchone()[0]
    return {table: count for table, count in found.items() if count}


def test_who_may_see_the_stranger_finds_her_with_the_same_question(scene: Scene) -> None:
    """So that the questions below can fail."""
    with (
        acting(scene.elsewhere, purpose=Purpose.INTAKE, on=scene.now),
        connection.cursor() as cursor,
    ):
        assert {"residents_resident", "residents_fragment", "privacy_compartment"} <= set(
            seen_of(scene, cursor)
        )
    with scene.at_work() as cursor:
        assert seen_of(scene, cursor) == {}


# What she says about who she is. Some of it the database takes, and none of it opens anything.
CLAIMS = {
    "another team": "SELECT set_config('meedoen.team', '{other_team}', true)",
    "another municipality": "SELECT set_config('meedoen.municipalities', '{{GM9902}}', true)",
    "being the resident": "SELECT set_config('meedoen.role', 'resident', true), "
    "set_config('meedoen.subject', '{stranger}', true), "
    "set_config('meedoen.purpose', 'taking_part', true)",
    "a context without a stamp": "SELECT set_config('meedoen.context', "
    '\'{{"role": "resident", "purpose": "taking_part", "subject": "{stranger}"}}\', true)',
    "a context with a stamp of nothing": "SELECT set_config('meedoen.context', repeat('0', 64) || "
    '\'{{"role": "resident", "purpose": "taking_part", "subject": "{stranger}"}}\', true)',
    "her own context with another team": "SELECT set_config('meedoen.context', "
    "replace(current_setting('meedoen.context'), ': {team}', ': {other_team}'), true)",
    "her own context with another municipality": "SELECT set_config('meedoen.context', "
    "replace(current_setting('meedoen.context'), 'GM9901', 'GM9902'), true)",
    "her own stamp before another context": "SELECT set_config('meedoen.context', "
    "left(current_setting('meedoen.context'), 64) || "
    '\'{{"role": "resident", "purpose": "taking_part", "subject": "{stranger}"}}\', true)',
    "a key twice": "SELECT set_config('meedoen.context', "
    "current_setting('meedoen.context') || '{{\"team\": {other_team}}}', true)",
    "opening what is there": "SELECT set_config('meedoen.opening', '{stranger}', true)",
    "an opening of hers beside it": "SELECT set_config('meedoen.opening', '{hers}', true)",
    "another path": "SELECT set_config('search_path', 'pg_temp, public', true)",
    "another time zone": "SELECT set_config('TimeZone', 'Pacific/Kiritimati', true)",
    "no planner": "SELECT set_config('enable_indexscan', 'off', true)",
    "a role of her own": "SET LOCAL ROLE meedoen_web",
    "for the whole connection": "SET SESSION meedoen.team = '{other_team}'",
}


@pytest.mark.parametrize("claim", CLAIMS)
def test_saying_who_she_is_opens_nothing_of_a_stranger(claim: str, scene: Scene) -> None:
    with scene.at_work() as cursor:
        cursor.execute(CLAIMS[claim].format(**scene.names))
        assert seen_of(scene, cursor) == {}


# What the database refuses altogether.
REFUSED = {
    "reading the keys": ("SELECT * FROM privacy_key", "permission denied"),
    "making a stamp": ("SELECT privacy_stamp('x')", "permission denied"),
    "making a proof": ("SELECT privacy_hash('proof', 'x')", "permission denied"),
    "having anything believed": ("SELECT privacy_believed('{{}}', '')", "permission denied"),
    "entering without proof": (
        'SELECT privacy_enter(\'{{"role": "resident", "subject": "{stranger}"}}\', \'\')',
        "no proof",
    ),
    "entering with no proof at all": (
        'SELECT privacy_enter(\'{{"role": "resident", "subject": "{stranger}"}}\', NULL)',
        "no proof",
    ),
    "entering as nothing": ("SELECT privacy_enter(NULL, NULL)", "no proof"),
    "another function of ours": (
        "CREATE OR REPLACE FUNCTION privacy_context() RETURNS jsonb LANGUAGE sql AS 'SELECT 1'",
        "permission denied|must be owner",
    ),
    "a function before ours": (
        "CREATE FUNCTION privacy_stamp(integer) RETURNS text LANGUAGE sql AS 'SELECT 1'",
        "permission denied",
    ),
    "another policy": ("CREATE POLICY mine ON residents_resident USING (true)", "must be owner"),
    "no policies": ("ALTER TABLE residents_resident DISABLE ROW LEVEL SECURITY", "must be owner"),
    "a view past the rows": ("CREATE VIEW mine AS TABLE residents_resident", "permission denied"),
    "a trigger of hers": (
        "CREATE TRIGGER mine BEFORE INSERT ON residents_resident FOR EACH ROW "
        "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "permission denied|must be owner",
    ),
    "no trigger of ours": ("ALTER TABLE privacy_grant DISABLE TRIGGER filled", "must be owner"),
    "no triggers at all": ("SET LOCAL session_replication_role = replica", "permission denied"),
    "rights for herself": (
        "GRANT ALL ON residents_resident TO meedoen_web; TRUNCATE residents_resident CASCADE",
        "permission denied",
    ),
    "rows without their policies": (
        "SET LOCAL row_security = off; SELECT * FROM residents_resident",
        "row-level security",
    ),
    "a program of the server": (
        "COPY residents_resident TO PROGRAM 'cat'",
        "superuser|external program",
    ),
    "a file of the server": ("SELECT pg_read_file('PG_VERSION')", "permission denied"),
    "emptying a log": ("TRUNCATE privacy_processingrecord", "permission denied"),
    "changing a log": ("UPDATE privacy_processingrecord SET name = ''", "permission denied"),
    "a line in the log of what accounts do": (
        "INSERT INTO privacy_securityevent (id, at, event, account, municipality_codes, endpoint, "
        "reason) VALUES (gen_random_uuid(), now(), 'share', {other_account}, '{{}}', '', '')",
        "permission denied|row-level security",
    ),
    "the same through its own door": (
        'SELECT privacy_note_event(\'{{"event": "share"}}\', \'\')', "no proof"
    ),
    "a past of her making": (
        "INSERT INTO history_revision (at, by, role, \"table\", \"row\", kind) "
        "VALUES (now(), 'x', 'x', 'x', 'x', 'added')",
        "permission denied",
    ),
    "a function for herself": (
        "INSERT INTO accounts_membership (account_id, team_id, role, valid_from) "
        "VALUES ({noor}, {other_team}, 'neighbourhood_worker', '2026-01-01')",
        "permission denied",
    ),
    "another team for herself": (
        "UPDATE accounts_membership SET team_id = {other_team}", "permission denied"
    ),
    "an agreement for her organisation": (
        "INSERT INTO accounts_dataagreement (organisation_id, purposes, valid_from) "
        "SELECT organisation_id, '{{oversight}}', '2026-01-01' FROM accounts_team",
        "permission denied",
    ),
    "another municipality for her organisation": (
        "UPDATE accounts_organisation_municipalities SET municipality_id = 'GM9902'",
        "permission denied",
    ),
    "being the front door": (
        "UPDATE accounts_team SET wijk_codes = '{{WK990200}}'", "permission denied"
    ),
    "another name for a municipality": (
        "UPDATE areas_municipality SET name = 'x'", "permission denied"
    ),
    "forgetting where areas came from": ("DELETE FROM areas_import", "permission denied"),
    "an offer of hers": ("UPDATE catalogue_offer SET title = 'x'", "permission denied"),
    "proof of equal treatment": (
        "UPDATE assessment_invariancerun SET differences = '[]'", "permission denied"
    ),
    "a view for the own team on a stranger": (
        "INSERT INTO privacy_grant (compartment_id, team_id, purpose, basis, law_reference, "
        "obtained_under, task, granted_by, valid_from) "
        "VALUES ({closed}, {team}, 'intake', 'consent', '', '', '', 'x', '{now}')",
        "row-level security",
    ),
    "a wider view for the own team": (
        "INSERT INTO privacy_grant (compartment_id, team_id, purpose, basis, law_reference, "
        "obtained_under, task, granted_by, valid_from) "
        "VALUES ({name}, {team}, 'placement', 'consent', '', '', '', 'x', '{now}')",
        "row-level security",
    ),
    "what somebody wishes to another team": (
        "INSERT INTO privacy_grant (compartment_id, team_id, purpose, basis, law_reference, "
        "obtained_under, task, "
        "granted_by, valid_from) "
        "VALUES ({wishes}, {other_team}, 'intake', 'consent', '', '', '', 'x', '{now}')",
        "row-level security",
    ),
    "words with which to come back as a stranger": (
        "INSERT INTO privacy_returnkey (digest, subject, made_at, seen_by_colleague) "
        "VALUES ('x', '{stranger}', '{now}', false)",
        "row-level security",
    ),
    "words with which to come back as who shared with her": (
        "INSERT INTO privacy_returnkey (digest, subject, made_at, seen_by_colleague) "
        "VALUES ('x', '{hers}', '{now}', false)",
        "row-level security",
    ),
}  # fmt: skip


@pytest.mark.parametrize("attempt", REFUSED)
def test_the_database_refuses(attempt: str, scene: Scene) -> None:
    statement, why = REFUSED[attempt]
    with (
        pytest.raises(DatabaseError, match=why),
        scene.at_work() as cursor,
    ):
        cursor.execute(statement.format(**scene.names))


def test_there_are_more_than_forty_attempts() -> None:
    assert len(CLAIMS) + len(REFUSED) > 40


def test_an_error_tells_nothing_of_a_row_that_is_closed(scene: Scene) -> None:
    """What would go wrong on a row is tried only after it is known to be open."""
    with scene.at_work() as cursor:
        cursor.execute("SELECT 1 / (length(words) - %s) FROM residents_fragment", [100])
        cursor.execute("SELECT words::int FROM residents_fragment WHERE words LIKE %s", ["%kanar%"])
        assert cursor.fetchall() == []
        cursor.execute("SELECT count(*) FROM pg_stats WHERE tablename LIKE 'residents_%'")
        assert cursor.fetchone() == (0,)


def log_line(cursor: Any, scene: Scene, **other: object) -> None:
    line = {
        "trace_id": "0" * 32, "span_id": "0" * 16, "name": "las je verhaal", "status_code": "OK",
        "start_time": scene.now.at, "end_time": scene.now.at, "processing_activity": "intake",
        "basis": "consent", "domains": ["wishes"], "subject": scene.hers,
        "municipality_code": "GM9901", "actor_role": Role.NEIGHBOURHOOD_WORKER,
        "actor_label": "Noor", "actor_organisation": "", "actor_account": None,
    } | other  # fmt: skip
    columns, values = ", ".join(line), ", ".join(["%s"] * len(line))
    cursor.execute(
        f"INSERT INTO privacy_processingrecord (id, {columns}) "
        f"VALUES (gen_random_uuid(), {values})",
        [*line.values()],
    )


@pytest.mark.parametrize(
    "false",
    [
        {"actor_label": "Fenna"},
        {"actor_organisation": "Politie"},
        {"actor_account": 15},
        {"actor_role": Role.RESIDENT, "actor_label": "de inwoner zelf"},
        {"start_time": "2020-01-01T12:00Z", "end_time": "2020-01-01T12:00Z"},
        {"processing_activity": "placement"},
        {"municipality_code": "GM9902"},
    ],
    ids=lambda false: ", ".join(false),
)
def test_a_line_in_her_log_stands_under_the_name_of_who_looked(
    false: dict[str, object], scene: Scene
) -> None:
    with scene.at_work() as cursor:
        log_line(cursor, scene, **false)
    line = ProcessingRecord.objects.get(name="las je verhaal")
    assert line.actor_label == "Noor"
    assert line.actor_account == scene.noor.account_id
    assert line.actor_organisation == scene.noor.organisation_label
    assert line.actor_role == Role.NEIGHBOURHOOD_WORKER
    assert line.start_time == line.end_time == scene.now.at
    assert line.processing_activity == Purpose.INTAKE
    assert line.municipality_code == "GM9901"


def test_what_she_changes_is_kept_under_her_name_whatever_she_signs(scene: Scene) -> None:
    signed = {"by": "Fenna", "role": "resident", "account": "15", "at": "2020-01-01T12:00Z"}
    with scene.at_work() as cursor:
        for name, value in signed.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [f"meedoen.signed_{name}", value])
        cursor.execute(
            "UPDATE privacy_grant SET withdrawn_at = %s WHERE team_id = %s",
            [scene.now.at, scene.noor.team_id],
        )
    kept = Revision.objects.filter(table="privacy_grant", kind="changed").latest("pk")
    assert (kept.by, kept.role) == ("Noor", Role.NEIGHBOURHOOD_WORKER)
    assert (kept.account_id, kept.at) == (scene.noor.account_id, scene.now.at)


def test_who_takes_her_context_off_in_the_change_itself_changes_nothing(scene: Scene) -> None:
    """What is kept of a change is written when its statement is over: by then she is nobody."""
    signed = {"by": "Fenna", "role": "resident", "account": "15", "at": "2020-01-01T12:00Z"}
    takes_it_off = (
        "UPDATE privacy_grant SET withdrawn_at = %s WHERE team_id = %s "
        "RETURNING set_config('meedoen.context', '', true)"
    )
    with scene.at_work() as cursor:
        for name, value in signed.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [f"meedoen.signed_{name}", value])
        with pytest.raises(DatabaseError, match="without a context"), transaction.atomic():
            cursor.execute(takes_it_off, [scene.now.at, scene.noor.team_id])
    assert not Revision.objects.filter(by="Fenna").exists()


def test_what_a_professional_hands_on_says_who_did_it_and_when(scene: Scene) -> None:
    with scene.at_work() as cursor:
        cursor.execute("SELECT set_config('meedoen.signed_by', 'x', true)")
        cursor.execute("SELECT set_config('meedoen.signed_role', 'x', true)")
        cursor.execute("SELECT set_config('meedoen.signed_account', '', true)")
        cursor.execute("SELECT set_config('meedoen.signed_at', %s, true)", [str(scene.now.at)])
        cursor.execute(
            "INSERT INTO privacy_grant (compartment_id, team_id, purpose, basis, law_reference, "
            "obtained_under, task, "
            "granted_by, valid_from) VALUES "
            "(%s, %s, 'placement', 'consent', '', '', '', 'de inwoner zelf', '2020-01-01T12:00Z')",
            [scene.names["name"], scene.elsewhere.team_id],
        )
    made = Grant.objects.get(purpose=Purpose.PLACEMENT)
    assert (made.granted_by, made.valid_from) == ("Noor", scene.now.at)


def test_an_event_is_noted_as_it_was_told_with_proof(scene: Scene) -> None:
    with scene.at_work():
        note_event(event="let_go_on", by=scene.noor, on=scene.now, endpoint="web:x", reason="r")
    event = SecurityEvent.objects.get(event="let_go_on")
    assert (event.account, event.municipality_codes) == (scene.noor.account_id, ["GM9901"])
    assert (event.at, event.endpoint, event.reason) == (scene.now.at, "web:x", "r")


@pytest.mark.parametrize("ended", ["membership", "account", "agreement", "another role"])
def test_a_viewer_of_a_function_that_ended_meanwhile_sees_nothing(ended: str, scene: Scene) -> None:
    yesterday = scene.now.day - timedelta(days=1)
    with scene.at_work():
        assert Fragment.objects.exists()
    hers = Membership.objects.get(pk=scene.noor.membership_id)
    if ended == "membership":
        Membership.objects.filter(pk=hers.pk).update(valid_to=yesterday)
    elif ended == "account":
        hers.account.is_active = False
        hers.account.save()
    elif ended == "agreement":
        hers.team.organisation.agreements.update(valid_to=yesterday)
    else:
        Membership.objects.filter(pk=hers.pk).update(role=Role.WMO_CONSULTANT)
    with scene.at_work():
        assert not Fragment.objects.exists()
        assert not Compartment.objects.exists()


def test_the_team_and_the_municipalities_are_those_of_the_function_whatever_is_asked(
    scene: Scene,
) -> None:
    """A fault in Python, that mixed up two colleagues, opens nothing either."""
    mixed_up = Viewer(
        **{
            **scene.noor.__dict__,
            "team_id": scene.elsewhere.team_id,
            "municipalities": frozenset({"GM9902"}),
        }
    )
    with acting(mixed_up, purpose=Purpose.INTAKE, on=scene.now), connection.cursor() as cursor:
        assert seen_of(scene, cursor) == {}
        assert Fragment.objects.exists()
    another = Viewer(**{**scene.noor.__dict__, "account_id": scene.elsewhere.account_id})
    with acting(another, purpose=Purpose.INTAKE, on=scene.now):
        assert not Compartment.objects.exists()


def test_a_proof_of_another_connection_is_none(scene: Scene) -> None:
    asked = json.dumps({"role": "resident", "subject": str(scene.stranger), "backend": 1})
    proof = proof_of(asked, key=key_of(settings.SECRET_KEY))
    with pytest.raises(ProgrammingError, match="no proof"), scene.at_work() as cursor:
        cursor.execute("SELECT privacy_enter(%s, %s)", [asked, proof])


def test_without_a_key_nothing_is_believed(scene: Scene) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM privacy_key")
    with pytest.raises(DatabaseError, match="no proof"), scene.at_work():
        pass
    asked = '{"role": "resident", "subject": "x"}'
    with (
        pytest.raises(DatabaseError, match="no proof"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT privacy_enter(%s, NULL)", [asked])
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('meedoen.context', repeat('0', 64) || %s, true)", [asked])
        cursor.execute("SELECT privacy_context()::text")
        assert cursor.fetchone() == ("{}",)


def test_another_secret_says_what_to_do(scene: Scene, settings: Any) -> None:
    settings.SECRET_KEY = "another-secret-another-secret-another-secret"
    with pytest.raises(DatabaseError, match="meedoen database migrate"), scene.at_work():
        pass


def test_the_database_makes_the_hash_of_the_standard() -> None:
    """RFC 4231, test case 2."""
    inner, outer = pads_of(b"Jefe")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE privacy_key SET inner_pad = %s, outer_pad = %s WHERE name = 'stamp'",
            [inner, outer],
        )
        cursor.execute("SELECT privacy_hash('stamp', 'what do ya want for nothing?')")
        (made,) = cursor.fetchone()
    assert made == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert made == hmac.new(b"Jefe", b"what do ya want for nothing?", sha256).hexdigest()


def test_a_key_that_would_have_to_be_hashed_first_is_refused() -> None:
    assert [len(pad) for pad in pads_of(b"k" * 64)] == [64, 64]
    with pytest.raises(ValueError, match="at most 64 bytes"):
        pads_of(b"k" * 65)


def as_page_role() -> psycopg.Connection[Any]:
    """A connection of its own, on which nobody was anybody else before."""
    known = connection.get_connection_params()
    where = {key: known[key] for key in ("host", "port", "dbname", "passfile") if known.get(key)}
    return psycopg.connect(**where, user=WEB)


@pytest.mark.parametrize(
    "statement",
    [
        f"SET ROLE {OWNER}",
        f"SET SESSION AUTHORIZATION {OWNER}",
        "SET ROLE meedoen_admin",
        "RESET ROLE; SELECT secret FROM privacy_key",
        f"ALTER ROLE {WEB} BYPASSRLS",
    ],
)
def test_the_page_role_becomes_nobody_else(statement: str) -> None:
    with as_page_role() as page, pytest.raises(psycopg.Error, match=r"denied|must be|does not"):
        page.execute(statement.encode())


def test_a_proof_cannot_be_read_while_its_statement_runs() -> None:
    """Colleagues of the page role see each other's statements, and not what goes beside them."""
    seen = []
    with as_page_role() as page:

        def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            answer = execute(sql, params, many, context)
            backend = connection.connection.info.backend_pid
            row = page.execute(
                "SELECT query FROM pg_stat_activity WHERE pid = %s", [backend]
            ).fetchone()
            seen.append((row, params))
            return answer

        # The owner runs the tests, and the page role does not see what the owner asks: so as her.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {WEB}")
            with connection.execute_wrapper(look):
                tell_with_proof("SELECT privacy_enter(%s, %s)", {"role": "resident"})
    ((row, params),) = seen
    assert row is not None
    assert "privacy_enter" in str(row[0]) or "insufficient privilege" in str(row[0])
    assert params[1] not in str(row[0])


def test_a_context_is_of_one_transaction() -> None:
    """What was stamped before opens nothing in a next request on the same connection."""
    with as_page_role() as page:
        asked = json.dumps(
            {
                "role": "resident", "purpose": "taking_part", "subject": "", "label": "x",
                "domains": "{}", "ceiling": 0, "now": "2026-11-23T12:00Z",
                "backend": page.info.backend_pid,
            }
        )  # fmt: skip
        proof = proof_of(asked, key=key_of(settings.SECRET_KEY))
        page.execute("SELECT privacy_enter(%s, %s)", [asked, proof])
        (stamped,) = page.execute("SELECT current_setting('meedoen.context')").fetchone() or ()
        (now,) = page.execute("SELECT privacy_setting('role')").fetchone() or ()
        page.commit()
        page.execute("SELECT set_config('meedoen.context', %s, true)", [stamped])
        (later,) = page.execute("SELECT privacy_setting('role')").fetchone() or ()
    assert (now, later) == ("resident", None)


def test_who_is_in_two_functions_enters_in_the_one_she_works_in(scene: Scene) -> None:
    team = make_team("GM9903", "Team Zuid")
    account = make_account(team, Role.WMO_CONSULTANT, "Puk")
    other = Membership.objects.create(
        account=account, team_id=scene.elsewhere.team_id, role=Role.NEIGHBOURHOOD_WORKER,
        valid_from=scene.now.day,
    )  # fmt: skip
    chosen = Viewer(
        **{
            **scene.elsewhere.__dict__,
            "account_id": account.pk,
            "membership_id": other.pk,
            "label": "Puk",
        }
    )
    with acting(chosen, purpose=Purpose.INTAKE, on=scene.now), connection.cursor() as cursor:
        assert "residents_resident" in seen_of(scene, cursor)
