# SPDX-License-Identifier: EUPL-1.2
"""A stuck casus as a document and as a record, for who helps from outside (pure).

Both say the same: what a second reader let through, the laws, what was tried, and whom to ask. No
person stands in either.
"""

from collections.abc import Iterator

from meedoen.knelpunten.casus.stuck import StuckCasus
from meedoen.vocabulary.day import day_in_words
from meedoen.vocabulary.documents import TableDocument

FORM = "meedoen-vastgelopen-casus/1"
NOBODY_IN_IT = (
    "Hierin staat niemand. Een tweede lezer las de casus, en wat iemand kan verraden is veranderd."
)
NOT_SENT = "Meedoen stuurt niets op. Wie belt, neemt dit zelf mee."


def stuck_document(found: StuckCasus, *, telephone: str) -> TableDocument:
    """Give a stuck casus as a document in the order of its template; what is empty is left out."""
    return TableDocument(
        title=f"Vastgelopen casus: {found.title}",
        said=tuple(_contact(found, telephone)),
        columns=("Onderdeel", "Wat er staat"),
        rows=tuple((name, words) for name, words in _parts(found) if words),
        notes=(NOBODY_IN_IT, NOT_SENT),
    )


def _contact(found: StuckCasus, telephone: str) -> Iterator[tuple[str, str]]:
    yield "Gemeente", found.municipality
    yield "Wie eraan werken", found.teams
    if telephone:
        yield "Telefoon", telephone
    yield "Nummer van de casus", str(found.number)
    yield "Gedeeld op", day_in_words(found.shared_on)


def _parts(found: StuckCasus) -> Iterator[tuple[str, str]]:
    yield "De casus: wat er aan de hand was", found.situation
    yield "Het knelpunt", found.knelpunt
    yield "Wat er botst", found.collides
    yield "Wetten en regels", "; ".join(found.laws)
    yield "Soort", found.type.label if found.type else ""
    yield "De oorzaak", found.cause
    yield "De aanpak: wat er geprobeerd is", found.approach
    yield "Het effect", found.effect
    yield "Of het werkte", found.worked.label
    yield "Wat er besloten is", "; ".join(f"{who}: {words}" for who, words in found.decided)
    yield "Waarom het vastzit", found.because.label


def stuck_record(found: StuckCasus, *, telephone: str) -> dict[str, object]:
    """Give a stuck casus as a record, under the names of the template; no key is left out."""
    return {
        "vorm": FORM,
        "casus": {
            "nummer": found.number,
            "titel": found.title,
            "situatie": found.situation,
            "gedeeld_op": found.shared_on.isoformat(),
        },
        "knelpunt": {
            "titel": found.knelpunt,
            "wat_botst": found.collides,
            "wetten": list(found.laws),
            "soort": found.type.value if found.type else None,
        },
        "oorzaak": found.cause,
        "aanpak": found.approach,
        "effect": found.effect,
        "werkte": found.worked.value,
        "besluiten": [{"door": who, "besluit": words} for who, words in found.decided],
        "zit_vast_omdat": found.because.value,
        "contact": {
            "gemeente": found.municipality,
            "organisaties": found.teams,
            "telefoon": telephone,
        },
    }
