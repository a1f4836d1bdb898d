# SPDX-License-Identifier: EUPL-1.2
"""No row crosses a law without its cell, in the database as in Python (ADR 0026)."""

from datetime import date, timedelta
from importlib.resources import files
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from meedoen.accounts.models import OrganisationKind, Team
from meedoen.accounts.roles import Role
from meedoen.assessment.models import Look
from meedoen.commands.schema import declare_tables
from meedoen.journeys.glasses import converse, keep_this_look
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.models import Basis, Compartment, Grant
from meedoen.privacy.operations import ByLaw, NoCell, share
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.privacy.sharing import load, read, rows
from meedoen.residents.kinds import FactSource, FragmentKind
from meedoen.residents.models import Fact, Fragment
from meedoen.residents.operations import hear, keep_fact, put_facts_back, skip_fact
from meedoen.residents.queries import dossier, known_facts
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.social_laws import NO_TASK, Giver, SocialLaw
from tests.privacy.worlds import make_team, make_viewer, share_with, tell

pytestmark = pytest.mark.django_db

WORK_AND_CARE = {Domain.IDENTITY, Domain.WORK_INCOME, Domain.CARE}
TEXT = (files("meedoen.privacy") / "sharing.yaml").read_text(encoding="utf-8")


@pytest.fixture
def subject(now: Moment) -> UUID:
    return tell("GM9901", now)


def desk(name: str, role: Role, subject: UUID, now: Moment, kind: str = "municipality") -> Viewer:
    """Somebody at a desk with which the resident shared her work and her care."""
    team = make_team("GM9901", name, kind=kind)
    share_with(subject, team, now, WORK_AND_CARE, {Purpose.INTAKE, Purpose.GUIDANCE})
    return make_viewer(team, role, now, name)


@pytest.fixture
def work(subject: UUID, now: Moment) -> Viewer:
    return desk("Werk", Role.WORK_CONSULTANT, subject, now)


@pytest.fixture
def care(subject: UUID, now: Moment) -> Viewer:
    return desk("Wmo", Role.WMO_CONSULTANT, subject, now)


def keeps(subject: UUID, by: Viewer, now: Moment, value: object = "PW", **more: Any) -> None:
    said = {"name": "uitkering_soort", "source": FactSource.PROFESSIONAL}
    purpose = Purpose.TAKING_PART if by.role is Role.RESIDENT else Purpose.INTAKE
    with acting(by, purpose=purpose, on=now):
        keep_fact(
            subject=subject, value=value, domain=Domain.WORK_INCOME, by=by, on=now, **said | more
        )


def seen(subject: UUID, by: Viewer, now: Moment, purpose: Purpose = Purpose.INTAKE) -> list[object]:
    own = Purpose.TAKING_PART if by.role is Role.RESIDENT else purpose
    with acting(by, purpose=own, on=now):
        return [fact.value for fact in known_facts(subject)]


def test_what_the_benefit_desk_found_out_is_not_for_the_wmo_desk_though_both_see_her_work(
    subject: UUID, work: Viewer, care: Viewer, now: Moment
) -> None:
    """Wmo 2015 art. 5.1.1 lid 4."""
    keeps(subject, work, now)
    assert seen(subject, work, now) == ["PW"]
    assert seen(subject, care, now) == []
    assert seen(subject, resident_viewer(subject), now) == ["PW"]


def test_what_she_says_herself_goes_where_she_shared_it_whoever_wrote_it_down(
    subject: UUID, work: Viewer, care: Viewer, now: Moment
) -> None:
    keeps(subject, work, now, "ZW", source=FactSource.RESIDENT)
    assert seen(subject, care, now) == ["ZW"]
    assert Fact.objects.get().obtained_under == SocialLaw.OWN_STORY
    assert Fact.objects.get().obtained_from == Giver.RESIDENT


def test_within_one_law_two_desks_see_the_same(subject: UUID, care: Viewer, now: Moment) -> None:
    keeps(subject, care, now)
    other = desk("Wijk", Role.NEIGHBOURHOOD_WORKER, subject, now, kind="welfare")
    assert seen(subject, other, now) == ["PW"]


