# SPDX-License-Identifier: EUPL-1.2
"""From true counts to what may be shown of them, with the verdict of the separate program."""

import pytest

from meedoen.publication.proven import NotSafe, asked, cells_in, checked, hide_and_prove
from tests.publication.releases import town
from tests.publication.worlds import RULE, by_age, table


def test_what_is_proven_says_how_many_numbers_can_be_seen_and_what_was_weighed() -> None:
    published, proof = hide_and_prove(table(), RULE, [])
    first = checked(published, proof, {})
    assert not first.verdict.faults
    assert first.shown + first.verdict.hidden == 21
    assert first.weighed == ()
    second = checked(*hide_and_prove(by_age(), RULE, [published]), {"eerder": first.files})
    assert not second.verdict.faults
    assert second.weighed == ("eerder",)


def test_what_contradicts_what_left_before_is_not_safe_and_says_what_to_do() -> None:
    published, _ = hide_and_prove(table(), RULE, [])
    with pytest.raises(NotSafe, match="naast wat er al naar buiten ging"):
        hide_and_prove(table(z2_werk=41), RULE, [published])


def test_a_file_that_cannot_be_read_is_a_fault_like_any_other() -> None:
    files = town()
    assert asked(files, []).faults == []
    files.pop("rule.json")
    verdict = asked(files, [town()])
    assert verdict.faults == ["rule.json: there is no such file"]
    assert (verdict.hidden, verdict.narrowest, verdict.earlier) == (0, None, 1)


@pytest.mark.parametrize(("text", "cells"), [(b"", 0), (b"a\n", 0), (b"a\nb\nc\n", 2)])
def test_the_header_is_no_cell(text: bytes, cells: int) -> None:
    assert cells_in({"cells.csv": text}) == cells
