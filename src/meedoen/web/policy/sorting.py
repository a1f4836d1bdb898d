# SPDX-License-Identifier: EUPL-1.2
"""The links of the map page: sorting by a column, choosing an area, and keeping other choices."""

from dataclasses import dataclass

from django.http import QueryDict

from meedoen.web.policy.figures import COLUMN_HEADINGS, Order
from meedoen.web.policy.forms import AREA_HEADING, MapChoice


@dataclass(frozen=True)
class SortColumn:
    """A heading: `sorted` is the value for aria-sort ("" when the table is not sorted by it)."""

    order: Order
    label: str
    query: str
    sorted: str
    numeric: bool


def columns(chosen: QueryDict, choice: MapChoice) -> list[SortColumn]:
    """Give the headings in their order; pressing the sorted one turns the order around."""
    by_subject = {Order(subject.value): label for subject, label in COLUMN_HEADINGS.items()}
    labels = {Order.NAME: AREA_HEADING[choice.level], **by_subject}
    if choice.subject.counted:
        labels[Order.RELATIVE] = f"{choice.subject.label} per 1000"
    return [_column(order, label, chosen, choice) for order, label in labels.items()]


def _column(order: Order, label: str, chosen: QueryDict, choice: MapChoice) -> SortColumn:
    current = choice.order is order
    descending = not choice.descending if current else order is not Order.NAME
    query = query_with(chosen, volgorde=order.value, richting="af" if descending else "op")
    direction = "descending" if choice.descending else "ascending"
    return SortColumn(
        order,
        label,
        query,
        direction if current else "",
        order not in (Order.NAME, Order.FREE),
    )


def query_with(chosen: QueryDict, **changes: str) -> str:
    """Write the address of the same page with other choices; "" takes a choice away."""
    query = chosen.copy()
    for name, value in changes.items():
        query[name] = value
        if not value:
            del query[name]
    return query.urlencode()
