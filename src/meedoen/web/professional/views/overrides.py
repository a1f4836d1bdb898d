# SPDX-License-Identifier: EUPL-1.2
"""Deciding otherwise than the rules say, for one person: with a reason, a ground, and a way back.

What the rules say stays in sight beside it. It is no beschikking, and an open door stays open.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from meedoen.assessment import operations
from meedoen.assessment.overriding import CannotDecideSo, may_become
from meedoen.assessment.queries import override_history
from meedoen.journeys import glasses as journey
from meedoen.journeys.overriding import decide_otherwise
from meedoen.journeys.reading import NotFound
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import MAY_DECIDE, Purpose
from meedoen.residents.queries import Dossier
from meedoen.rules.outcomes import Assessment, Outcome
from meedoen.vocabulary.domains import Domain
from meedoen.web.moments import moment_of
from meedoen.web.professional.looking import looking, opened
from meedoen.web.professional.override_form import OverrideForm
from meedoen.web.professional.showing import show

_WHAT = 'besloot anders dan de regels over "{}"'


def _outcome(seen: Assessment, provision: str) -> Outcome:
    """Give an outcome that can be decided otherwise; raises NotFound for a door or another's."""
    try:
        found = seen.of(provision)
    except KeyError:
        raise NotFound from None
    if not may_become(found):
        raise NotFound
    return found


@endpoint(purpose=Purpose.INTAKE, object="override", roles=MAY_DECIDE, methods=("GET", "POST"))
def override(request: HttpRequest, subject: UUID, provision: str) -> HttpResponse:
    """Ask for another outcome, its ground and why; keep it beside what the rules say."""
    on, posted = moment_of(request), request.POST if request.method == "POST" else None
    reading = opened(request, subject, what="keek wat er kan via de regels", on=on)
    if Domain.ASSESSMENT in reading.withheld:
        raise NotFound
    talk = journey.converse(reading.dossier, closed=reading.withheld, on=on)
    outcome = _outcome(talk.assessment, provision)
    grounds = journey.current_rulebook().grounds_for(outcome.provision)
    history, team = override_history(subject, provision), looking(request).team_id
    runs = next((one for one in history if not one.withdrawn_at and one.team_id == team), None)
    form = OverrideForm(posted, kinds=may_become(outcome), grounds=grounds, runs=runs)
    if form.is_valid() and _decided(request, reading.dossier, outcome, form):
        messages.success(request, "Opgeschreven. Wat de regels zeggen, blijft ernaast staan.")
        return _back(subject, outcome)
    shown = {
        "reading": reading,
        "known": reading.dossier,
        "outcome": outcome,
        "form": form,
        "history": history,
    }
    return show(request, "professional/override.html", shown, status=422 if form.errors else 200)


def _decided(request: HttpRequest, known: Dossier, outcome: Outcome, form: OverrideForm) -> bool:
    """Keep what was decided, logged as the resident reads it; False leaves why not in the form."""
    on = moment_of(request)
    try:
        decide_otherwise(
            known, provision=outcome.provision.id, decided=form.cleaned_data["decided"],
            legal_ground=form.legal_ground, reason=form.cleaned_data["reason"],
            by=looking(request), on=on,
        )  # fmt: skip
    except CannotDecideSo as sorry:
        form.refuse(sorry)
        return False
    opened(request, known.subject, what=_WHAT.format(outcome.provision.name), on=on)
    return True


def _back(subject: UUID, outcome: Outcome) -> HttpResponse:
    response = redirect("professional:glasses", subject)
    response["Location"] += f"#nood-{outcome.provision.need}"
    return response


@endpoint(purpose=Purpose.INTAKE, object="override", roles=MAY_DECIDE, methods=("POST",))
def withdraw(request: HttpRequest, subject: UUID, override_id: int) -> HttpResponse:
    """Take a decision of the own team back, or put it back; the history stays."""
    on, by = moment_of(request), looking(request)
    response = redirect("professional:glasses", subject)
    if request.POST.get("do") == "put_back":
        opened(request, subject, what="zette een ander besluit terug", on=on)
        if not operations.reinstate_override(
            subject=subject, override_id=override_id, by=by, on=on
        ):
            messages.warning(request, "Hier is intussen al iets anders besloten.")
        return response
    opened(request, subject, what="nam een ander besluit terug: de regels tellen weer", on=on)
    operations.withdraw_override(subject=subject, override_id=override_id, by=by, on=on)
    response["Location"] += "?" + QueryDict(f"besluit={override_id}").urlencode() + "#net-gedaan"
    return response
