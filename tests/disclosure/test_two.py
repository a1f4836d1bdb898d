# SPDX-License-Identifier: EUPL-1.2
"""Large work is done by two processes, small work here; the answers are the same."""

import os

import pytest

from meedoen.disclosure.two import side_by_side, worth_two


def who_did_it(number: int) -> tuple[int, int]:
    """The number, and the process."""
    return number, os.getpid()


@pytest.mark.parametrize(("size", "here"), [(2999, True), (3000, False)])
def test_only_what_is_large_is_worth_another_process(size: int, here: bool) -> None:
    assert worth_two(size) is not here
    with side_by_side(size) as both:
        done = list(both(who_did_it, (4, 5)))
    assert [number for number, _ in done] == [4, 5]
    assert all((process == os.getpid()) is here for _, process in done)
