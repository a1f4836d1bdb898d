# SPDX-License-Identifier: EUPL-1.2
"""Typing along while a resident tells: the same questions, and the resident reads along."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from meedoen.journeys.intake import tell_together
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.professional.forms import TellForm
from meedoen.web.professional.looking import looking, opened
from meedoen.web.professional.showing import show

# Return words are shown until they are handed over; they stand in this professional's session only.
TO_HAND_OVER = "return_words"


@endpoint(purpose=Purpose.INTAKE, object="story", methods=("GET", "POST"))
def tell(request: HttpRequest) -> HttpResponse:
    """Keep a story that is told now; it is saved only when the resident agrees with the words."""
    viewer = looking(request)
    form = TellForm(request.POST or None, municipalities=viewer.municipalities)
    if request.method == "POST" and form.is_valid():
        try:
            subject, words = tell_together(**form.told(), by=viewer, on=timezone.now())
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            request.session[TO_HAND_OVER] = {str(subject): words}
            return redirect("professional:told", subject)
    return show(request, "professional/tell.html", {"form": form})


@endpoint(purpose=Purpose.INTAKE, object="return words", methods=("GET", "POST"))
def told(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show the words with which the resident comes back, until they are handed over."""
    opened(request, subject, what="gaf je woorden om terug te komen", on=timezone.now())
    if request.method == "POST":
        request.session.pop(TO_HAND_OVER, None)
        messages.success(request, "Mooi. De woorden staan nu alleen nog op papier.")
        return redirect("professional:person", subject)
    words = request.session.get(TO_HAND_OVER, {}).get(str(subject), "")
    return show(request, "professional/told.html", {"words": words, "subject": subject})
