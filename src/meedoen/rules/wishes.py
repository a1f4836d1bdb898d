# SPDX-License-Identifier: EUPL-1.2
"""From what a resident wants to the needs that questions should be about first.

The wish leads (S1-22): a fact that decides nothing she asked for can wait. Who asks, and at which
desk, is not known here and cannot matter (I1). Codes of needs are those of `provisions.yaml`.
"""

from collections.abc import Collection, Mapping

from meedoen.vocabulary.forms import Form

STEP = "wil_stap"
"""The fact in which a resident says which step she wants now."""

_DAY = ("place_by_day",)
_DAY_WITH_HELP = ("place_by_day", "support_at_place")
_WORK = ("paid_work",)
_WORK_WITH_HELP = ("paid_work", "support_at_place")

NEEDS_OF_FORM: Mapping[Form, tuple[str, ...]] = {
    Form.MEETING: _DAY,
    Form.NEIGHBOUR_HELP: _DAY,
    Form.VOLUNTEERING: _DAY,
    Form.OWN_INITIATIVE: _DAY,
    Form.LEARNING: ("learning",),
    Form.LANGUAGE: ("learning",),
    Form.SOCIAL_ACTIVATION: _DAY_WITH_HELP,
    Form.DAY_ACTIVITY: _DAY_WITH_HELP,
    Form.WORK_DAY_ACTIVITY: _DAY_WITH_HELP,
    Form.WORK_EXPERIENCE: _WORK_WITH_HELP,
    Form.REINTEGRATION: _WORK_WITH_HELP,
    Form.SHELTERED_WORK: _WORK_WITH_HELP,
    Form.JOB_AGREEMENT: _WORK,
    Form.PART_PAID_WORK: _WORK,
    Form.PAID_WORK: _WORK,
    Form.SELF_EMPLOYMENT: _WORK,
}

NEEDS_OF_STEP: Mapping[str, tuple[str, ...]] = {
    "contact": _DAY,
    "leren": ("learning",),
    "vrijwillig": _DAY,
    "dagbesteding": _DAY_WITH_HELP,
    "beschut": _WORK_WITH_HELP,
    "betaald": _WORK,
    "nu_niet": (),
}


def wanted_needs(
    *, forms: Collection[Form] = (), names_a_subject: bool = False, step: str | None = None
) -> frozenset[str]:
    """Give the needs a resident cares about; empty when she did not say, and then all count.

    `forms` are the ways of taking part her wish asks for, `names_a_subject` says that it names
    something to do, such as wood or animals, and `step` is her answer to `wil_stap`. Something to
    do is a place by day, unless she says in which form.
    """
    needs = {need for form in forms for need in NEEDS_OF_FORM[form]}
    needs |= set(NEEDS_OF_STEP.get(step or "", ()))
    if names_a_subject and not needs:
        needs |= set(_DAY)
    return frozenset(needs)
