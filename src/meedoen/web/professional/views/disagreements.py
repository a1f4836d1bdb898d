# SPDX-License-Identifier: EUPL-1.2
"""Who does not agree, and waits for an answer here: with the day before which it is due.

What stands here is what she sent, and nothing else of her: it opens no dossier. Whom she does not
want to read it finds nothing.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.journeys import disagreeing
from meedoen.plans.disagreements import operations
from meedoen.plans.disagreements.queries import Disagreed
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import MAY_DIRECT_A_PLAN, Purpose
from meedoen.web.moments import moment_of
from meedoen.web.professional.forms import DisagreementAnswerForm
from meedoen.web.professional.looking import looking
from meedoen.web.professional.showing import show

_POST = ("POST",)


@endpoint(purpose=Purpose.GUIDANCE, object="disagreements", roles=MAY_DIRECT_A_PLAN)
def disagreements(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer, the first due on top."""
    on, by = moment_of(request), looking(request)
    found = disagreeing.on_my_desk(purpose=Purpose.GUIDANCE, by=by, on=on)
    return show(request, "professional/disagreements.html", {"found": found, "today": on.day})


@endpoint(
    purpose=Purpose.GUIDANCE,
    object="disagreement",
    roles=MAY_DIRECT_A_PLAN,
    methods=("GET", "POST"),
)
def disagreement(request: HttpRequest, disagreement_id: int) -> HttpResponse:
    """Show what she sent, and take the answer in."""
    on, by = moment_of(request), looking(request)
    found = _heard(request, disagreement_id, what="las waar je het niet mee eens bent")
    sent = request.POST if request.method == "POST" else None
    form = DisagreementAnswerForm(sent, stands={"words": found.answer})
    if form.is_valid():
        disagreeing.answer(pk=found.pk, words=form.cleaned_data["words"], by=by, on=on)
        messages.success(request, "Het antwoord is bewaard, en staat voor de inwoner klaar.")
        return redirect("professional:disagreements")
    shown = {"found": found, "form": form, "mine": found.owner_id == by.account_id}
    return show(request, "professional/disagreement.html", shown)


@endpoint(purpose=Purpose.GUIDANCE, object="disagreement", roles=MAY_DIRECT_A_PLAN, methods=_POST)
def take_up(request: HttpRequest, disagreement_id: int) -> HttpResponse:
    """Take it up: from then on she reads who has it."""
    found = _heard(request, disagreement_id, what="pakte op waar je het niet mee eens bent")
    operations.take_up(pk=found.pk, by=looking(request), on=moment_of(request))
    messages.success(request, "Je hebt het opgepakt. De inwoner ziet nu jouw naam.")
    return redirect("professional:disagreement", disagreement_id)


def _heard(request: HttpRequest, disagreement_id: int, *, what: str) -> Disagreed:
    return disagreeing.hear(disagreement_id, what=what, by=looking(request), on=moment_of(request))
