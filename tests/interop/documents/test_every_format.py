# SPDX-License-Identifier: EUPL-1.2
"""What holds for every file of a table: the settings name its writer, and it writes the same."""

import time

import pytest
from django.conf import settings
from django.utils.module_loading import import_string
from hypothesis import given
from hypothesis import settings as tried

from tests.interop.documents.examples import YOUNG, many_rows, tables

EVERY = pytest.mark.parametrize("form", settings.DOCUMENT_WRITERS)
# PDF is set in a process of its own, which is too long for many examples.
AT_ONCE = pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])


def writer(form):
    return import_string(settings.DOCUMENT_WRITERS[form])


@EVERY
def test_the_same_table_gives_the_same_bytes_at_another_moment(form):
    first = writer(form)(YOUNG)
    time.sleep(2.1)
    assert writer(form)(YOUNG) == first


@AT_ONCE
@tried(max_examples=25)
@given(document=tables())
def test_every_table_can_be_written_and_gives_the_same_bytes(form, document):
    assert writer(form)(document) == writer(form)(document)


@pytest.mark.parametrize(
    "form", ["csv", "xlsx", "ods", pytest.param("pdf", marks=pytest.mark.explore)]
)
def test_ten_thousand_rows_are_written(form):
    assert len(writer(form)(many_rows(10_000))) > 100_000
