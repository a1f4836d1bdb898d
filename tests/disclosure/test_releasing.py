# SPDX-License-Identifier: EUPL-1.2
"""What leaves is proven; where it cannot be, more is hidden, and else nothing leaves."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from meedoen.disclosure import releasing
from meedoen.disclosure.folder import ReleaseProof
from meedoen.disclosure.protecting import Protected, Status, protect
from meedoen.disclosure.proving import NotProven, prove
from meedoen.disclosure.published import Published
from meedoen.disclosure.releasing import QUICKLY, THOROUGHLY, release, rows_with_statuses
from meedoen.disclosure.rule import CountRule
from meedoen.disclosure.sums import Mask
from meedoen.disclosure.tables import CountTable, Dimension

FIVE = CountRule(5)
ROWS = Dimension.flat("row", "abc")
COLUMNS = Dimension.flat("column", "xyz")
TABLE = CountTable.of_leaves(
    [ROWS, COLUMNS],
    {
        (row, column): number
        for row, numbers in zip("abc", ([3, 20, 30], [40, 2, 60], [70, 80, 90]), strict=True)
        for column, number in zip("xyz", numbers, strict=True)
    },
)
Asked = list[tuple[int, int]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What was asked of who protects: how much more, and among how many the fewest."""
    found: Asked = []

    def watched(
        table: CountTable,
        rule: CountRule,
        earlier: tuple[Published, ...] = (),
        *,
        more: int = 0,
        exact: int = 0,
        dear: Mask | None = None,
        like: tuple[Published, ...] = (),
    ) -> Protected:
        found.append((more, exact))
        return protect(table, rule, earlier, more=more, exact=exact, dear=dear, like=like)

    monkeypatch.setattr(releasing, "protect", watched)
    return found


def proving_only(monkeypatch: pytest.MonkeyPatch, answers: Iterator[bool]) -> list[Published]:
    """Let the proof be found only where it is said; gives what was to be proven."""
    seen: list[Published] = []

    def watched(published: Published, earlier: tuple[Published, ...] = ()) -> ReleaseProof:
        seen.append(published)
        if not next(answers):
            raise NotProven([(0, ("a", str(len(seen))))])
        return ReleaseProof(((1, 2),))

    monkeypatch.setattr(releasing, "prove", watched)
    return seen


def test_the_first_way_that_can_be_proven_leaves(asked: Asked) -> None:
    protected, proof = release(TABLE, FIVE)
    assert asked == [(0, QUICKLY)]
    assert protected.fewest == protected.number_of(Status.SECONDARY)
    assert proof == prove(protected.published)
    assert 0 < QUICKLY < THOROUGHLY
    release(TABLE, FIVE, exact=3)
    assert asked[1:] == [(0, 3)]
    assert release(TABLE, FIVE, exact=0)[0].fewest is None


def test_where_a_way_cannot_be_proven_more_is_hidden_and_the_fewest_stay_what_they_are(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    fewest = release(TABLE, FIVE)[0].fewest
    seen = proving_only(monkeypatch, iter([False, True]))
    far = further_apart(monkeypatch)
    protected, _ = release(TABLE, FIVE)
    assert asked[1:] == [(0, QUICKLY), (0, 0), (1, 0)]
    # The same way twice is not proven twice.
    assert len(seen) == 2
    assert seen[1].hidden.sum() > seen[0].hidden.sum()
    assert (protected.fewest, far) == (fewest, [0, 0, 1])


def further_apart(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let one more cell be hidden for each that values have to lie further apart."""
    inner: Callable[..., Protected] = releasing.protect
    found: list[int] = []

    def hiding_more(*told: object, more: int = 0, **others: object) -> Protected:
        found.append(more)
        protected = inner(*told, more=more, **others)
        statuses = protected.statuses.copy()
        statuses[3, 1 : 1 + more] = Status.SECONDARY
        return Protected(protected.table, protected.rule, statuses, protected.fewest)

    monkeypatch.setattr(releasing, "protect", hiding_more)
    return found


def test_what_cannot_be_proven_in_any_way_does_not_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = proving_only(monkeypatch, iter([False] * 9))
    far = further_apart(monkeypatch)
    with pytest.raises(NotProven) as last:
        release(TABLE, FIVE)
    assert far == [0, 0, 1, 3]
    assert len(seen) == 3
    # It names what was short in the last of them.
    assert last.value.cells == ((0, ("a", "3")),)


def test_earlier_releases_are_weighed_by_who_protects_and_by_who_proves() -> None:
    columns = CountTable.of_leaves([COLUMNS], {("x",): 113, ("y",): 102, ("z",): 180})
    before, _ = release(columns, FIVE)
    protected, proof = release(TABLE, FIVE, [before.published])
    assert len(proof.earlier) == 1
    assert not protected.published.hidden[0].any()


def test_the_second_reader_reads_why_each_cell_is_hidden() -> None:
    statuses = np.zeros((4, 4), dtype=np.int8)
    statuses[1, 1], statuses[1, 2] = Status.PRIMARY, Status.SECONDARY
    rows = list(rows_with_statuses(Protected(TABLE, FIVE, statuses)))
    assert rows[4:7] == [
        (("a", "_total"), 53, "open"),
        (("a", "x"), None, "primary"),
        (("a", "y"), None, "secondary"),
    ]
    assert len(rows) == 16


def test_what_is_read_first_stays_open_where_others_can_be_hidden() -> None:
    areas = Dimension.of("gebied", [("stad", None), *((f"b{at}", "stad") for at in range(6))])
    ages = Dimension.flat("leeftijd", ["jong", "midden", "oud"])
    counts = {(f"b{at}", age): 20 + 7 * at for at in range(6) for age in ("jong", "midden", "oud")}
    counts |= {(f"b{at}", "jong"): 2 for at in range(3)}
    table = CountTable.of_leaves([areas, ages], counts)
    whole = np.zeros(table.shape, dtype=bool)
    whole[0] = True
    protected, _ = release(table, CountRule(5), dear=whole)
    assert not protected.published.hidden[0].any()
    assert protected.published.hidden[1:].sum() >= 6
