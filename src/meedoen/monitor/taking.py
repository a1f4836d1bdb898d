# SPDX-License-Identifier: EUPL-1.2
"""From good rows of a file to what is kept of it: pseudonyms, a buurt, and no bsn (pure)."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from meedoen.monitor.addresses import AddressBook, as_address
from meedoen.monitor.given import GivenCounts, GivenPeople
from meedoen.monitor.pseudonyms import Blocks, Pseudonyms
from meedoen.monitor.snapshots import CountedRows, PersonRows

_AT_ONCE = 50_000
NOTHING = ""


def take_people(
    given: GivenPeople,
    *,
    source: str,
    pseudonyms: Pseudonyms,
    book: AddressBook,
    buurten: Collection[str],
) -> PersonRows:
    """Give rows under pseudonyms of a source, each in the buurt that is known of it, if any.

    The buurt is the given one where that is one of `buurten`, else that of the address; a home is
    an address, and noughts without a whole one.
    """
    addresses, which = np.unique(as_address(given.postcode, given.house), return_inverse=True)
    found = book.look_up(addresses)
    given_one = _among(given.buurt, buurten)
    by_address = found.buurt[which]
    buurt = np.where(given_one != NOTHING, given_one, by_address)
    # The part of a street is that of the buurt in which the address lies.
    street = np.where(buurt == by_address, found.street[which], NOTHING)
    return PersonRows(
        person=_people(given.bsn, source, pseudonyms),
        home=_homes(addresses, source, pseudonyms)[which],
        buurt=buurt,
        street=street,
        born=given.born,
        begins=given.begins,
        ends=given.ends,
        category=given.category,
    )


def _people(bsns: NDArray[np.uint32], source: str, pseudonyms: Pseudonyms) -> Blocks:
    """Work out each person once, some thousands at a time."""
    distinct, which = np.unique(bsns, return_inverse=True)
    made = np.zeros((len(distinct), 2), dtype=np.uint64)
    for start in range(0, len(distinct), _AT_ONCE):
        some = distinct[start : start + _AT_ONCE].tolist()
        made[start : start + _AT_ONCE] = pseudonyms.of_people((b"%09d" % n for n in some), source)
    return made[which]


def _homes(addresses: NDArray[np.bytes_], source: str, pseudonyms: Pseudonyms) -> Blocks:
    made = np.zeros((len(addresses), 2), dtype=np.uint64)
    whole = np.flatnonzero(addresses != b"")
    for start in range(0, len(whole), _AT_ONCE):
        some = whole[start : start + _AT_ONCE]
        made[some] = pseudonyms.of_homes(addresses[some].tolist(), source)
    return made


def take_counts(
    given: GivenCounts, *, municipality: str, areas: Collection[str]
) -> tuple[CountedRows, int]:
    """Give the counts of a municipality, and how many rows of others were left out.

    A count of an area that is not among `areas` stays, without an area: it is somebody's.
    """
    # Of BU00470101 and WK004701 alike the four figures behind the letters are those of GM0047.
    own = np.ascontiguousarray(given.area).view("S2").reshape(len(given.area), 5)[:, 1:3]
    figures = municipality[2:].encode()
    ours = (own[:, 0] == figures[:2]) & (own[:, 1] == figures[2:])
    rows = CountedRows(
        area=_among(given.area[ours], areas),
        category=given.category[ours],
        age=given.age[ours],
        count=given.count[ours],
        capacity=given.capacity[ours],
    )
    return rows, int((~ours).sum())


def _among(codes: NDArray[np.bytes_], known: Collection[str]) -> NDArray[np.object_]:
    """Give each code as text where it is known, and nothing where it is not."""
    distinct, which = np.unique(codes, return_inverse=True)
    texts = [code.decode() for code in distinct.tolist()]
    said = np.array([code if code in known else NOTHING for code in texts], dtype=object)
    taken: NDArray[np.object_] = said[which]
    return taken