@pytest.mark.parametrize(
    ("source", "giver", "law", "of"),
    [
        (FactSource.RESIDENT, None, SocialLaw.OWN_STORY, Giver.RESIDENT),
        (FactSource.PROFESSIONAL, None, SocialLaw.WMO, Giver.PROFESSIONAL),
        (FactSource.REGISTER, None, SocialLaw.WMO, Giver.REGISTER),
        (FactSource.JUDGEMENT, None, SocialLaw.WMO, Giver.PROFESSIONAL),
        (FactSource.PROFESSIONAL, Giver.CARER, SocialLaw.WMO, Giver.CARER),
        (FactSource.PROFESSIONAL, Giver.HOUSE_MEMBER, SocialLaw.WMO, Giver.HOUSE_MEMBER),
        (FactSource.PROFESSIONAL, Giver.NETWORK, SocialLaw.WMO, Giver.NETWORK),
        (FactSource.PROFESSIONAL, Giver.RESIDENT, SocialLaw.OWN_STORY, Giver.RESIDENT),
    ],
)
def test_a_fact_says_under_which_law_and_from_whom_by_who_writes_it(
    source: FactSource, giver: Giver | None, law: SocialLaw, of: Giver,
    subject: UUID, care: Viewer, now: Moment,
) -> None:  # fmt: skip
    keeps(subject, care, now, source=source, giver=giver, motivation="zo is het")
    kept = Fact.objects.get()
    assert (kept.obtained_under, kept.obtained_from) == (law, of)


def test_what_the_resident_passes_on_of_somebody_else_is_still_told_by_herself(
    subject: UUID, now: Moment
) -> None:
    keeps(subject, resident_viewer(subject), now, giver=Giver.CARER)
    kept = Fact.objects.get()
    assert (kept.obtained_under, kept.obtained_from) == (SocialLaw.OWN_STORY, Giver.RESIDENT)


def test_her_words_are_her_own_story_and_what_a_carer_said_at_the_desk_is_of_its_law(
    subject: UUID, now: Moment
) -> None:
    worker = desk("Wijk", Role.NEIGHBOURHOOD_WORKER, subject, now, kind="welfare")
    share_with(
        subject, Team.objects.get(pk=worker.team_id), now, {Domain.DAILY_LIFE}, {Purpose.INTAKE}
    )
    with acting(worker, purpose=Purpose.INTAKE, on=now):
        said = {"subject": subject, "kind": FragmentKind.STORY, "by": worker, "on": now}
        hear(words="Mijn moeder is moe", **said)
        hear(words="Zij is moe", giver=Giver.CARER, **said)
    told = Fragment.objects.filter(kind=FragmentKind.STORY).order_by("pk")
    assert [(one.obtained_under, one.obtained_from) for one in told] == [
        (SocialLaw.OWN_STORY, Giver.RESIDENT), (SocialLaw.WMO, Giver.CARER),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "law", sorted(set(SocialLaw) - {SocialLaw.OWN_STORY, SocialLaw.PARTICIPATIEWET})
)
def test_nobody_writes_something_down_as_if_another_law_had_obtained_it(
    law: SocialLaw, subject: UUID, work: Viewer, now: Moment
) -> None:
    compartment = Compartment.objects.get(subject=subject, domain=Domain.WORK_INCOME)
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        acting(work, purpose=Purpose.INTAKE, on=now),
    ):
        Fact.objects.create(
            resident_id=subject, compartment=compartment, name="x", value=1, said_by="Werk",
            source=FactSource.PROFESSIONAL, known_at=now.at, obtained_under=law,
            obtained_from=Giver.PROFESSIONAL,
        )  # fmt: skip


