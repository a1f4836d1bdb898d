# SPDX-License-Identifier: EUPL-1.2
"""How near a place is, from coordinates when known, else from the codes of buurt and wijk."""

from math import asin, cos, exp, radians, sin, sqrt

from meedoen.matching.proposal import OfferView, Person

EARTH_RADIUS_KM = 6371.0
# Streets are longer than a straight line; someone walks at a calm 4.5 km an hour.
DETOUR = 1.3
WALKING_KM_PER_MINUTE = 4.5 / 60
NEAR_KM = 3.0
# Beyond these minutes people do not walk, or cycle; cycling is three times as fast.
FAR_TO_WALK, FAR_TO_CYCLE, WALKS_PER_CYCLE = 40, 45, 3
SAME_BUURT, SAME_WIJK, SAME_MUNICIPALITY, ELSEWHERE, UNKNOWN = 0.9, 0.7, 0.45, 0.2, 0.5


def distance_km(person: Person, offer: OfferView) -> float | None:
    """Kilometres as the crow flies (haversine); None when the person gave no coordinates."""
    if person.lon is None or person.lat is None:
        return None
    north, south = radians(person.lat), radians(offer.lat)
    half_lat, half_lon = (south - north) / 2, radians(offer.lon - person.lon) / 2
    chord = sin(half_lat) ** 2 + cos(north) * cos(south) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))


def walking_minutes(person: Person, offer: OfferView) -> int | None:
    """Whole minutes on foot, rounded up to 1 at least; None when the distance is not known."""
    km = distance_km(person, offer)
    return None if km is None else max(1, round(km * DETOUR / WALKING_KM_PER_MINUTE))


def way_there(minutes: int | None) -> str:
    """Say how to get there in plain Dutch, from whole minutes on foot; empty when not known."""
    if minutes is None:
        return ""
    if minutes <= FAR_TO_WALK:
        return f"{minutes} {'minuut' if minutes == 1 else 'minuten'} lopen"
    cycling = round(minutes / WALKS_PER_CYCLE)
    return f"ongeveer {cycling} minuten fietsen" if cycling <= FAR_TO_CYCLE else "wat verder weg"


def nearness(person: Person, offer: OfferView) -> float:
    """How near, 0 to 1. Not knowing where someone lives counts for every offer alike."""
    km = distance_km(person, offer)
    if km is not None:
        return exp(-km / NEAR_KM)
    if person.buurt_code is None:
        return UNKNOWN
    if person.buurt_code == offer.buurt_code:
        return SAME_BUURT
    if person.buurt_code[:8] == offer.buurt_code[:8]:
        return SAME_WIJK
    return SAME_MUNICIPALITY if person.buurt_code[:6] == offer.buurt_code[:6] else ELSEWHERE
