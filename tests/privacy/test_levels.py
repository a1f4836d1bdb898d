# SPDX-License-Identifier: EUPL-1.2
"""Which level of log-in each service asks is data, dated, per municipality (adoption A4)."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from meedoen.privacy.endpoints import all_endpoints, endpoint
from meedoen.privacy.levels.kinds import (
    AT_MOST,
    NOT_OFFERED,
    REACHES,
    LogInLevel,
    Means,
    Service,
    reaches,
)
from meedoen.privacy.levels.table import LevelTable, UnusableLevels, level_table
from meedoen.privacy.policy import Purpose

DAY = date(2026, 11, 28)
TOWNS = ("GM9901", "GM9902", "GM0047", "GM0001")
DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "levels.md"
Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of levels in a folder of its own; gives the folder."""

    def written(text: str, name: str = "GM0047.yaml") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path)

    return written


def said(levels: Mapping[Service, LogInLevel], first: str = "2026-01-01") -> str:
    """Give a file in which a municipality decided these levels."""
    lines = [f"      {service}: {level.name.lower()}" for service, level in levels.items()]
    head = ["tables:", f'  - from: {first}\n    decided: "Besluit"\n    services:']
    return "\n".join([*head, *lines]) + "\n"


def cells(table: LevelTable, day: date = DAY) -> dict[tuple[Service, str], LogInLevel]:
    """Give every cell of a table on a day."""
    return {(s, t): table.level(s, municipality=t, day=day) for s, t in product(Service, TOWNS)}


ASKED = [
    (service, level)
    for service, level in product(Service, LogInLevel)
    if level <= AT_MOST.get(service, LogInLevel.AT_DESK)
]


@pytest.mark.parametrize(("service", "level"), ASKED)
def test_a_decision_changes_exactly_its_cell(
    service: Service, level: LogInLevel, write: Write
) -> None:
    before, after = cells(level_table()), cells(level_table(write(said({service: level}))))
    assert after == before | {(service, "GM0047"): level}


@pytest.mark.parametrize(("service", "level"), ASKED)
def test_the_strictest_anywhere_is_the_strictest_of_all_cells(
    service: Service, level: LogInLevel, write: Write
) -> None:
    table = level_table(write(said({service: level})))
    found = max(table.level(service, municipality=town, day=DAY) for town in TOWNS)
    assert table.strictest(service, day=DAY) == found


@pytest.mark.parametrize(
    ("means", "reached"),
    [
        (Means.NOTHING, {"none"}),
        (Means.OPENED_HERE, {"none", "return_words"}),
        (Means.RETURN_WORDS, {"none", "return_words"}),
        (Means.ACCOUNT, {"none"}),
        (Means.ACCOUNT_WITH_SECOND_FACTOR, {"none"}),
        (Means.OWN_ORGANISATION, {"none"}),
        (
            Means.SHOWN_AT_DESK,
            {"none", "return_words", "laag", "substantieel", "hoog", "at_desk"},
        ),
    ],
)
def test_no_means_reaches_a_level_that_it_does_not_prove(means: Means, reached: set[str]) -> None:
    assert {level.name.lower() for level in LogInLevel if reaches(means, level)} == reached


def test_each_means_is_in_the_table() -> None:
    assert set(REACHES) == set(Means)


def test_a_decision_counts_from_its_day_until_the_next(write: Write) -> None:
    later = said({Service.PLAN: LogInLevel.HOOG}, "2027-01-01").removeprefix("tables:\n")
    table = level_table(write(said({Service.PLAN: LogInLevel.LAAG}, "2026-06-01") + later))

    def asked(day: date) -> LogInLevel:
        return table.level(Service.PLAN, municipality="GM0047", day=day)

    assert asked(date(2026, 5, 31)) == LogInLevel.RETURN_WORDS, "our proposal"
    assert asked(date(2026, 6, 1)) == LogInLevel.LAAG
    assert asked(date(2026, 12, 31)) == LogInLevel.LAAG
    assert asked(date(2027, 1, 1)) == LogInLevel.HOOG


