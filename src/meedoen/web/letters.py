# SPDX-License-Identifier: EUPL-1.2
"""Letters as one file to print, in the style of the municipality they come from."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.module_loading import import_string

from meedoen.notifications.letters import HouseStyle, LetterDocument, LetterWriter, read_style


def style_of(code: str, name: str) -> HouseStyle:
    """Give how letters of a municipality look, by its code and its name."""
    return read_style(f"Gemeente {name}", settings.LETTER_STYLES.get(code, {}))


def letters_as_file(*letters: LetterDocument, called: str) -> HttpResponse:
    """Answer with letters as one PDF to keep, each on a sheet of its own; `called` has no ending.

    Source: `settings.LETTER_WRITER`.
    """
    write: LetterWriter = import_string(settings.LETTER_WRITER)
    kept = content_disposition_header(as_attachment=True, filename=f"{called}.pdf")
    headers = {"Content-Disposition": str(kept)}
    return HttpResponse(write(letters), content_type="application/pdf", headers=headers)
