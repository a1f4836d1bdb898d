# SPDX-License-Identifier: EUPL-1.2
"""From true counts to a table that may be shown, with what the separate program says of it (pure).

Nothing here reads or writes a table of the database: it takes seconds, or minutes, and whoever
keeps the outcome looks first whether something left meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from meedoen.disclosure.folder import CELLS, ReleaseProof, files_of
from meedoen.disclosure.programs import NotSolved
from meedoen.disclosure.protecting import NotProtected
from meedoen.disclosure.proving import NotProven
from meedoen.disclosure.published import Published
from meedoen.disclosure.releasing import release
from meedoen.disclosure.rule import CountRule
from meedoen.disclosure.sums import Mask
from meedoen.disclosure.tables import CountTable
from meedoen.disclosure.worlds import Contradiction
from meedoen.publication.verification import CannotBeRead, Verification, verify

Files = Mapping[str, bytes]
_TOO_LITTLE_DOUBT = (
    "Deze tabel kan zo niet naar buiten: niet voor elk klein aantal blijft er genoeg twijfel over. "
    "Neem grotere groepen, of minder kolommen."
)
_NOT_BESIDE_EARLIER = (
    "Deze tabel kan zo niet naar buiten, naast wat er al naar buiten ging over dezelfde mensen. Of "
    "de aantallen kloppen daar niet mee, of samen verraden ze een klein aantal. Telde je opnieuw, "
    "of andere mensen? Kies dan dat ze nog niet geteld zijn, en zeg bij “Wie tel je?” wat er "
    "anders is. Neem anders grotere groepen, of minder kolommen."
)
_NOT_BESIDE_LIKE = (
    "Deze tabel kan zo niet naar buiten, naast die van een eerdere levering over bijna dezelfde "
    "mensen: samen verraden ze een klein aantal."
)


class NotSafe(ValueError):
    """No way of hiding was found that can be proven; the message says what to do, in Dutch."""


@dataclass(frozen=True)
class ProvenTable:
    """What may be shown of a table, as it leaves, and the verdict on it.

    `weighed` are the addresses of all that had left about the same people, in that order.
    """

    published: Published
    files: Files = field(hash=False)
    verdict: Verification
    weighed: tuple[str, ...]

    @property
    def shown(self) -> int:
        """Count the numbers that can be seen, totals included."""
        return cells_in(self.files) - self.verdict.hidden


def hide_and_prove(
    table: CountTable,
    rule: CountRule,
    earlier: Sequence[Published],
    dear: Mask | None = None,
    like: Sequence[Published] = (),
) -> tuple[Published, ReleaseProof]:
    """Hide what has to be hidden beside all that left before, and prove it.

    Cells that are `dear` stay open as long as it costs little; `like` left about nearly the same
    people. Raises NotSafe.
    """
    try:
        protected, proof = release(table, rule, earlier, dear=dear, like=like)
    except (Contradiction, NotProtected, NotProven, NotSolved) as no:
        beside = _NOT_BESIDE_EARLIER if earlier else _NOT_BESIDE_LIKE
        raise NotSafe(beside if earlier or like else _TOO_LITTLE_DOUBT) from no
    return protected.published, proof


def checked(published: Published, proof: ReleaseProof, before: Mapping[str, Files]) -> ProvenTable:
    """Make the files of a release, and ask the separate program; `before` is files by address."""
    earlier = list(before.values())
    files = files_of(published, proof, earlier)
    return ProvenTable(published, files, asked(files, earlier), tuple(before))


def asked(files: Files, earlier: Sequence[Files]) -> Verification:
    """Ask the separate program, which shares no code with what hid and proved.

    A file that it cannot read is a fault like any other.
    """
    try:
        return verify(files, earlier)
    except CannotBeRead as no:
        return Verification(0, None, None, len(earlier), [str(no)], [])


def cells_in(files: Files) -> int:
    """Count the rows of a release under their header."""
    return max(0, len(files[CELLS].splitlines()) - 1)
