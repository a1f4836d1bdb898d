# SPDX-License-Identifier: EUPL-1.2
"""What is shown per street tells nobody more of what is hidden, also beside all other figures."""

from collections import Counter
from collections.abc import Mapping
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen.disclosure.programs import NotSolved
from meedoen.disclosure.protecting import NotProtected
from meedoen.disclosure.proving import NotProven
from meedoen.disclosure.published import Published
from meedoen.disclosure.releasing import release
from meedoen.disclosure.rule import CountRule
from meedoen.disclosure.tables import CountTable
from meedoen.monitor import street_figures
from meedoen.monitor.counting import NotCounted
from meedoen.monitor.cube import CountingUnit, cubes_of
from meedoen.monitor.indicator import unit_of
from meedoen.monitor.population import population_of
from meedoen.monitor.stacking import safe_level, stacked
from meedoen.monitor.street_figures import (
    TOGETHER_FROM,
    ShownBuurt,
    no_longer_safe,
    shown_per_street,
    where_help_comes_together,
)
from meedoen.monitor.streets import LivingInStreets, StreetPart, living_in_streets
from meedoen.vocabulary.codes import Level
from tests.monitor.joint import Joint
from tests.monitor.street_worlds import (
    BUURTEN,
    PARTS,
    SOURCES,
    TREE,
    KnowsTheBuurt,
    Neighbourhood,
    neighbourhood,
    totals_of,
)
from tests.monitor.towns import YEAR, Line, parts

RULE = CountRule(3)
PERSON = CountingUnit.PERSON
HOMES = dict.fromkeys(PARTS, 100)
SEEDS = st.integers(0, 10**6)
Shown = Mapping[str, Mapping[StreetPart, int]]


def shown(town: Neighbourhood) -> Shown:
    """Give what is shown of every source in the streets of a neighbourhood; -1 is hidden."""
    living = town.living()
    found: dict[str, dict[StreetPart, int]] = {}
    for source in SOURCES:
        # A total that is small itself is hidden in every release.
        small = {code for code, n in totals_of(living, source).items() if 0 < n < RULE.threshold}
        totals = totals_of(living, source, small)
        try:
            buurten = shown_per_street(living, source, unit_of(source), totals, RULE)
        except NotCounted:
            continue
        found[source] = {
            StreetPart(one.buurt, street): value
            for one in buurten
            for street, value in zip(one.streets, one.values, strict=True)
        }
    return found


@pytest.mark.proves("S3-15", "per street, beside everything that is known of the buurt")
@settings(max_examples=40)
@given(SEEDS)
def test_who_knows_everything_of_the_buurt_comes_no_nearer_to_what_is_hidden_in_a_street(
    seed: int,
) -> None:
    town = neighbourhood(seed)
    attacker = KnowsTheBuurt(town)
    attacker.knows_who_has_several(town)
    seen = shown(town)
    for source, values in seen.items():
        for part, value in values.items():
            if value >= 0:
                attacker.sees(part, source, value)
    for source, values in seen.items():
        for part, value in values.items():
            if value < 0:
                least, most = attacker.between(part, source)
                assert most - least >= RULE.threshold, (source, part)


def test_something_is_shown_beside_something_hidden_in_many_neighbourhoods() -> None:
    values = [
        [value for of in shown(neighbourhood(seed)).values() for value in of.values()]
        for seed in range(20)
    ]
    assert sum(min(one, default=0) < 0 <= max(one, default=-1) for one in values) >= 8


