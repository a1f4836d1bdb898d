# SPDX-License-Identifier: EUPL-1.2
"""The truth table of an outcome, beside the rule in words."""

from itertools import product

import pytest

from meedoen.rules.outcomes import OutcomeKind
from meedoen.rules.rulebook.catalogue import Certainty
from meedoen.rules.verdicts import TRUTH_TABLE, Verdict, outcome_kind, verdict_of

EVERY = list(product(Verdict, Verdict))


def in_words(bound: Verdict, norm: Verdict) -> OutcomeKind:
    """Without rules nothing is known; a no is a no; then what is open counts, in its order."""
    if bound is Verdict.ABSENT:
        return OutcomeKind.ONBEKEND
    if Verdict.NO in (bound, norm):
        return OutcomeKind.NEE
    if bound is Verdict.UNKNOWN:
        return OutcomeKind.ONBEKEND
    return OutcomeKind.VRAAGT_OORDEEL if norm is Verdict.UNKNOWN else OutcomeKind.JA


def test_the_table_says_what_the_rule_says_in_words() -> None:
    assert [TRUTH_TABLE[bound][norm] for bound, norm in EVERY] == [in_words(*one) for one in EVERY]
    assert [len(row) for row in TRUTH_TABLE.values()] == [len(Verdict)] * len(Verdict)


@pytest.mark.parametrize(("bound", "norm"), EVERY)
def test_what_a_jurist_must_confirm_never_says_a_plain_yes_or_no(
    bound: Verdict, norm: Verdict
) -> None:
    sure, check = (outcome_kind(bound, norm, certainty) for certainty in Certainty)
    assert sure is in_words(bound, norm)
    unsettled = sure in {OutcomeKind.ONBEKEND, OutcomeKind.VRAAGT_OORDEEL}
    assert check is (sure if unsettled else OutcomeKind.VRAAGT_OORDEEL)


@pytest.mark.parametrize(
    ("says", "verdict"),
    [(True, Verdict.YES), (False, Verdict.NO), (None, Verdict.UNKNOWN)],
)
def test_what_a_law_says_is_a_verdict(says: bool | None, verdict: Verdict) -> None:
    assert verdict_of(says) is verdict