def test_on_a_day_about_which_nothing_is_said_a_service_asks_the_most_there_is() -> None:
    before = cells(level_table(), date(2025, 12, 31))
    assert before[Service.SEE_STORY, "GM9901"] == LogInLevel.AT_DESK
    assert before[Service.TELL, "GM9901"] == LogInLevel.NONE, "that is open to everybody, always"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("tables: []\n", "no list under `tables`"),
        ("services: {}\n", "no list under `tables`"),
        ("tables: [\n", "not readable YAML"),
        (said({}).replace("services:", "services: {}\n    also: x"), "nothing else"),
        (said({}).replace("services:", "services: {fly: none}"), "'fly' is no service"),
        (said({}).replace("services:", "services: {plan: digid}"), "'digid' is no level"),
        (said({}).replace("services:", "services: [plan]"), "each with its level"),
        (said({}).replace("services:", "services: {tell: laag}"), "tell can ask at most none"),
        (
            said({}).replace("services:", "services: {stop_sharing: hoog}"),
            "stop_sharing can ask at most return_words",
        ),
        (said({}, "1 januari").replace("services:", "services: {}"), "is no day"),
        (said({}).replace("Besluit", " ").replace("services:", "services: {}"), "who decided"),
        (said({Service.PLAN: LogInLevel.LAAG}) * 2, "'tables' stands here twice"),
        (
            said({Service.PLAN: LogInLevel.LAAG})
            + said({Service.PLAN: LogInLevel.LAAG}).removeprefix("tables:\n"),
            "on a later day",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_why(
    text: str, complaint: str, write: Write
) -> None:
    with pytest.raises(UnusableLevels, match="GM0047") as found:
        level_table(write(text))
    assert complaint in str(found.value)


def test_a_file_is_called_after_a_municipality(write: Write) -> None:
    with pytest.raises(UnusableLevels, match=r"GM0000\.yaml"):
        level_table(write(said({Service.PLAN: LogInLevel.LAAG}), "vennerhout.yaml"))


def test_a_folder_that_is_not_there_is_said() -> None:
    with pytest.raises(UnusableLevels, match="no such folder"):
        level_table("/is/er/niet")


def test_a_proposal_of_its_own_names_every_service(write: Write) -> None:
    with pytest.raises(UnusableLevels, match="nothing is said of"):
        level_table(write(said({Service.PLAN: LogInLevel.LAAG}), "nl.yaml"))


def test_every_page_of_a_resident_states_which_service_it_is() -> None:
    stated = [
        one
        for one in all_endpoints()
        if one.endpoint
        and (one.name.startswith("resident:") or one.endpoint.purpose is Purpose.TAKING_PART)
    ]
    assert len(stated) > 30
    assert [one.pattern for one in stated if one.endpoint and one.endpoint.service is None] == []


def test_what_is_not_offered_yet_is_stated_nowhere_and_all_else_is() -> None:
    both = [
        service
        for one in all_endpoints()
        if one.endpoint
        for service in (one.endpoint.service, one.endpoint.once_open)
    ]
    assert set(both) - {None} == set(Service) - NOT_OFFERED


def test_a_page_of_a_resident_without_a_service_is_refused() -> None:
    with pytest.raises(ValueError, match="states which service"):
        endpoint(purpose=Purpose.TAKING_PART, object="diary")


def test_a_page_of_a_service_that_nobody_offers_is_refused() -> None:
    with pytest.raises(ValueError, match="NOT_OFFERED"):
        endpoint(purpose=Purpose.TAKING_PART, object="inzage", service=Service.INZAGE)


def test_the_page_in_the_reference_says_what_the_files_say() -> None:
    table = level_table()
    rows = [
        f"| {service} | {service.label} | "
        + " | ".join(
            table.level(service, municipality=town, day=DAY).name.lower()
            for town in ("GM0047", "GM9901", "GM9902")
        )
        + f" | {'not offered yet' if service in NOT_OFFERED else 'yes'} |"
        for service in Service
    ]
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [row for row in rows if row not in text] == []
