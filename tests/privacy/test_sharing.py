# SPDX-License-Identifier: EUPL-1.2
"""The table of what may cross from one law to another, and what it says when it is wrong."""

from collections.abc import Iterable
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from meedoen.accounts.models import OrganisationKind
from meedoen.accounts.roles import Role
from meedoen.privacy.policy import REACH, Purpose
from meedoen.privacy.sharing import CellAnswer, Sharing, SharingCell, WrongSharing, load, read
from meedoen.vocabulary.period import Period
from meedoen.vocabulary.social_laws import NO_TASK, Giver, SocialLaw

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 23)
KINDS = [str(kind) for kind in OrganisationKind]
TASKS = [law for law in SocialLaw if law not in NO_TASK]
TEXT = (files("meedoen.privacy") / "sharing.yaml").read_text(encoding="utf-8")
WAMS = 'article: "Wams (kamerstukken 36295)", sure: no, from: null'


def every_answer(
    sharing: Sharing, on: date = DAY
) -> dict[tuple[SocialLaw, SocialLaw, str], CellAnswer | None]:
    cells = {
        (origin, task, kind): sharing.cell(origin, task, kind, on=on)
        for origin in SocialLaw
        for task in TASKS
        for kind in KINDS
    }
    return {where: cell and cell.answer for where, cell in cells.items()}


def small(*cells: str, tasks: str = "") -> Sharing:
    rows = "\n".join(f"  - {{{cell}}}" for cell in cells)
    return read(f"kinds: [municipality, uwv]\ntasks: [{tasks}]\ncells:\n{rows or '  []'}\n")


A_CELL = 'origins: [wmo], tasks: [wmo], kinds: [uwv], answer: task, article: "art. 1", sure: yes'


def but(this: str, that: str) -> str:
    """A cell of a law not in force, with one thing otherwise."""
    return A_CELL.replace(this, that, 1) + ", from: null" if this else f"{A_CELL}, from: null{that}"


def test_the_file_knows_each_kind_of_organisation_that_there_is() -> None:
    assert list(load().kinds) == KINDS


@pytest.mark.parametrize(
    ("origin", "task", "kind", "answer"),
    [
        (SocialLaw.WMO, SocialLaw.WMO, "municipality", CellAnswer.TASK),
        (SocialLaw.PARTICIPATIEWET, SocialLaw.WMO, "municipality", CellAnswer.EXPLICIT_CONSENT),
        (SocialLaw.JEUGDWET, SocialLaw.WMO, "municipality", CellAnswer.EXPLICIT_CONSENT),
        (SocialLaw.WGS, SocialLaw.WMO, "municipality", CellAnswer.EXPLICIT_CONSENT),
        (SocialLaw.WMO, SocialLaw.PARTICIPATIEWET, "municipality", CellAnswer.EXPLICIT_CONSENT),
        (SocialLaw.WMO, SocialLaw.OPEN_PROVISION, "open_house", CellAnswer.NEVER),
        (SocialLaw.SUWI, SocialLaw.WMO, "municipality", CellAnswer.NEVER),
        (SocialLaw.UNKNOWN, SocialLaw.WMO, "municipality", CellAnswer.EXPLICIT_CONSENT),
        (SocialLaw.WMO, SocialLaw.WMO, "employer", None),
        (SocialLaw.TREATMENT, SocialLaw.SUWI, "uwv", None),
    ],
)
def test_what_the_law_says_of_what_was_obtained_under_another(
    origin: SocialLaw, task: SocialLaw, kind: str, answer: CellAnswer | None
) -> None:
    """Wmo 2015 art. 5.1.1 lid 4, 5.1.2 lid 2, 5.2.1 lid 2, 5.3.3."""
    assert every_answer(load())[origin, task, kind] is answer


def test_each_cell_of_the_file_is_found_from_its_first_day_and_not_before() -> None:
    for cell in load().cells:
        where = (cell.origin, cell.task, cell.kind)
        if cell.holds is None:
            assert load().cell(*where, on=DAY) != cell
            continue
        assert load().cell(*where, on=cell.holds.first) == cell
        before = load().cell(*where, on=cell.holds.first - timedelta(days=1))
        assert before is None or before.holds.first < cell.holds.first  # type: ignore[union-attr]


def test_what_is_not_in_the_file_is_refused() -> None:
    assert set(every_answer(small()).values()) == {None}
    assert load().cell(SocialLaw.WMO, None, "municipality", on=DAY) is None
    assert load().cell(SocialLaw.WMO, SocialLaw.WMO, "", on=DAY) is None


