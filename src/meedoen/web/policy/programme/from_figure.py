# SPDX-License-Identifier: EUPL-1.2
"""From a figure of the monitor to an action: what was made of it, and what was seen in it.

An action is made of a figure that is public: what stands in a programme is taken along and read
aloud, and would tell what a release has not told yet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from meedoen.accounts.roles import Role
from meedoen.monitor.queries import UNKNOWN_AREA
from meedoen.programmes import queries
from meedoen.programmes.told import Seen
from meedoen.publication.states import ReleaseState
from meedoen.web.policy.monitor.indicators import ShownIndicator
from meedoen.web.policy.monitor.key_figure import KeyFigurePage, key_figure_page
from meedoen.web.policy.monitor.page import FigurePage, figure_page
from meedoen.web.policy.programme.overview import ActionLine, action_lines

# Who writes in a programme; who else makes policy reads it.
WRITES = frozenset({Role.POLICY_ADVISER, Role.PROGRAMME_LEADER})
SHOWN = 4


@dataclass(frozen=True)
class MadeOfFigure:
    """What the page of a figure says of actions: the first of them, and how to make one.

    `make` is the query of the form to make one, empty for who may not; `public` whether the figure
    is out.
    """

    lines: Sequence[ActionLine]
    more: bool
    listed: str
    make: str
    public: bool


def made_of(page: FigurePage | KeyFigurePage, code: str, *, may_make: bool) -> MadeOfFigure:
    """Give the actions that came from the figure of a page, of its area when one is chosen."""
    key, area = page.indicator.key, _known(page.choice.area)
    found = list(queries.actions_in_order(code, indicator=key, area=area)[: SHOWN + 1])
    about = {"gemeente": code, "cijfer": key, **({"gebied": area} if area else {})}
    public = is_public(page)
    return MadeOfFigure(
        lines=action_lines(code, found[:SHOWN]),
        more=len(found) > SHOWN,
        listed=urlencode(about),
        make=urlencode({**about, "jaar": year_of(page)}) if may_make and public else "",
        public=public,
    )


def _known(area: str) -> str:
    """Give an area for which something can be done; nowhere is no area."""
    return "" if area.endswith(UNKNOWN_AREA) else area


def is_public(page: FigurePage | KeyFigurePage) -> bool:
    """Whether everybody can see the figure: a key figure is published by others."""
    return isinstance(page, KeyFigurePage) or page.state is ReleaseState.PUBLISHED


def year_of(page: FigurePage | KeyFigurePage) -> int:
    """Of which year the figure is."""
    return page.of_year if isinstance(page, KeyFigurePage) else page.choice.year


def seen_in(
    indicator: ShownIndicator, code: str, places: Mapping[str, str], *, area: str, year: str
) -> Seen | None:
    """Give what a public figure says of an area, in a sentence; None where it says nothing."""
    asked = QueryDict(urlencode({"gebied": _known(area), "jaar": year}))
    page: FigurePage | KeyFigurePage | None = (
        key_figure_page(indicator, code, places[code], asked) if indicator.figure else None
    )
    page = page or figure_page(indicator, code, places, asked)
    if page is None or not is_public(page):
        return None
    return Seen(indicator.key, page.choice.area, year_of(page), page.sentence)