def test_what_somebody_may_not_see_does_not_stand_in_the_way_of_what_she_writes(
    subject: UUID, work: Viewer, care: Viewer, now: Moment
) -> None:
    """An error would tell that there is something; replacing it would destroy it."""
    keeps(subject, work, now, "PW")
    keeps(subject, care, now, "WW")
    keeps(subject, care, now, "IOAW")
    assert seen(subject, work, now) == ["PW"]
    assert seen(subject, care, now) == ["IOAW"]
    assert seen(subject, resident_viewer(subject), now) == ["PW", "IOAW"]


def test_the_same_source_under_another_law_is_put_back_beside_what_was_said_since(
    subject: UUID, work: Viewer, care: Viewer, now: Moment
) -> None:
    keeps(subject, work, now, "PW")
    herself, later = resident_viewer(subject), now + timedelta(minutes=1)
    taken = {"subject": subject, "names": ["uitkering_soort"], "taken_back_at": now}
    Fact.objects.update(replaced_at=now.at)
    keeps(subject, care, later, "WW")
    with acting(herself, purpose=Purpose.TAKING_PART, on=later):
        assert put_facts_back(by=herself, on=later, **taken) == 1
    Fact.objects.filter(value="PW").update(replaced_at=now.at)
    keeps(subject, work, later, "ZW")
    with acting(herself, purpose=Purpose.TAKING_PART, on=later):
        assert put_facts_back(by=herself, on=later, **taken) == 0


def test_a_question_that_is_skipped_is_her_own_story_too(
    subject: UUID, work: Viewer, now: Moment
) -> None:
    with acting(work, purpose=Purpose.INTAKE, on=now):
        skip_fact(subject=subject, name="x", domain=Domain.WORK_INCOME, by=work, on=now)
    assert Fact.objects.get().obtained_under == SocialLaw.OWN_STORY


@pytest.mark.parametrize("model", [Fact, Fragment])
def test_her_own_story_comes_from_herself(
    model: type[Fact] | type[Fragment], subject: UUID, now: Moment
) -> None:
    keeps(subject, resident_viewer(subject), now)
    with pytest.raises(IntegrityError, match="from_herself"):
        model.objects.filter(obtained_under=SocialLaw.OWN_STORY).update(
            obtained_from=Giver.REGISTER
        )


# In the database as in the file.

Combination = tuple[str, str, str]


