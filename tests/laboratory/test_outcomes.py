# SPDX-License-Identifier: EUPL-1.2
"""The glasses and the laboratory come to the same outcome, whatever a law says."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import product
from pathlib import Path

import numpy as np

from meedoen.laboratory.comparison import look
from meedoen.laboratory.subjects import PROVISION_STATES, states_of, subjects_of
from meedoen.law import Corpus
from meedoen.law.model import read_law
from meedoen.law.vector import Column
from meedoen.rules.glasses import look_through
from meedoen.rules.rulebook.catalogue import Certainty, Provision, Rulebook
from tests.laboratory.worlds import DAY, LINDEWAARD, book
from tests.law.writing import article, field, law

BOUND, NORM = "startkwalificatie", "pleegzorg_loopt"
ANSWERS = list(product([True, False, None], repeat=2))
LAWS, NORMS = ["p", "niet_in_werking"], [None, "norm", "norm_die_geen_wet_geeft"]


@lru_cache
def small_book() -> Rulebook:
    """A law that repeats two facts, and provisions that ask it for them in every way there is."""
    says = article(
        "1",
        {"vast": f"${BOUND}", "norm": f"${NORM}"},
        facts=[field(BOUND, "boolean", required=True), field(NORM, "boolean", required=True)],
    )
    corpus = Corpus((read_law(law("p", says), Path("p"), "0"),))
    return replace(book(), corpus=corpus, provisions=tuple(provisions()), knelpunten=())


def provisions() -> Iterator[Provision]:
    ordinary = replace(
        book().provisions[0],
        door=False, concerns=None, yields_to=None, variants=(), local_terms=(), check_from=None,
        contribution=next(code for code, c in book().contributions.items() if not c.law),
    )  # fmt: skip
    for asked, norm, certainty in product(LAWS, NORMS, Certainty):
        yield replace(
            ordinary, id=f"{asked}.{norm}.{certainty}", law=asked, output="vast",
            judgement_output=norm, certainty=certainty,
        )  # fmt: skip


def column(answers: list[bool | None]) -> Column:
    return Column(
        np.array([bool(answer) for answer in answers]),
        np.array([answer is not None for answer in answers]),
    )


def test_the_laboratory_says_of_each_person_what_the_glasses_say() -> None:
    facts = {
        BOUND: column([bound for bound, _ in ANSWERS]),
        NORM: column([norm for _, norm in ANSWERS]),
    }
    subjects = [s for s in subjects_of(small_book()) if s.states is PROVISION_STATES]
    seen = look(small_book().corpus, subjects, facts, DAY)
    together = states_of(replace(small_book(), contributions={}), seen.answers, len(ANSWERS), DAY)
    assert len(together) == len(LAWS) * len(NORMS) * len(Certainty)
    for row, (bound, norm) in enumerate(ANSWERS):
        told = {BOUND: bound, NORM: norm}
        outcomes = look_through(small_book(), told, DAY, LINDEWAARD).outcomes
        assert {name: PROVISION_STATES[found[row]] for name, found in together.items()} == {
            outcome.provision.id: str(outcome.kind) for outcome in outcomes
        }, told