def test_a_law_that_is_not_in_force_opens_nothing_on_any_day() -> None:
    asleep = [cell for cell in load().cells if cell.holds is None]
    assert {cell.article for cell in asleep} == {"Wams (kamerstukken 36295)"}
    without = read("\n".join(line for line in TEXT.splitlines() if WAMS not in line))
    for day in (DAY, date(1900, 1, 1), date(2100, 1, 1)):
        assert every_answer(load(), day) == every_answer(without, day)


def test_switching_a_law_on_changes_just_its_own_cells_from_its_own_day() -> None:
    on = read(TEXT.replace(WAMS, WAMS.replace("null", "2027-07-01")))
    asleep = {(c.origin, c.task, c.kind) for c in load().cells if c.holds is None}
    day = date(2027, 7, 1)
    then, now = every_answer(load(), day), every_answer(on, day)
    assert {where for where in now if now[where] != then[where]} == asleep
    assert {now[where] for where in asleep} == {CellAnswer.TASK}
    eve = day - timedelta(days=1)
    assert every_answer(on, eve) == every_answer(load(), eve)


def test_of_two_cells_the_one_that_began_last_counts_and_it_ends_with_its_last_day() -> None:
    sharing = small(
        f"{A_CELL}, from: 2015-01-01",
        f"{A_CELL.replace('answer: task', 'answer: never')}, from: 2020-01-01, to: 2020-12-31",
    )

    def answer(on: date) -> CellAnswer | None:
        cell = sharing.cell(SocialLaw.WMO, SocialLaw.WMO, "uwv", on=on)
        return cell and cell.answer

    assert answer(date(2014, 12, 31)) is None
    assert answer(date(2019, 12, 31)) is CellAnswer.TASK
    assert answer(date(2020, 12, 31)) is CellAnswer.NEVER
    assert answer(date(2021, 1, 1)) is CellAnswer.TASK


@pytest.mark.parametrize("kind", KINDS)
def test_who_works_under_no_law_such_as_an_employer_gets_nothing_that_a_law_obtained(
    kind: str,
) -> None:
    for purpose in Purpose:
        assert load().task_of(Role.EMPLOYER, purpose, kind, on=DAY) is None
        assert load().task_of(Role.RESIDENT, purpose, kind, on=DAY) is None


def test_each_role_that_comes_into_a_dossier_at_a_desk_of_its_own_has_its_task() -> None:
    own = {
        Role.NEIGHBOURHOOD_WORKER: ("welfare", SocialLaw.WMO),
        Role.WMO_CONSULTANT: ("municipality", SocialLaw.WMO),
        Role.WORK_CONSULTANT: ("municipality", SocialLaw.PARTICIPATIEWET),
        Role.PROVIDER_WORKER: ("open_house", SocialLaw.OPEN_PROVISION),
        Role.VOLUNTEER: ("volunteer_centre", SocialLaw.OPEN_PROVISION),
        Role.CLIENT_SUPPORTER: ("client_support", SocialLaw.CLIENT_SUPPORT),
        Role.JOB_COACH: ("reintegration", SocialLaw.PARTICIPATIEWET),
        Role.SCHOOL_ATTENDANCE_OFFICER: ("school_attendance", SocialLaw.LEERPLICHT),
    }
    assert {role for role, _ in REACH} - set(own) == {Role.RESIDENT, Role.EMPLOYER}
    for role, purpose in REACH:
        if role in own:
            kind, law = own[role]
            assert load().task_of(role, purpose, kind, on=DAY) is law
            assert load().law_of_writer(role, kind, on=DAY) is law


def test_what_a_resident_writes_is_her_own_story_and_what_nobody_can_place_is_the_most_closed() -> (
    None
):
    assert load().law_of_writer(Role.RESIDENT, "", on=DAY) is SocialLaw.OWN_STORY
    assert load().law_of_writer(Role.EMPLOYER, "employer", on=DAY) is SocialLaw.UNKNOWN
    row = 'roles: [volunteer], kinds: all, article: "a", sure: yes, from: 2015-01-01'
    two = small(
        tasks=f"{{law: wmo, purposes: [intake], {row}}}, {{law: wgs, purposes: [guidance], {row}}}"
    )
    assert two.task_of(Role.VOLUNTEER, Purpose.GUIDANCE, "uwv", on=DAY) is SocialLaw.WGS
    assert two.law_of_writer(Role.VOLUNTEER, "uwv", on=DAY) is SocialLaw.UNKNOWN


def test_nothing_of_any_law_crosses_to_a_place_where_everybody_may_come() -> None:
    """Wmo 2015 art. 5.1.2 lid 2: it works with what somebody gave it herself."""
    for (origin, task, _), answer in every_answer(load()).items():
        if task is SocialLaw.OPEN_PROVISION and origin is not SocialLaw.OPEN_PROVISION:
            assert answer in (None, CellAnswer.NEVER)


def test_every_cell_says_on_which_article_it_rests() -> None:
    cell: SharingCell
    for cell in load().cells:
        assert any(sign.isdigit() for sign in cell.article), cell
    assert {cell.sure for cell in load().cells} == {True, False}


