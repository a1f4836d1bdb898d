# SPDX-License-Identifier: EUPL-1.2
"""One person: what she told, what stays closed, and where to go on together."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from meedoen.plans.queries import running_plans_of
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import MAY_LOOK_THROUGH, Purpose
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FragmentKind
from meedoen.web.moments import moment_of
from meedoen.web.professional.looking import looking, opened
from meedoen.web.professional.showing import show


@endpoint(purpose=Purpose.INTAKE, object="dossier")
def person(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show the story, wishes, talents and capacity that this resident shared with the team."""
    on = moment_of(request)
    reading = opened(request, subject, what="las je verhaal en wensen", on=on)
    shown = {
        "reading": reading,
        "known": reading.dossier,
        "plan": running_plans_of([subject]).get(subject),
        "just_called": "gebeld" in request.GET,
        "undo_fields": {"undo": "1"},
        "today": on.day,
    }
    return show(request, "professional/person.html", shown)


@endpoint(
    purpose=Purpose.INTAKE,
    object="call request",
    roles=MAY_LOOK_THROUGH,
    methods=("POST",),
)
def called(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Take a call request off the list once the call was made, or put it back."""
    on, viewer = moment_of(request), looking(request)
    if request.POST.get("undo"):
        opened(request, subject, what="zette je vraag om een telefoontje terug", on=on)
        residents.hear_again(subject=subject, kind=FragmentKind.CALL_ME, by=viewer, on=on)
        messages.success(request, "De vraag om te bellen staat weer in de lijst.")
    else:
        opened(request, subject, what="schreef op dat je gebeld bent", on=on)
        residents.hear(subject=subject, kind=FragmentKind.CALL_ME, words="", by=viewer, on=on)
        return redirect(reverse("professional:person", args=[subject]) + "?gebeld=1")
    return redirect("professional:person", subject)
