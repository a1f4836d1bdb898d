# SPDX-License-Identifier: EUPL-1.2
"""The looks that were kept: what changed in between, and doing one again with the same rules."""

from dataclasses import dataclass
from itertools import zip_longest
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from meedoen.assessment.looking_again import Difference, changed_answers, differences, look_again
from meedoen.assessment.queries import KeptLook, kept_looks
from meedoen.journeys.glasses import current_rulebook
from meedoen.journeys.reading import NotFound, Reading
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import MAY_LOOK_THROUGH, Purpose
from meedoen.rules.outcomes import OutcomeKind
from meedoen.rules.rulebook.catalogue import Fact
from meedoen.web.moments import moment_of
from meedoen.web.professional.looking import opened
from meedoen.web.professional.showing import show

COLUMNS = [{"label": label} for label in ("Voorziening", "Toen", "Nu")]


@dataclass(frozen=True)
class Since:
    """What changed from one kept look to the next; only answers that this team may see."""

    look: KeptLook
    earlier: KeptLook | None
    differences: tuple[Difference, ...]
    answers: list[Fact]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Count the outcomes of each kind, in the order in which we explain them."""
        given = list(self.look.outcomes.values())
        return [(kind.label, given.count(kind)) for kind in OutcomeKind if kind in given]


def _since(look: KeptLook, earlier: KeptLook | None, reading: Reading) -> Since:
    if earlier is None:
        return Since(look, None, (), [])
    rulebook = current_rulebook()
    names = changed_answers(earlier.receipt, look.receipt)
    facts = [rulebook.facts[name] for name in names if name in rulebook.facts]
    seen = [fact for fact in facts if fact.domain not in reading.withheld]
    changed = differences(rulebook, earlier.outcomes, look.outcomes)
    return Since(look, earlier, changed, seen)


def _listed(subject: UUID, reading: Reading) -> list[Since]:
    looks = kept_looks(subject)
    pairs = zip_longest(looks, looks[1:])
    return [_since(look, earlier, reading) for look, earlier in pairs]


@endpoint(purpose=Purpose.INTAKE, object="kept look", roles=MAY_LOOK_THROUGH)
def looks(request: HttpRequest, subject: UUID) -> HttpResponse:
    """List the looks that were kept, each with what changed since the one before."""
    on = moment_of(request)
    reading = opened(request, subject, what="las wat er eerder kon via de regels", on=on)
    shown = {"reading": reading, "known": reading.dossier, "looks": _listed(subject, reading)}
    return show(request, "professional/looks.html", {**shown, "columns": COLUMNS})


@endpoint(purpose=Purpose.INTAKE, object="kept look", roles=MAY_LOOK_THROUGH)
def again(request: HttpRequest, subject: UUID, look_id: int) -> HttpResponse:
    """Do a kept look again with the rules and the answers of then."""
    on = moment_of(request)
    reading = opened(request, subject, what="rekende een oude stand van de regels na", on=on)
    found = next((one for one in _listed(subject, reading) if one.look.pk == look_id), None)
    if found is None:
        raise NotFound
    shown = {
        "reading": reading,
        "known": reading.dossier,
        "since": found,
        "again": look_again(current_rulebook(), found.look.receipt),
        "columns": COLUMNS,
    }
    return show(request, "professional/look.html", shown)
