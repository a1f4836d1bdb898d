# SPDX-License-Identifier: EUPL-1.2
"""Reads of rules that are tried: which drafts for a knelpunt, and for which knelpunt a draft."""

from datetime import date

from meedoen.knelpunten.models import TriedRule


def tried_rules(knelpunt_id: int, *, most: int = 10) -> list[tuple[int, date]]:
    """List the drafts that were made for a knelpunt, the newest first: number and day."""
    rows = TriedRule.objects.filter(knelpunt=knelpunt_id).order_by("-tried_on", "-pk")
    return list(rows.values_list("draft_id", "tried_on")[:most])


def tried_for(draft_id: int) -> tuple[int, str] | None:
    """Give the knelpunt a draft was made for, by number and title; None for any other draft."""
    rows = TriedRule.objects.filter(draft=draft_id)
    return rows.values_list("knelpunt", "knelpunt__title").first()