def every_answer(on: date) -> dict[Combination, str | None]:
    """What the database says of each combination on a day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o, t, k, privacy_answer(o, t, k, %s) FROM unnest(%s::text[]) o, "
            "unnest(%s::text[]) t, unnest(%s::text[]) k",
            [
                on,
                list(SocialLaw),
                [law for law in SocialLaw if law not in NO_TASK],
                list(load().kinds),
            ],
        )
        return {(origin, task, kind): answer for origin, task, kind, answer in cursor.fetchall()}


@pytest.mark.parametrize(
    "day", [date(1960, 1, 1), date(2014, 12, 31), date(2015, 1, 1), date(2026, 11, 23)]
)
def test_the_database_holds_each_cell_of_the_file_and_no_other(day: date) -> None:
    for (origin, task, kind), answer in every_answer(day).items():
        cell = load().cell(SocialLaw(origin), SocialLaw(task), kind, on=day)
        assert answer == (cell and cell.answer), (origin, task, kind)


def test_declaring_again_changes_nothing_of_what_may_cross() -> None:
    day = date(2026, 11, 23)
    before = every_answer(day)
    declare_tables()
    assert every_answer(day) == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM privacy_cell")
        assert cursor.fetchone() == (len(load().cells),)


def hold(text: str) -> None:
    """Let the database hold what a file says."""
    with connection.cursor() as cursor:
        for table, lines in rows(read(text)).items():
            cursor.execute(f"DELETE FROM {table}")
            places = ", ".join(["%s"] * len(lines[0]))
            cursor.executemany(f"INSERT INTO {table} VALUES ({places})", lines)


def test_switching_a_law_on_in_the_file_changes_just_its_cells(
    subject: UUID, work: Viewer, care: Viewer, now: Moment
) -> None:
    keeps(subject, work, now)
    then = every_answer(now.day)
    hold(TEXT.replace('36295)", sure: no, from: null', '36295)", sure: no, from: 2026-11-23'))
    changed = {where for where, answer in every_answer(now.day).items() if answer != then[where]}
    asleep = {(c.origin, c.task, c.kind) for c in load().cells if c.holds is None}
    assert changed == asleep
    assert seen(subject, care, now) == ["PW"]
    assert seen(subject, care, now - timedelta(days=1)) == []


def test_with_no_cell_at_all_only_her_own_story_is_seen(
    subject: UUID, care: Viewer, now: Moment
) -> None:
    keeps(subject, care, now, "WW")
    keeps(subject, resident_viewer(subject), now, "PW")
    assert len(seen(subject, care, now)) == 2
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM privacy_cell")
    assert seen(subject, care, now) == ["PW"]


@pytest.mark.parametrize("table", ["privacy_cell", "privacy_working"])
@pytest.mark.parametrize(
    "attempt", ["SELECT 1 FROM {}", "DELETE FROM {}", "UPDATE {} SET kind = ''"]
)
def test_a_page_neither_reads_nor_changes_what_may_cross(
    table: str, attempt: str, care: Viewer, now: Moment
) -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        acting(care, purpose=Purpose.INTAKE, on=now),
        connection.cursor() as cursor,
    ):
        cursor.execute(attempt.format(table))


@pytest.mark.parametrize("question", ["%s, %s, NULL", "%s, NULL, %s", "NULL, %s, %s"])
def test_the_question_whether_something_crosses_tells_nothing_by_an_error(
    question: str, subject: UUID, care: Viewer, now: Moment
) -> None:
    given = ["wmo", str(subject), Compartment.objects.filter(subject=subject)[0].pk]
    missing = question.replace(" ", "").split(",").index("NULL")
    del given[missing]
    with acting(care, purpose=Purpose.INTAKE, on=now), connection.cursor() as cursor:
        cursor.execute(f"SELECT privacy_crosses({question})", given)
        assert cursor.fetchone()[0] in (False, None) or missing == 1
        cursor.execute("SELECT privacy_crosses('nonsens', %s, 0)", [subject])
        assert cursor.fetchone() == (False,)


# What a law shares.


def by_law(subject: UUID, team: Team, on: Moment, law: ByLaw | None, *, valid: bool = True) -> int:
    herself = resident_viewer(subject)
    with acting(herself, purpose=Purpose.TAKING_PART, on=on):
        return share(
            subject=subject, domains={Domain.WORK_INCOME}, team_id=team.pk,
            purposes={Purpose.INTAKE}, basis=Basis.PUBLIC_TASK, by=herself, on=on, by_law=law,
        )  # fmt: skip


WMO_TO_WMO = ByLaw(SocialLaw.WMO, SocialLaw.WMO)


def test_what_a_law_shares_is_what_was_obtained_under_it_and_not_her_own_story(
    subject: UUID, care: Viewer, work: Viewer, now: Moment
) -> None:
    keeps(subject, care, now, "WW")
    keeps(subject, work, now, "IOAW")
    keeps(subject, resident_viewer(subject), now, "PW")
    team = make_team("GM9901", "Wijk", kind="welfare")
    assert by_law(subject, team, now, WMO_TO_WMO) == 1
    worker = make_viewer(team, Role.NEIGHBOURHOOD_WORKER, now, "Wijk")
    assert seen(subject, worker, now) == ["WW"]
    assert Grant.objects.get(team=team).law_reference == "Wmo 2015 art. 5.2.1 lid 2 en 5.1.2 lid 1"


@pytest.mark.parametrize(
    ("kind", "law"),
    [
        ("welfare", None),
        ("welfare", ByLaw(SocialLaw.PARTICIPATIEWET, SocialLaw.WMO)),
        ("welfare", ByLaw(SocialLaw.OWN_STORY, SocialLaw.WMO)),
        ("open_house", ByLaw(SocialLaw.WMO, SocialLaw.OPEN_PROVISION)),
        ("employer", WMO_TO_WMO),
        ("municipality", ByLaw(SocialLaw.WMO, SocialLaw.PARTICIPATIEWET)),
    ],
)
def test_a_share_by_law_without_its_cell_is_refused_with_what_to_do(
    kind: str, law: ByLaw | None, subject: UUID, now: Moment
) -> None:
    team = make_team("GM9901", "Ergens", kind=kind)
    with pytest.raises(NoCell, match=r"Vraag de inwoner|Noem de wet"):
        by_law(subject, team, now, law)
    assert not Grant.objects.filter(team=team).exists()


def test_a_share_by_law_holds_from_the_day_of_its_cell(subject: UUID, now: Moment) -> None:
    team = make_team("GM9901", "Ergens", kind="welfare")
    with pytest.raises(NoCell):
        by_law(subject, team, Moment.beginning(date(2014, 12, 31)), WMO_TO_WMO)


def grant(subject: UUID, team: Team, now: Moment, **more: Any) -> Grant:
    said: dict[str, Any] = {"basis": "public_task", "law_reference": "Wmo 2015 art. 5.2.1"}
    return Grant.objects.create(
        compartment=Compartment.objects.get(subject=subject, domain=Domain.WORK_INCOME), team=team,
        purpose=Purpose.INTAKE, granted_by="wie dan ook", valid_from=now.at, **said | more,
    )  # fmt: skip


@pytest.mark.parametrize("kind", list(OrganisationKind))
def test_the_database_refuses_a_share_by_law_without_its_cell_whoever_makes_it(
    kind: OrganisationKind, subject: UUID, now: Moment
) -> None:
    team = make_team("GM9901", "Ergens", kind=kind)
    for origin, task in product(SocialLaw, sorted(set(SocialLaw) - NO_TASK)):
        cell = load().cell(origin, task, kind, on=now.day)
        works = load().works_under(task, kind, on=now.day)
        if cell and cell.answer == "task" and works:
            assert grant(subject, team, now, obtained_under=origin, task=task).pk
            continue
        with pytest.raises(IntegrityError, match="no law lets this"), transaction.atomic():
            grant(subject, team, now, obtained_under=origin, task=task)


def test_an_article_in_free_text_alone_is_not_enough(subject: UUID, now: Moment) -> None:
    team = make_team("GM9901", "Ergens", kind="welfare")
    with pytest.raises(IntegrityError, match="no law lets this"), transaction.atomic():
        grant(subject, team, now)
    lawful = grant(subject, team, now, basis="consent")
    with pytest.raises(IntegrityError, match="no law lets this"), transaction.atomic():
        Grant.objects.filter(pk=lawful.pk).update(basis="public_task")


def keeps_a_look(subject: UUID, by: Viewer, now: Moment) -> None:
    with acting(by, purpose=Purpose.INTAKE, on=now):
        known = dossier(subject)
        assert known is not None
        keep_this_look(known, converse(known, on=now), by=by, on=now)


def test_a_kept_look_goes_no_further_than_the_facts_it_rests_on(
    subject: UUID, work: Viewer, care: Viewer, now: Moment
) -> None:
    """Its receipt holds their answers."""
    for viewer in (work, care):
        share_with(
            subject, Team.objects.get(pk=viewer.team_id), now, {Domain.ASSESSMENT, Domain.WISHES},
            {Purpose.INTAKE},
        )  # fmt: skip
    keeps(subject, work, now, ["PW"])
    keeps_a_look(subject, work, now)
    keeps(subject, resident_viewer(subject), now, True, name="ingezetene_gemeente")
    keeps_a_look(subject, care, now)
    assert Look.objects.count() == 2
    for viewer, number in ((work, 2), (care, 1)):
        with acting(viewer, purpose=Purpose.INTAKE, on=now):
            assert Look.objects.count() == number
    with acting(resident_viewer(subject), purpose=Purpose.TAKING_PART, on=now):
        assert Look.objects.count() == 2
