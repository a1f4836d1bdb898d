# SPDX-License-Identifier: EUPL-1.2
"""The files of a release as somebody takes them along: one by one, or the folder as a zip."""

import io
import zipfile
from collections.abc import Mapping

from django.http import Http404, HttpResponse

from meedoen.disclosure.folder import CELLS, PROOF

FOLDER = "uitgave.zip"
KINDS = {CELLS: "text/csv; charset=utf-8", PROOF: "application/json", FOLDER: "application/zip"}
# The same files give the same bytes: a zip has a moment for each, and this is the first there is.
_FIRST = (1980, 1, 1, 0, 0, 0)


def as_zip(files: Mapping[str, bytes], folder: str) -> bytes:
    """Put the files of a release into a folder, exactly those that `verify` reads."""
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in sorted(files.items()):
            one = zipfile.ZipInfo(f"{folder}/{path}", _FIRST)
            one.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(one, content)
    return told.getvalue()


def answered(files: Mapping[str, bytes], name: str, address: str) -> HttpResponse:
    """Answer with a file of a release to keep. Raises Http404 for any other name."""
    if name not in KINDS or not files:
        raise Http404
    content = as_zip(files, address) if name == FOLDER else files[name]
    called = f"{address}.zip" if name == FOLDER else f"{address}-{name}"
    headers = {"Content-Disposition": f'attachment; filename="{called}"'}
    return HttpResponse(content, content_type=KINDS[name], headers=headers)
