# SPDX-License-Identifier: EUPL-1.2
"""Lets the invented policy team bring out figures: three years, one withdrawn, one that waits.

The counts are made up, the same every time, and go the way that real ones go.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from meedoen.accounts.models import Account
from meedoen.demonstration.region import build_region
from meedoen.disclosure.presets import PRESETS
from meedoen.disclosure.tables import CountTable, Dimension, Key
from meedoen.privacy.decision import Viewer
from meedoen.privacy.queries import viewer_for_account
from meedoen.publication import operations
from meedoen.publication.models import Release
from meedoen.publication.operations import ReleaseTold
from meedoen.vocabulary.moment import Moment

HERE = "GM9901"
RUBEN, JESSE = "ruben@lindewaard.example", "jesse@lindewaard.example"
RULE = PRESETS["zorg"].rule
TITLE = "Mensen met een plek"
SOURCES = "De plekken die organisaties in Lindewaard hebben vastgelegd. Verzonnen aantallen."
QUALITY = "Wie meedoet zonder dat iemand het vastlegt, is niet geteld."
WHY = (
    "Er was geteld op 1 december in plaats van op 31 december. De goede cijfers staan in een "
    "nieuwe uitgave."
)
# Of a thousand inhabitants, so many have a place of this form.
FORMS = {"vrijwilligerswerk": 14.0, "ontmoeten": 11.5, "leren": 5.2, "werk": 7.4}
AGES = ("tot 27 jaar", "27 tot 50 jaar", "50 tot 67 jaar", "67 jaar en ouder")
GROWS = 1.06
Counts = Mapping[Key, int]


def bring_out_figures(*, on: Moment) -> Iterator[str]:
    """Bring out three years of figures, of which one is mended, and leave one table waiting.

    Yields the name of each release that is out.
    """
    ruben, jesse = (viewer_of(email, on=on) for email in (RUBEN, JESSE))
    # The last year of which the figures are out by now.
    last = on.day.year - (1 if on.day.month > 3 else 2)
    for year in (last - 2, last - 1, last):
        release = _out(_told(year), _by_form(year), ruben, jesse)
        yield f"{TITLE}, {year}"
        if year == last - 1:
            _mended(release, ruben, jesse)
            yield f"{TITLE}, {year}, hersteld"
    _waiting(release, _by_form(last), by=jesse, on=on - timedelta(days=1))


def viewer_of(email: str, *, on: Moment) -> Viewer:
    """Give who makes figures as she is on this moment; in the years before others did."""
    return viewer_for_account(Account.objects.get(email=email).pk, on=on)


def _told(year: int) -> ReleaseTold:
    return ReleaseTold(
        municipality=HERE,
        title=TITLE,
        counted=f"Mensen met een plek, 31 december {year}",
        reference_day=date(year, 12, 31),
        sources=SOURCES,
        quality=QUALITY,
        names={"buurt": _names(), "wijk": _names()},
    )


def _out(told: ReleaseTold, counts: Counts, by: Viewer, second: Viewer, days: int = 0) -> Release:
    """Make a release in the February after a year, and bring it out a week later."""
    february = Moment.beginning(date(told.reference_day.year + 1, 2, 12))
    made = february + timedelta(days=days, hours=10)
    table = CountTable.of_leaves([_buurten(), Dimension.flat("vorm", FORMS)], counts)
    release = operations.make_release(told=told, table=table, rule=RULE, by=by, on=made)
    operations.approve(release=release, remark="", by=second, on=made + timedelta(days=4))
    return operations.publish(release=release, by=by, on=made + timedelta(days=7))


def _mended(release: Release, by: Viewer, second: Viewer) -> None:
    """Withdraw a release that counted on the wrong day, and bring out what comes in its place."""
    year = release.reference_day.year
    noticed = Moment.beginning(date(year + 1, 3, 2)) + timedelta(hours=15)
    operations.withdraw(release=release, why=WHY, by=by, on=noticed)
    told = replace(_told(year), counted=f"{release.counted}, opnieuw geteld", replaces=release.pk)
    _out(told, _by_form(year, "opnieuw"), by, second, days=20)


def _waiting(release: Release, counts: Counts, *, by: Viewer, on: Moment) -> None:
    """Make a second table of the same people, by age, that waits for a second pair of eyes."""
    wijken: dict[str, int] = {}
    for (buurt, *_), count in counts.items():
        wijk = _wijk(buurt)
        wijken[wijk] = wijken.get(wijk, 0) + count
    cells: dict[Key, int] = {
        (wijk, age): count for wijk, total in wijken.items() for age, count in _by_age(wijk, total)
    }
    told = replace(
        _told(release.reference_day.year), title=f"{TITLE}, naar leeftijd", same_as=release.counts
    )
    pairs = [(HERE, None), *((wijk, HERE) for wijk in wijken)]
    table = CountTable.of_leaves(
        [Dimension.of("wijk", pairs), Dimension.flat("leeftijd", AGES)], cells
    )
    operations.make_release(told=told, table=table, rule=RULE, by=by, on=on)


def _by_form(year: int, again: str = "") -> dict[Key, int]:
    """Draw how many people have a place, per buurt and form."""
    grown = GROWS ** (year - 2020)
    return {
        (buurt, form): round(
            people / 1000 * share * grown * (0.4 + 1.2 * _draw(year, again, buurt, form))
        )
        for buurt, people in _inhabitants().items()
        for form, share in FORMS.items()
    }


def _by_age(wijk: str, total: int) -> Iterator[tuple[str, int]]:
    """Part the people of a wijk over ages; nobody is lost."""
    left = total
    for age, share in zip(AGES[:-1], (0.06, 0.33, 0.5), strict=True):
        count = min(left, round(left * share * (0.5 + _draw(wijk, age))))
        yield age, count
        left -= count
    yield AGES[-1], left


def _draw(*what: object) -> float:
    """Give a number from 0 to 1 that is the same every time."""
    told = " ".join(map(str, what)).encode()
    return int.from_bytes(hashlib.sha256(told).digest()[:6], "big") / 2**48


@cache
def _inhabitants() -> dict[str, int]:
    """Give who live in each buurt of Lindewaard."""
    return {
        figure.area_code: int(figure.value or 0)
        for figure in build_region().key_figures
        if figure.name == "inwoners" and figure.area_code.startswith("BU9901")
    }


@cache
def _names() -> dict[str, str]:
    features = build_region().feature_collection["features"]
    return {one["properties"]["code"]: one["properties"]["name"] for one in features}


def _wijk(buurt: str) -> str:
    return f"WK{buurt[2:8]}"


@cache
def _buurten() -> Dimension:
    """Give Lindewaard with its wijken and buurten."""
    wijken = dict.fromkeys(map(_wijk, _inhabitants()))
    pairs = [(HERE, None), *((wijk, HERE) for wijk in wijken)]
    return Dimension.of("buurt", [*pairs, *((buurt, _wijk(buurt)) for buurt in _inhabitants())])
