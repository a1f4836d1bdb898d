# SPDX-License-Identifier: EUPL-1.2
"""What she sent, on paper: her own copy with the receipt, and a letter of objection to sign."""

from django.utils.formats import date_format
from django.utils.timezone import localtime

from meedoen.notifications.letters import HouseStyle, LetterDocument
from meedoen.plans.disagreements.queries import Disagreed
from meedoen.residents.queries import Dossier
from meedoen.vocabulary.day import day_in_words
from meedoen.vocabulary.moment import Moment
from meedoen.web.letters import style_of

_TO_FILL_IN = "…" * 20


def receipt_letter(known: Dossier, found: Disagreed, *, large: bool, on: Moment) -> LetterDocument:
    """Give back to her what she sent, with when it came in and under which number (Awb 2:17)."""
    at = localtime(found.said_at)
    before = found.before
    lines = [
        f"Op {day_in_words(found.said_on)} om {date_format(at, 'H:i')} uur kwam je "
        f"{found.way.noun} binnen. Het nummer is {found.reference}.",
        f"Het ligt bij {found.owner or found.team}. Je krijgt antwoord uiterlijk op "
        f"{day_in_words(before.day)} ({before.source}).",
        *_said(found),
        *found.about_the_letter,
    ]
    if found.answer and found.answered_at:
        answered = day_in_words(Moment(found.answered_at).day)
        lines += [f"Het antwoord van {found.answered_by}, op {answered}:", found.answer]
    if found.removed:
        lines.append("Je nam dit terug. Niemand anders ziet het nog.")
    return LetterDocument(
        style=style_of(known.municipality_code, known.municipality_name),
        to=(found.signed,),
        reference=found.reference,
        day=day_in_words(on.day),
        title=f"Jouw exemplaar: {found.way.noun}",
        lines=tuple(lines),
        ending=("Bewaar dit. Dit is het bewijs dat het binnen is.",),
        large=large,
    )


def _said(found: Disagreed) -> list[str]:
    said = [f"Waar het over gaat: {found.beside}."] if found.beside else []
    said += [f"De brief is van {day_in_words(found.letter_day)}."] if found.letter_day else []
    said += ["Dit zijn je woorden:", found.words] if found.words else ["Je schreef er niets bij."]
    return said


def objection_letter(
    known: Dossier, found: Disagreed, *, large: bool, on: Moment
) -> LetterDocument:
    """Give a letter of objection that she can sign and post herself (Awb 6:5)."""
    of_day = f" van {day_in_words(found.letter_day)}" if found.letter_day else ""
    lines = [
        f"Ik maak bezwaar tegen het besluit in uw brief{of_day}.",
        f"Op {day_in_words(found.said_on)} stuurde ik dit bezwaar ook via Meedoen, onder nummer "
        f"{found.reference}.",
        *(("Dit is waarom:", found.words) if found.words else (f"Dit is waarom: {_TO_FILL_IN}",)),
    ]
    return LetterDocument(
        style=HouseStyle(found.signed, accent="#000000"),
        to=(f"Gemeente {known.municipality_name}",),
        reference=found.reference,
        day=day_in_words(on.day),
        title="Bezwaar",
        lines=tuple(lines),
        ending=(
            f"Mijn naam: {_TO_FILL_IN}",
            f"Mijn adres: {_TO_FILL_IN}",
            f"Mijn handtekening: {_TO_FILL_IN}",
        ),
        large=large,
    )
