# SPDX-License-Identifier: EUPL-1.2
"""What stands at the door of the monitor while a file is loaded: who comes in, and as what."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings

from meedoen.areas import queries as areas
from meedoen.commands import CouldNotBeDone
from meedoen.monitor.address_files import read_addresses
from meedoen.monitor.gate import NotOnTerms, refuse_without_terms
from meedoen.monitor.given import GivenCounts, GivenPeople
from meedoen.monitor.models import SourceTerms
from meedoen.monitor.pseudonyms import Pseudonyms
from meedoen.monitor.queries import terms_that_hold
from meedoen.monitor.snapshots import CountedRows, PersonRows
from meedoen.monitor.sources.registry import source
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.taking import take_counts, take_people
from meedoen.vocabulary.codes import Level


class Intake:
    """Lets a file in, and turns what its good rows say into what is kept.

    `terms` are those under which rows of people came in, `others` how many rows were of another
    municipality.
    """

    def __init__(self, key: str, municipality: str, year: int) -> None:
        """Stand ready for a file of a source and a year, for a municipality by its code."""
        self._key, self._municipality, self._year = key, municipality, year
        self._pseudonyms: Pseudonyms | None = None
        self.terms: SourceTerms | None = None
        self.rows: PersonRows | CountedRows | None = None
        self.others = 0

    def admit(self, form: SourceForm) -> None:
        """Raise CouldNotBeDone for rows of people without terms, or without a secret."""
        if form is not SourceForm.ROWS:
            return
        self.terms = terms_that_hold(self._municipality, self._key)
        if self.terms is None:
            try:
                refuse_without_terms(source(self._key), self._municipality)
            except NotOnTerms as refused:
                raise CouldNotBeDone(f"{refused}.") from refused
        try:
            self._pseudonyms = Pseudonyms(settings.MONITOR_SECRET, self._municipality)
        except ValueError as none:
            raise CouldNotBeDone(
                "MEEDOEN_MONITOR_SECRET is not set, and without that secret there are no "
                "pseudonyms; so rows of people do not come in. See docs/reference/settings.md"
            ) from none

    def take(self, given: GivenPeople | GivenCounts) -> None:
        """Take what the good rows say; nothing of people who all live in another municipality.

        Raises ValueError for rows of people nobody let in.
        """
        if isinstance(given, GivenCounts):
            known = self._known([Level.BUURT, Level.WIJK])
            self.rows, self.others = take_counts(
                given, municipality=self._municipality, areas=known
            )
            return
        if self._pseudonyms is None:
            raise ValueError("rows of people come in through the gate only")
        buurten = self._known([Level.BUURT])
        folder = settings.MONITOR_FOLDER / self._municipality
        rows = take_people(
            given, source=self._key, pseudonyms=self._pseudonyms, buurten=buurten,
            book=read_addresses(folder, buurten=buurten),
        )  # fmt: skip
        # Borders move: whose address lies here may have the buurt of another municipality.
        if (rows.buurt != "").any() or not given.of_elsewhere(self._municipality):
            self.rows = rows

    @property
    def without_area(self) -> int:
        """Count the rows of which nobody knows in which area they are."""
        rows = self.rows
        area = rows.buurt if isinstance(rows, PersonRows) else rows.area if rows else ()
        return sum(one == "" for one in area)

    def _known(self, levels: Collection[Level]) -> frozenset[str]:
        """Give the codes of areas of the year of the file and later, else those of the last one."""
        years = areas.years(self._municipality)
        wanted = [one for one in years if one >= self._year] or years[:1]
        return frozenset(
            place.code
            for one in wanted
            for place in areas.places(self._municipality, year=one)
            if place.level in levels
        )
