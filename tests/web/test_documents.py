# SPDX-License-Identifier: EUPL-1.2
"""A table comes as a file to keep, in a format that the settings name."""

import pytest
from django.conf import settings
from django.http import Http404

from meedoen.vocabulary.documents import TableDocument
from meedoen.web.documents import as_file

HOF = TableDocument("Hof", (), ("Naam",), (("Hof",),))
BEGINS = {"csv": b"\xef\xbb\xbfNaam", "xlsx": b"PK", "ods": b"PK", "pdf": b"%PDF-"}


@pytest.mark.parametrize("form", settings.DOCUMENT_WRITERS)
def test_a_table_comes_as_a_file_with_its_name_and_kind(form):
    answer = as_file(HOF, form, called="cijfers-GM9901")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="cijfers-GM9901.{form}"'
    assert answer.headers["Content-Type"].startswith(("text/csv", "application/"))
    assert answer.content.startswith(BEGINS[form])


@pytest.mark.parametrize("form", ["", "docx", "CSV", "../csv"])
def test_another_format_is_not_there(form):
    with pytest.raises(Http404):
        as_file(HOF, form, called="cijfers")


def test_a_format_that_an_installation_leaves_out_is_not_there(settings):
    settings.DOCUMENT_WRITERS = {"csv": settings.DOCUMENT_WRITERS["csv"]}
    with pytest.raises(Http404):
        as_file(HOF, "pdf", called="cijfers")
