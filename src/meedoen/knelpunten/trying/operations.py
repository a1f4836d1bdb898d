# SPDX-License-Identifier: EUPL-1.2
"""Writes of rules that are tried: a draft of the laboratory belongs to the knelpunt it is for."""

from django.db import transaction

from meedoen.knelpunten.models import TriedRule
from meedoen.knelpunten.register.lines import NotFromHere
from meedoen.knelpunten.register.operations import opened
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.moment import Moment


@transaction.atomic
def note_tried(
    *, knelpunt_id: int, draft_id: int, municipality: str, by: Viewer, on: Moment
) -> None:
    """Write down that a draft of a municipality is tried for a knelpunt; a second time is one.

    Raises NotFromHere for a draft of another municipality, Knelpunt.DoesNotExist or
    NotInThisRegister.
    """
    knelpunt = opened(knelpunt_id, by=by, on=on)
    if knelpunt.municipality_id != municipality:
        raise NotFromHere("Dit concept is van een andere gemeente dan het knelpunt.")
    if not TriedRule.objects.filter(draft=draft_id).exists():
        TriedRule.objects.create(knelpunt=knelpunt, draft_id=draft_id, tried_on=on.day)
