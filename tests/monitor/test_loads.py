# SPDX-License-Identifier: EUPL-1.2
"""One load of a source and year holds, on terms that hold, and of each is kept who did it when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from meedoen.history.models import Revision
from meedoen.monitor.gate import NotOnTerms
from meedoen.monitor.models import SourceLoad, SourceTerms
from meedoen.monitor.operations import (
    LoadedFile,
    TermsEnded,
    end_terms,
    note_objection,
    record_load,
    take_back_objection,
    write_terms,
)
from meedoen.monitor.queries import files_that_hold, terms_that_hold
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.states import LoadStatus
from meedoen.vocabulary.moment import Moment
from tests.monitor.loading import BY, TERMS, TOWN, a_town, on_terms

pytestmark = pytest.mark.django_db
LOAD = LoadedFile(
    TOWN, "wsw", 2026, SourceForm.ROWS, LoadStatus.PROVISIONAL, date(2026, 11, 1),
    rows=10, bad=1, without_area=2, file="wsw-2026-a.parquet",
)  # fmt: skip


@pytest.fixture(autouse=True)
def town(now: Moment) -> None:
    a_town(now)


def test_the_file_of_before_may_go_when_the_new_one_stands(now: Moment) -> None:
    terms = on_terms("wsw", now)
    assert record_load(load=LOAD, terms=terms, by=BY, on=now) == ""
    newer = replace(LOAD, file="wsw-2026-b.parquet")
    assert record_load(load=newer, terms=terms, by=BY, on=now) == "wsw-2026-a.parquet"
    assert files_that_hold(TOWN) == {"wsw-2026-b.parquet"}


@pytest.mark.parametrize("changed", [{"year": 2025}, {"source": "wmo"}])
def test_another_year_and_another_source_stay_where_they_are(
    changed: dict[str, object], now: Moment
) -> None:
    record_load(load=LOAD, terms=None, by=BY, on=now)
    other = replace(LOAD, file="ander", **changed)  # type: ignore[arg-type]
    assert record_load(load=other, terms=None, by=BY, on=now) == ""
    assert files_that_hold(TOWN) == {LOAD.file, "ander"}


def test_terms_that_ended_while_the_file_was_read_let_nothing_stand(now: Moment) -> None:
    terms = on_terms("wsw", now)
    assert end_terms(municipality=TOWN, source="wsw", by=BY, on=now)
    with pytest.raises(TermsEnded):
        record_load(load=LOAD, terms=terms, by=BY, on=now)
    assert not SourceLoad.objects.exists()
    assert terms_that_hold(TOWN, "wsw") is None
    assert not end_terms(municipality=TOWN, source="wsw", by=BY, on=now)


def test_terms_hold_for_their_own_source_and_municipality(now: Moment) -> None:
    terms = on_terms("wsw", now)
    assert terms_that_hold(TOWN, "wsw") == terms
    assert terms_that_hold(TOWN, "wmo") is None
    assert terms_that_hold("GM9998", "wsw") is None


def test_advice_that_is_still_to_come_is_no_advice(now: Moment) -> None:
    write_terms(
        municipality=TOWN, source="wsw", by=BY, on=now, terms=replace(TERMS, advised_on=now.day)
    )
    for not_yet in (date(2026, 11, 24), None):
        with pytest.raises(NotOnTerms):
            write_terms(
                municipality=TOWN, source="wmo", by=BY, on=now,
                terms=replace(TERMS, advised_on=not_yet),
            )  # fmt: skip
    assert SourceTerms.objects.count() == 1


def test_the_past_keeps_who_wrote_ended_and_loaded(now: Moment) -> None:
    on_terms("wsw", now)
    on_terms("wsw", now)
    record_load(load=LOAD, terms=None, by=BY, on=now)
    kept = Revision.objects.filter(table__in=("monitor_sourceterms", "monitor_sourceload"))
    assert {one.by for one in kept} == {BY.label}


def test_an_objection_is_noted_once_and_of_one_municipality(now: Moment) -> None:
    mark = b"m" * 16
    assert note_objection(municipality=TOWN, mark=mark, by=BY, on=now)
    assert not note_objection(municipality=TOWN, mark=mark, by=BY, on=now)
    assert take_back_objection(municipality=TOWN, mark=mark, by=BY, on=now)
    assert not take_back_objection(municipality=TOWN, mark=mark, by=BY, on=now)