def test_without_looking_who_could_live_elsewhere_it_would_have_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The attacker finds streets when only the sums of one source are looked at."""
    hides = street_figures.hidden_parts
    monkeypatch.setattr(
        street_figures, "hidden_parts", lambda counts, _, at: hides(counts, counts, at)
    )
    monkeypatch.setattr(street_figures, "_refuse_unless_proven", lambda *_: None)
    found = 0
    for seed in range(30):
        town = neighbourhood(seed)
        attacker = KnowsTheBuurt(town)
        attacker.knows_who_has_several(town)
        seen = [(s, p, v) for s, of in shown(town).items() for p, v in of.items()]
        for source, part, value in seen:
            if value >= 0:
                attacker.sees(part, source, value)
        for source, part, value in seen:
            if value < 0:
                least, most = attacker.between(part, source)
                found += most - least < RULE.threshold
    assert found


CODES = TREE.dimension(Level.BUURT)
LEAVES = [CODES.codes[at] for at in CODES.leaves]


def released(town: Neighbourhood) -> dict[str, Published]:
    """Let the use of each source leave per buurt, each on its own; nothing where one cannot."""
    try:
        return _released(town)
    except (NotProtected, NotProven, NotSolved):
        return {}


def _released(town: Neighbourhood) -> dict[str, Published]:
    living = town.living()
    return {
        source: release(
            CountTable.of_leaves(
                [CODES], {(code,): n for code, n in totals_of(living, source).items()}
            ),
            RULE,
        )[0].published
        for source in SOURCES
    }


def narrowest_above(town: Neighbourhood, *, with_streets: bool) -> int:
    """Give how near an attacker comes to what is hidden per buurt, with stacking beside it."""
    public, living = released(town), town.living()
    if not public:
        return RULE.threshold
    names = [f"{part.buurt} {part.street}" for part in PARTS]
    joint = Joint([*names, TREE.unknown], len(SOURCES))
    below = {
        code: {
            name
            for name, leaf in [*zip(names, (p.buurt for p in PARTS), strict=True),
                               (TREE.unknown, TREE.unknown)]
            if code in CODES.upward(CODES.position[leaf])
        }
        for code in CODES.codes
    }  # fmt: skip
    for at, source in enumerate(SOURCES):
        joint.knows_use(public[source], at, below)
    hidden = {
        source: {code for (code,), value in one.rows() if value is None}
        for source, one in public.items()
    }
    cube = cubes_of(living.year)[PERSON]
    groups = stacked(cube, SOURCES, TREE)
    level = safe_level(groups, hidden, TREE, RULE)
    if level is not None:
        areas = {TREE.at(code, level) for code in LEAVES}
        for area in areas:
            rows = [at for at, code in enumerate(groups.areas) if TREE.at(code, level) == area]
            for number, value in enumerate(groups.groups[rows].sum(axis=0).tolist(), start=1):
                masks = [m for m in range(8) if m.bit_count() == number]
                joint.knows(joint.people(below[area], masks), value, value)
    if with_streets:
        totals = {
            s: {c: v if v is not None else -1 for (c,), v in public[s].rows()} for s in SOURCES
        }
        for at, source in enumerate(SOURCES):
            try:
                buurten = shown_per_street(living, source, PERSON, totals[source], RULE)
            except NotCounted:
                continue
            for one in buurten:
                for street, value in zip(one.streets, one.values, strict=True):
                    if value >= 0:
                        unknowns = joint.with_domain({f"{one.buurt} {street}"}, at)
                        joint.knows(unknowns, value, value)
        for part in where_help_comes_together(living, totals, HOMES):
            open_here = sum(1 << at for at, s in enumerate(SOURCES) if totals[s][part.buurt] > 0)
            masks = [m for m in range(8) if (m & open_here).bit_count() > 1]
            several = joint.people({f"{part.buurt} {part.street}"}, masks)
            joint.knows(several, street_figures.TOGETHER_FROM, 10**6)
    found = [
        joint.between(joint.with_domain(below[code], at))
        for at, source in enumerate(SOURCES)
        for (code,), value in public[source].rows()
        if value is None
    ]
    return min((most - least for least, most in found), default=RULE.threshold)


def alone(seed: int) -> Neighbourhood:
    """Invent a neighbourhood in which everybody lives alone, so that persons are all there is."""
    homes: Counter[tuple[StreetPart, tuple[int, ...]]] = Counter()
    for (part, kind), number in neighbourhood(seed).homes.items():
        homes[part, kind[:1]] += number
    return Neighbourhood(homes)


@settings(max_examples=40)
@given(SEEDS)
def test_streets_bring_nobody_nearer_to_what_is_hidden_per_buurt(seed: int) -> None:
    town = alone(seed)
    assert narrowest_above(town, with_streets=False) >= RULE.threshold
    # Named from few people on, so that many are named beside what is hidden.
    with patch.object(street_figures, "TOGETHER_FROM", RULE.threshold):
        assert narrowest_above(town, with_streets=True) >= RULE.threshold


def living_of(
    lines: Mapping[str, list[Line]], known: tuple[StreetPart, ...] = PARTS
) -> LivingInStreets:
    return living_in_streets(population_of(YEAR, parts(lines)), TREE, known)


def people_in(part: StreetPart, first: int, number: int) -> list[Line]:
    """Give so many people who live alone in a street, numbered from `first`."""
    return [Line(who, 10**6 + who, part.buurt, part.street) for who in range(first, first + number)]


NAMELESS, AAR, BAAN, CAMP = PARTS[:4]
FIRST, SECOND = BUURTEN


def values_of(found: list[ShownBuurt], buurt: str = FIRST) -> dict[str, int]:
    (one,) = [each for each in found if each.buurt == buurt]
    return dict(zip(one.streets, one.values, strict=True))


def test_a_source_is_shown_where_its_total_is_open() -> None:
    both = [
        line
        for at, (large, small) in enumerate(((AAR, BAAN), (PARTS[5], PARTS[6])))
        for line in (*people_in(large, 1 + 100 * at, 7), *people_in(small, 50 + 100 * at, 5))
    ]
    for totals, buurten in (({FIRST: 12, SECOND: -1}, [FIRST]), ({SECOND: 12}, [SECOND])):
        found = shown_per_street(living_of({"wmo": both}), "wmo", PERSON, totals, RULE)
        assert [one.buurt for one in found] == buurten
    living = living_of({"wmo": [*people_in(AAR, 1, 7), *people_in(BAAN, 100, 5)]})
    found = shown_per_street(living, "wmo", PERSON, {FIRST: 12, SECOND: 0}, RULE)
    assert values_of(found) == {"": -1, "Aar": 7, "Baan": -1, "Camp": -1}


def test_where_the_sums_are_others_than_those_that_left_nothing_is_shown_at_all() -> None:
    living = living_of({"wmo": [*people_in(AAR, 1, 7), *people_in(BAAN, 100, 5)]})
    with pytest.raises(NotCounted, match="anders geteld"):
        shown_per_street(living, "wmo", PERSON, {FIRST: 13, SECOND: 0}, RULE)
    with pytest.raises(NotCounted, match="anders geteld"):
        shown_per_street(living, "wmo", PERSON, {FIRST: 12, SECOND: 3}, RULE)


def test_a_buurt_that_is_closed_shows_nothing() -> None:
    living = living_of({"wmo": [*people_in(AAR, 1, 7), *people_in(BAAN, 100, 5)]})
    with pytest.raises(NotCounted, match="Te weinig mensen"):
        shown_per_street(living, "wmo", PERSON, {FIRST: 12, SECOND: 0}, RULE, {FIRST})


@pytest.mark.parametrize(("of_those", "unsafe"), [(2, set()), (3, {FIRST}), (5, {FIRST})])
def test_what_was_shown_is_no_longer_safe_when_too_few_are_left_who_have_that_source_alone(
    of_those: int, unsafe: set[str]
) -> None:
    lines = {"wmo": [*people_in(AAR, 1, 7), *people_in(BAAN, 100, 5)]}
    seen = shown_per_street(living_of(lines), "wmo", PERSON, {FIRST: 12, SECOND: 0}, RULE)
    later = living_of({**lines, "jeugdzorg": people_in(BAAN, 100, of_those)})
    assert no_longer_safe(later, "wmo", PERSON, seen, RULE) == unsafe


def test_what_was_shown_whole_stays_safe_and_a_street_that_is_gone_is_not() -> None:
    known = (AAR,)
    lines = {"wmo": [*people_in(AAR, 1, 7), *people_in(NAMELESS, 100, 5)]}
    living = living_of(lines, known)
    whole = shown_per_street(living, "wmo", PERSON, {FIRST: 12}, RULE)
    assert values_of(whole) == {"": 5, "Aar": 7}
    assert no_longer_safe(living_of(lines), "wmo", PERSON, whole, RULE) == set()
    gone = [ShownBuurt(FIRST, ("", "Aar", "Weg"), (5, 7, -1))]
    assert no_longer_safe(living, "wmo", PERSON, gone, RULE) == {FIRST}


def test_where_nothing_is_left_to_show_it_says_so() -> None:
    living = living_of({"wmo": people_in(AAR, 1, 7)})
    with pytest.raises(NotCounted, match="Te weinig mensen"):
        shown_per_street(living, "wmo", PERSON, {FIRST: 7, SECOND: 0}, CountRule(8))
    with pytest.raises(NotCounted, match="Te weinig mensen"):
        shown_per_street(living, "wmo", PERSON, {FIRST: -1, SECOND: 0}, RULE)


def test_what_the_separate_program_does_not_find_safe_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(street_figures, "hidden_parts", lambda counts, *_: counts < 3)
    living = living_of({"wmo": [*people_in(AAR, 1, 7), *people_in(BAAN, 100, 1)]})
    with pytest.raises(NotCounted, match="niet veilig"):
        shown_per_street(living, "wmo", PERSON, {FIRST: 8, SECOND: 0}, RULE)


def stacked_in(part: StreetPart, first: int, number: int) -> dict[str, list[Line]]:
    return {source: people_in(part, first, number) for source in ("wmo", "wwb")}


OPEN = {source: dict.fromkeys(BUURTEN, 40) for source in SOURCES}


@pytest.mark.proves("S3-16", "a street is named where help comes together, and nobody in it")
@pytest.mark.parametrize(("number", "named"), [(TOGETHER_FROM, [AAR]), (TOGETHER_FROM - 1, [])])
def test_help_comes_together_from_ten_people_on(number: int, named: list[StreetPart]) -> None:
    living = living_of(stacked_in(AAR, 1, number))
    assert where_help_comes_together(living, OPEN, HOMES) == named


def test_a_street_is_named_only_when_it_is_clearly_more_than_elsewhere() -> None:
    streets = (AAR, BAAN, CAMP)
    lines = [stacked_in(part, 1 + at * 100, 20) for at, part in enumerate(streets)]
    together = {source: [one for of in lines for one in of[source]] for source in ("wmo", "wwb")}
    assert where_help_comes_together(living_of(together), OPEN, dict.fromkeys(streets, 100)) == []
    for homes, named in ((40, [AAR]), (60, [])):
        fewer = {**dict.fromkeys(streets, 100), AAR: homes}
        assert where_help_comes_together(living_of(together), OPEN, fewer) == named


def test_more_than_chance_is_not_enough_when_it_is_not_twice_as_many() -> None:
    lines = [stacked_in(part, 1 + at * 1000, n) for at, (part, n) in enumerate(
        ((AAR, 150), (BAAN, 100), (CAMP, 50))
    )]  # fmt: skip
    together = {source: [one for of in lines for one in of[source]] for source in ("wmo", "wwb")}
    homes = dict.fromkeys((AAR, BAAN, CAMP), 1000)
    assert where_help_comes_together(living_of(together), OPEN, homes) == []
    assert street_figures._least(150) > 100


def test_a_source_that_is_hidden_in_the_buurt_does_not_count_there() -> None:
    living = living_of(stacked_in(AAR, 1, 20))
    hidden = {**OPEN, "wwb": {FIRST: -1, SECOND: 40}}
    assert where_help_comes_together(living, hidden, HOMES) == []
    assert where_help_comes_together(living, {"wmo": OPEN["wmo"]}, HOMES) == []


def test_a_street_of_which_nobody_knows_the_homes_is_not_named() -> None:
    living = living_of(stacked_in(AAR, 1, 20))
    assert where_help_comes_together(living, OPEN, {BAAN: 100}) == []
    nameless = living_of(stacked_in(NAMELESS, 1, 20))
    assert where_help_comes_together(nameless, OPEN, HOMES) == []


def test_how_many_are_usual_at_the_least_is_the_lower_end_of_an_interval() -> None:
    """Ten are found where five are usual less than once in a hundred, and not where six are."""
    assert street_figures._least(10) == pytest.approx(4.52, abs=0.05)
    assert street_figures._least(0) == pytest.approx(0.0)
    assert street_figures._least(100) == pytest.approx(77.3, abs=0.1)
