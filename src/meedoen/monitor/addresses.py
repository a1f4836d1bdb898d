# SPDX-License-Identifier: EUPL-1.2
"""In which buurt, and in which street, an address lies, by postcode and house number (pure).

Source: CBS, "Buurt, wijk en gemeente voor postcode huisnummer". What cannot be told stays unknown:
a person in the wrong buurt is worse than one in none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meedoen.vocabulary.house_number import figures_of

POSTCODE, HOUSE = "S6", "S8"
ADDRESS = "S15"
_SEVERAL = -1
Texts = NDArray[np.object_]
Bytes = NDArray[np.bytes_]


@dataclass(frozen=True)
class Whereabouts:
    """Per address the code of its buurt and the name of its street, empty when unknown."""

    buurt: Texts
    street: Texts


def as_address(postcode: Bytes, house: Bytes) -> Bytes:
    """Write addresses as bytes, `1234AB 12A`; nothing where one of the two is not there."""
    joined = _joined(postcode, house)
    joined[(postcode == b"") | (house == b"")] = b""
    return joined


def _joined(postcode: Bytes, house: Bytes) -> Bytes:
    size = len(postcode)
    both = np.zeros((size, 15), dtype=np.uint8)
    both[:, :6] = np.ascontiguousarray(postcode, POSTCODE).view(np.uint8).reshape(size, 6)
    both[:, 6] = ord(" ")
    both[:, 7:] = np.ascontiguousarray(house, HOUSE).view(np.uint8).reshape(size, 8)
    return both.view(ADDRESS).reshape(size)


class _Places:
    """Where each of some keys lies: the one place that all its addresses share, or none."""

    def __init__(self, keys: Bytes, buurt: NDArray[np.int32], street: NDArray[np.int32]) -> None:
        order = np.argsort(keys)
        self.keys, first = np.unique(keys[order], return_index=True)
        self.buurt = _shared(buurt[order], first)
        self.street = _shared(street[order], first)

    def of(self, asked: Bytes) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        if not len(self.keys):
            nowhere = np.full(len(asked), np.int32(_SEVERAL))
            return nowhere, nowhere
        at = np.minimum(np.searchsorted(self.keys, asked), len(self.keys) - 1)
        there = self.keys[at] == asked
        return (
            np.where(there, self.buurt[at], np.int32(_SEVERAL)),
            np.where(there, self.street[at], np.int32(_SEVERAL)),
        )


def _shared(values: NDArray[np.int32], first: NDArray[np.intp]) -> NDArray[np.int32]:
    """Give of each group the value that all of it have, else that there are several."""
    least, most = np.minimum.reduceat(values, first), np.maximum.reduceat(values, first)
    return np.where(least == most, least, np.int32(_SEVERAL))


class AddressBook:
    """The addresses of a municipality."""

    def __init__(
        self, postcode: Bytes, house: Bytes, buurt: Iterable[str], street: Iterable[str]
    ) -> None:
        """Take addresses, a column each: `1234AB`, `12A`, `BU99010203`, `Dorpsstraat` or empty."""
        self._buurten, of_buurt = _numbered(buurt)
        self._streets, of_street = _numbered(street)
        self._exact = _Places(_joined(postcode, house), of_buurt, of_street)
        self._figures = _Places(_joined(postcode, only_figures(house)), of_buurt, of_street)
        self._postcodes = _Places(postcode.astype(POSTCODE), of_buurt, of_street)

    def __len__(self) -> int:
        """Count the addresses that differ."""
        return len(self._exact.keys)

    def look_up(self, addresses: Bytes) -> Whereabouts:
        """Find addresses as `as_address` writes them.

        As it stands there; else by the figures of the house, if all there are in one buurt; else by
        the postcode, if all of that is.
        """
        parts = np.ascontiguousarray(addresses, ADDRESS).view(np.uint8).reshape(-1, 15)
        postcode = np.ascontiguousarray(parts[:, :6]).view(POSTCODE).reshape(-1)
        house = np.ascontiguousarray(parts[:, 7:]).view(HOUSE).reshape(-1)
        buurt, street = self._exact.of(addresses)
        for places, keys in (
            (self._figures, _joined(postcode, only_figures(house))),
            (self._postcodes, postcode),
        ):
            left = np.flatnonzero(buurt == _SEVERAL)
            if len(left):
                buurt[left], street[left] = places.of(keys[left])
        return Whereabouts(self._buurten[buurt], self._streets[street])


def only_figures(house: Bytes) -> Bytes:
    """Give the first figures of each house number: 12 of 12A, 75 of B75."""
    distinct, which = np.unique(house, return_inverse=True)
    found = [figures_of(one.decode()).encode() for one in distinct.tolist()]
    return np.array(found, dtype=HOUSE)[which]


def _numbered(texts: Iterable[str]) -> tuple[Texts, NDArray[np.int32]]:
    """Give the texts that differ, nothing behind them, and which of them stands in each row."""
    numbers: dict[str, int] = {}
    which = np.fromiter((numbers.setdefault(text, len(numbers)) for text in texts), dtype=np.int32)
    # Its last place is that of -1: of several.
    return np.array([*numbers, ""], dtype=object), which


def empty_book() -> AddressBook:
    """Give a book without an address: every address is unknown."""
    return book_of(())


def book_of(rows: Iterable[tuple[str, str, str, str]]) -> AddressBook:
    """Make a book of rows: postcode, levelled house number, buurt, street or nothing."""
    postcode, house, buurt, street = [*zip(*rows, strict=True)] or [()] * 4
    return AddressBook(
        np.array([one.encode() for one in postcode], dtype=POSTCODE),
        np.array([one.encode() for one in house], dtype=HOUSE),
        buurt,
        street,
    )
