# SPDX-License-Identifier: EUPL-1.2
"""A life in which anything may happen in any order, each thing as likely as it says.

Hypothesis leaves some rules out of each run of a state machine (swarm testing): of a machine with
many rules that need each other, most runs then do nothing. Here one rule draws what happens.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

Method = TypeVar("Method", bound=Callable[..., None])


def happens(*, often: int = 1, **arguments: st.SearchStrategy[Any]) -> Callable[[Method], Method]:
    """Let a method be one of the things that happen; `often` is how many times as likely."""

    def marked(method: Method) -> Method:
        method.happens = (often, arguments)  # type: ignore[attr-defined]
        return method

    return marked


class Life(RuleBasedStateMachine):
    """Something happens, and again, in a transaction that is rolled back afterwards."""

    def __init__(self) -> None:
        """Begin a transaction of its own."""
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        self.begin()

    def begin(self) -> None:
        """Make who and what there is at first."""

    def end(self) -> None:
        """See that all is well when nothing happens any more."""

    def teardown(self) -> None:
        """Come to an end, and leave nothing behind."""
        try:
            self.end()
        finally:
            transaction.set_rollback(True)
            self.world.__exit__(None, None, None)

    @rule(data=st.data())
    def something_happens(self, data: Any) -> None:
        """Let one of the things happen that are marked."""
        name, told = data.draw(_things_of(type(self)), label="what happens")
        getattr(self, name)(**told)


@cache
def _things_of(kind: type[Life]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    marked: list[tuple[str, int, dict[str, st.SearchStrategy[Any]]]] = []
    for name in sorted(dir(kind)):
        often, arguments = getattr(getattr(kind, name), "happens", (0, {}))
        marked.append((name, often, arguments))
    return st.sampled_from(_each_so_often(marked)).flatmap(
        lambda one: st.tuples(st.just(one[0]), st.fixed_dictionaries(one[1]))
    )


def _each_so_often(
    marked: Sequence[tuple[str, int, dict[str, st.SearchStrategy[Any]]]],
) -> list[tuple[str, dict[str, st.SearchStrategy[Any]]]]:
    return [(name, arguments) for name, often, arguments in marked for _ in range(often)]


def live(kind: type[Life], *, lives: int, steps: int) -> None:
    """Let so many lives go by, in each of which so many things happen; ten times as many explore.

    The same lives each time, unless it explores; then it also looks for the shortest life that goes
    wrong, which takes minutes.
    """
    exploring = settings().max_examples >= 1000
    run_state_machine_as_test(
        kind,
        settings=settings(
            max_examples=lives * (10 if exploring else 1),
            stateful_step_count=steps,
            deadline=None,
            phases=[one for one in Phase if exploring or one is not Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
