# SPDX-License-Identifier: EUPL-1.2
"""Checking a file takes no more memory than one batch of it and a few numbers of each row."""

import gc
import weakref

import numpy as np

from meedoen.interop.extracts.batches import sliced
from meedoen.interop.extracts.checking import Checker
from meedoen.interop.extracts.headings import layout_of
from meedoen.interop.extracts.profiles import Profile
from meedoen.monitor.sources.registry import source
from meedoen.monitor.sources.specification import SourceForm
from tests.interop.extracts.examples import YEAR, as_csv, bsn, good_rows


def test_nothing_of_a_batch_is_held_on_to_also_when_all_of_it_is_wrong() -> None:
    shape = source("wsw").shape(SourceForm.ROWS)
    assert shape
    rows = [{**row, "bsn": bsn(n)[:8] + "x", "datumStart": "2026-02-31"} for n, row in
            enumerate(good_rows(shape, 100))]  # fmt: skip
    heading, _, body = as_csv(rows).partition(b"\n")
    layout = layout_of(heading.decode().split(";"), source("wsw"), Profile())
    checker = Checker(layout, Profile(), YEAR)
    batch = sliced(body, ";", np.arange(2, 102), layout.width)
    there = weakref.ref(batch.rows)
    checked = checker.check([batch])
    assert (checked.rows, checked.bad) == (100, 100)
    del batch
    gc.collect()
    assert there() is None
