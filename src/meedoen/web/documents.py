# SPDX-License-Identifier: EUPL-1.2
"""A table or a record as a file to take along, in the format that was asked for."""

import json
from collections.abc import Mapping

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.module_loading import import_string

from meedoen.vocabulary.documents import DocumentWriter, TableDocument

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "pdf": "application/pdf",
}


def as_file(document: TableDocument, form: str, *, called: str) -> HttpResponse:
    """Answer with a table as a file to keep, `called` without its ending. Raises Http404.

    That is for a format that the settings do not name.
    """
    if form not in KINDS or form not in settings.DOCUMENT_WRITERS:
        raise Http404
    write: DocumentWriter = import_string(settings.DOCUMENT_WRITERS[form])
    kept = content_disposition_header(as_attachment=True, filename=f"{called}.{form}")
    headers = {"Content-Disposition": str(kept)}
    return HttpResponse(write(document), content_type=KINDS[form], headers=headers)


def as_record(record: Mapping[str, object], *, called: str) -> HttpResponse:
    """Answer with one record as JSON for another system, `called` without its ending."""
    kept = content_disposition_header(as_attachment=True, filename=f"{called}.json")
    words = json.dumps(record, ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": str(kept)}
    return HttpResponse(words, content_type="application/json; charset=utf-8", headers=headers)
