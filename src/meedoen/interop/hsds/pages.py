# SPDX-License-Identifier: EUPL-1.2
"""Writes services as one page of HSDS, piece by piece, so that no page is too large (pure)."""

import json
from collections.abc import Iterable, Iterator, Mapping


def page_of(services: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Give the text of a page with all services in `contents`, one on a line.

    How many there are stands at the end: that is known when the last was written. Raises ValueError
    for what JSON cannot hold, as a coordinate that is no number.
    """
    yield '{"contents": ['
    number = 0
    for service in services:
        told = json.dumps(service, ensure_ascii=False, allow_nan=False)
        yield f"{',' if number else ''}\n{told}"
        number += 1
    around = {
        "total_items": number,
        "total_pages": 1,
        "page_number": 1,
        "size": number,
        "first_page": True,
        "last_page": True,
        "empty": number == 0,
    }
    yield f"\n], {json.dumps(around)[1:]}\n"
