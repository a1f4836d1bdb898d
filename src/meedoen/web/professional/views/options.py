# SPDX-License-Identifier: EUPL-1.2
"""The options, exactly as the resident sees them: same places, same order, same reasons (I1)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from meedoen.bookings.operations import NoPlaceLeft
from meedoen.catalogue.operations import OfferGone
from meedoen.catalogue.queries import offer_by_id
from meedoen.journeys.options import options_for
from meedoen.journeys.participation import NobodyToDirect, choose_place
from meedoen.plans.answers import OptionAnswer
from meedoen.plans.operations import PlaceIsKept, say_to_option
from meedoen.plans.queries import choices_of
from meedoen.privacy.endpoints import endpoint, roles_for
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.professional.forms import OptionForm
from meedoen.web.professional.looking import looking, opened
from meedoen.web.professional.showing import show

_KEPT = {
    OptionAnswer.LATER: "Misschien later. Dat is opgeschreven.",
    OptionAnswer.NO: "Niet voor de inwoner. Dat is opgeschreven.",
}


@endpoint(purpose=Purpose.INTAKE, object="options")
def options(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show the places that fit what the resident said."""
    on = moment_of(request)
    reading = opened(request, subject, what="keek welke plekken bij je passen", on=on)
    said = choices_of(subject)
    shown = {
        "reading": reading,
        "known": reading.dossier,
        "proposals": [(p, said.get(p.offer.id)) for p in options_for(reading.dossier, on=on)],
        "answers": list(OptionAnswer),
    }
    return show(request, "professional/options.html", shown)


@endpoint(purpose=Purpose.INTAKE, object="choice", methods=("POST",))
def say(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Write down what the resident says to a place; a yes keeps the place at once."""
    on, viewer = moment_of(request), looking(request)
    known = opened(request, subject, what="schreef op wat je van een plek vindt", on=on).dossier
    form = OptionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Kies een antwoord bij één van de plekken.")
        return redirect("professional:options", subject)
    offer_id, answer = form.cleaned_data["offer"], form.cleaned_data["answer"]
    if offer_by_id(offer_id, on=on) is None:
        messages.warning(request, str(OfferGone()))
        return redirect("professional:options", subject)
    if answer is not OptionAnswer.YES:
        try:
            say_to_option(subject=subject, offer_id=offer_id, answer=answer, by=viewer, on=on)
            messages.success(request, _KEPT[answer])
        except PlaceIsKept as sorry:
            messages.warning(request, str(sorry))
        return redirect(f"{reverse('professional:options', args=[subject])}#plek-{offer_id}")
    try:
        choose_place(known=known, offer_id=offer_id, by=viewer, on=on)
    except (NoPlaceLeft, OfferGone, NobodyToDirect) as sorry:
        messages.warning(request, str(sorry))
        return redirect("professional:options", subject)
    messages.success(request, "De plek is vastgehouden. Het plan staat klaar.")
    guides = viewer.role in roles_for(Purpose.GUIDANCE)
    return redirect("professional:plan" if guides else "professional:person", subject)
