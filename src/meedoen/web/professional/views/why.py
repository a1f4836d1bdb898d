# SPDX-License-Identifier: EUPL-1.2
"""Why one provision came out as it did: what counted, what is missing, the rules, every step."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from meedoen.journeys import glasses as journey
from meedoen.journeys.reading import NotFound
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import MAY_LOOK_THROUGH, Purpose
from meedoen.rules.outcomes import Assessment, Outcome
from meedoen.rules.reasons import reasons
from meedoen.web.moments import moment_of
from meedoen.web.professional.looking import opened
from meedoen.web.professional.matrix import known_lines
from meedoen.web.professional.showing import show


@endpoint(purpose=Purpose.INTAKE, object="assessment", roles=MAY_LOOK_THROUGH)
def why(request: HttpRequest, subject: UUID, provision: str) -> HttpResponse:
    """Show the reasons behind one outcome, to read aloud, to check or to print."""
    on = moment_of(request)
    reading = opened(request, subject, what="las waarom iets wel of niet kan", on=on)
    talk = journey.converse(reading.dossier, closed=reading.withheld, on=on)
    rulebook = journey.current_rulebook()
    outcome = _outcome(talk.assessment, provision)
    values = {fact.name: fact.value for fact in talk.facts if fact.name not in talk.disagreeing}
    found = reasons(rulebook, talk.assessment, outcome, values)
    counted = [ground.fact.name for ground in found.grounds]
    lines = known_lines(talk.facts, rulebook.facts, talk.disagreeing)
    shown = {
        "reading": reading,
        "known": reading.dossier,
        "seen": talk.assessment,
        "outcome": outcome,
        "reasons": found,
        "facts": sorted(
            (line for line in lines if line.fact.name in counted),
            key=lambda line: counted.index(line.fact.name),
        ),
    }
    return show(request, "professional/why.html", shown)


def _outcome(seen: Assessment, provision: str) -> Outcome:
    """Give the outcome of a provision that concerns this person; raises NotFound for another."""
    try:
        return seen.of(provision)
    except KeyError:
        raise NotFound from None
