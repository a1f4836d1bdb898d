# SPDX-License-Identifier: EUPL-1.2
"""Beside what she pressed "ben je het er niet mee eens?": read from her own pages.

What is sent names a kind and a number; the words are those of her plan, a place or her dossier.
"""

from uuid import UUID

from meedoen.catalogue.queries import offer_by_id
from meedoen.journeys import hindering
from meedoen.journeys.reading import NotFound
from meedoen.vocabulary.moment import Moment
from meedoen.web.numbers import number_in


def about_of(subject: UUID, at: str, of: str, *, on: Moment) -> str:
    """Say beside what she pressed; empty for a page that is about nothing of its own.

    Raises NotFound or Hindrance.DoesNotExist.
    """
    if at == "plan":
        return "Mijn plan"
    if at == "place":
        return f"Plek: {_title(of, on)}"
    if at == "press":
        said = hindering.answer_of(subject, number_in(of) or 0).said
        return f"Wat je hindert: {said.beside}"
    if at == "messages":
        return "Een bericht"
    return ""


def _title(of: str, on: Moment) -> str:
    try:
        found = offer_by_id(UUID(of), on=on)
    except ValueError:
        found = None
    if found is None:
        raise NotFound
    return str(found.title)
