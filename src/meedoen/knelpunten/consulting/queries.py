# SPDX-License-Identifier: EUPL-1.2
"""Reads of what lies before everybody, and of what was said. The database shows voices at work."""

from dataclasses import dataclass
from datetime import date

from meedoen.knelpunten.models import Consultation, Voice


@dataclass(frozen=True)
class ConsultationView:
    """A recommendation as it lies before everybody, with what was said and done with that."""

    pk: int
    recommendation_id: int
    words: str
    first_day: date
    last_day: date
    closed_on: date | None
    advice: str
    advised_by: str
    advised_on: date | None
    summary: str
    reaction: str
    reacted_on: date | None

    @property
    def was_heard(self) -> bool:
        """Tell whether something that was said stands there for everybody."""
        return bool(self.advice or self.summary)

    def is_asked(self, on: date) -> bool:
        """Tell whether people can still say what they think."""
        return self.closed_on is None and self.first_day <= on <= self.last_day

    def lacks_a_reaction(self, on: date) -> bool:
        """Tell whether nobody said yet what was done with it, now that it is over."""
        return not self.reaction and not self.is_asked(on)


def consultations_of(knelpunt_id: int) -> list[ConsultationView]:
    """List what was laid before everybody at a knelpunt, the newest first."""
    rows = Consultation.objects.filter(knelpunt=knelpunt_id).order_by("-first_day", "-pk")
    return [_view(one) for one in rows]


def consultation_of(recommendation_id: int) -> ConsultationView | None:
    """Give what was asked of a recommendation; None when nobody was asked."""
    row = Consultation.objects.filter(recommendation=recommendation_id).first()
    return _view(row) if row else None


def voices(consultation_id: int, *, skip: int = 0, most: int = 20) -> list[tuple[str, date]]:
    """List what people said, the newest day first: words and day. Within a day by chance."""
    rows = Voice.objects.filter(consultation=consultation_id).order_by("-said_on", "pk")
    return list(rows.values_list("words", "said_on")[skip : skip + most])


def _view(row: Consultation) -> ConsultationView:
    return ConsultationView(
        pk=row.pk,
        recommendation_id=row.recommendation_id,
        words=row.words,
        first_day=row.first_day,
        last_day=row.last_day,
        closed_on=row.closed_on,
        advice=row.advice,
        advised_by=row.advised_by,
        advised_on=row.advised_on,
        summary=row.summary,
        reaction=row.reaction,
        reacted_on=row.reacted_on,
    )