@pytest.mark.parametrize("word", [*SocialLaw, *Giver, *CellAnswer])
def test_each_law_giver_and_answer_has_dutch_words(word: SocialLaw | Giver | CellAnswer) -> None:
    assert word.label
    assert word.label != word.value


@pytest.mark.parametrize(
    ("text", "where", "todo"),
    [
        ("cells: [", "is no YAML", "Compare it"),
        ("kinds: [uwv]\ncells: []", "'tasks' is missing", "Add it"),
        ("kinds: [uwv]\ntasks: []\ncells: [wmo]", "cells, row 1", "Write {key"),
        (but("", ", x: 1"), "row 1: 'x' is not known", "Use: "),
        (but("[wmo], tasks", "[wmoo], tasks"), "'wmoo'", "Choose from"),
        (but("[wmo], tasks", "wmo, tasks"), "'origins'", "Write origins: ["),
        (but("[wmo], tasks", "[[wmo]], tasks"), "['wmo']", "Choose from"),
        (but("tasks: [wmo]", "tasks: [own_story]"), "own_story", "Name a law"),
        (but("task,", "perhaps,"), "'perhaps'", "Choose from"),
        (but("[uwv]", "[uvw]"), "'uvw'", "Choose from"),
        (but("[uwv]", "[]"), "'kinds'", "or all"),
        (but("art. 1", " "), "no article", "Say which"),
        (but("sure: yes", "sure: perhaps"), "'sure'", "Write no"),
        (A_CELL, "no first day", "Write from"),
        (f"{A_CELL}, from: soon", "'soon' is no day", "Write it as"),
        (f"{A_CELL}, from: 2027-01-01 10:00:00", "is no day", "Write it as"),
        (f"{A_CELL}, from: null, to: 2027-01-01", "a last day without", "Give both"),
        (f"{A_CELL}, from: 2027-01-01, to: 2026-01-01", "ends (2026", "Turn"),
        (
            but("[wmo], tasks", "[own_story], tasks").replace("task,", "never,"),
            "own_story",
            "Take this row out",
        ),
    ],
)  # fmt: skip
def test_a_wrong_file_says_where_what_and_what_to_do(text: str, where: str, todo: str) -> None:
    with pytest.raises(WrongSharing) as caught:
        small(text) if text.startswith("origins") else read(text)
    assert "sharing.yaml" in str(caught.value)
    assert where in str(caught.value)
    assert todo in str(caught.value)


def test_two_rows_that_begin_together_and_two_tasks_on_one_day_are_refused() -> None:
    with pytest.raises(WrongSharing, match="begin on 2015-01-01"):
        small(f"{A_CELL}, from: 2015-01-01", f"{A_CELL}, from: 2015-01-01")
    small(f"{A_CELL}, from: null", f"{A_CELL}, from: null")
    row = '{law: wmo, roles: [volunteer], kinds: [uwv], article: "a", sure: yes, from: 2015-01-01}'
    with pytest.raises(WrongSharing, match="Let one end before"):
        small(tasks=f"{row}, {row.replace('wmo', 'wgs')}")


def in_words(kinds: Iterable[str]) -> str:
    return "every kind" if set(kinds) == set(KINDS) else ", ".join(sorted(kinds))


def since(holds: Period | None, sure: bool) -> str:
    first = holds.first.isoformat() if holds else "not in force"
    return first if sure else f"{first}; not sure"


def grouped(pairs: Iterable[tuple[tuple[object, ...], str]]) -> dict[tuple[object, ...], list[str]]:
    found: dict[tuple[object, ...], list[str]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return found


def test_the_reference_prints_who_works_under_which_law_and_what_may_cross() -> None:
    workings = grouped(
        ((w.law.value, w.role.value, w.article, since(w.holds, w.sure)), w.kind)
        for w in load().workings
    )
    by_kinds = grouped(
        ((c.origin, c.task, c.answer, c.article, since(c.holds, c.sure)), c.kind)
        for c in load().cells
    )
    by_origins = grouped(
        ((*key[1:], in_words(kinds)), str(key[0])) for key, kinds in by_kinds.items()
    )
    lines = [
        f"| {law} | {role} | {in_words(kinds)} | {article} | {day} |"
        for (law, role, article, day), kinds in workings.items()
    ]
    lines += [
        f"| {', '.join(origins)} | {task} | {kinds} | {answer} | {article} | {day} |"
        for (task, answer, article, day, kinds), origins in by_origins.items()
    ]
    page = (ROOT / "docs" / "reference" / "privacy.md").read_text(encoding="utf-8")
    missing = [line for line in lines if line not in page.splitlines()]
    assert not missing, "\n".join(missing)
