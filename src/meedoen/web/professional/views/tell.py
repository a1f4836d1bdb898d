# SPDX-License-Identifier: EUPL-1.2
"""Typing along while a resident tells: the same questions, and the resident reads along."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.areas.queries import current_code
from meedoen.journeys.intake import ToldAlready, tell_together, write_along
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.keys import new_slip
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import words_on
from meedoen.residents.queries import Dossier
from meedoen.vocabulary.domains import Domain
from meedoen.web.belonging import subject_of_form
from meedoen.web.moments import moment_of
from meedoen.web.professional.forms import TellForm, WriteAlongForm
from meedoen.web.professional.looking import looking, opened
from meedoen.web.professional.showing import show

# Return words are shown until they are handed over. The session holds the slip from which they
# follow, never the words.
TO_HAND_OVER = "return_words"
# Where a story lies; what is closed to the team it cannot write either.
TO_WRITE = {Domain.WISHES, Domain.CAPACITY, Domain.DAILY_LIFE}


@endpoint(purpose=Purpose.INTAKE, object="story", methods=("GET", "POST"))
def tell(request: HttpRequest) -> HttpResponse:
    """Keep a story that is told now; it is saved only when the resident agrees with the words."""
    viewer = looking(request)
    form = TellForm(request.POST or None, municipalities=viewer.municipalities)
    if request.method == "POST" and form.is_valid():
        slip = new_slip()
        try:
            subject = tell_together(
                **form.told(), subject=subject_of_form(request, form.number), slip=slip,
                by=viewer, on=moment_of(request),
            )  # fmt: skip
        except ToldAlready as there:
            return redirect("professional:told", there.subject)
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            request.session[TO_HAND_OVER] = {str(subject): slip}
            return redirect("professional:told", subject)
    return show(request, "professional/tell.html", {"form": form})


@endpoint(purpose=Purpose.INTAKE, object="return words", methods=("GET", "POST"))
def told(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show the words with which the resident comes back, until they are handed over."""
    opened(request, subject, what="gaf je woorden om terug te komen", on=moment_of(request))
    if request.method == "POST":
        request.session.pop(TO_HAND_OVER, None)
        messages.success(request, "Mooi. De woorden staan nu alleen nog op papier.")
        return redirect("professional:person", subject)
    slip = request.session.get(TO_HAND_OVER, {}).get(str(subject), "")
    words = words_on(slip) if slip else ""
    return show(request, "professional/told.html", {"words": words, "subject": subject})


@endpoint(purpose=Purpose.INTAKE, object="story", methods=("GET", "POST"))
def write(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Write along with somebody whose dossier is there, as far as she shared it."""
    on = moment_of(request)
    reading = opened(request, subject, what="las je verhaal om mee te schrijven", on=on)
    known = reading.dossier
    form = WriteAlongForm(
        request.POST or None, municipalities={known.municipality_code}, stands=_said(known)
    )
    closed = TO_WRITE & set(reading.withheld)
    if request.method == "POST" and not closed and form.is_valid():
        write_along(subject=subject, **form.told(), by=looking(request), on=on)
        opened(request, subject, what="schreef mee met je verhaal", on=on)
        messages.success(request, "Bewaard in het verhaal. De inwoner ziet wat je opschreef.")
        return redirect("professional:person", subject)
    shown = {"form": form, "known": known, "reading": reading, "closed": closed}
    return show(request, "professional/write.html", shown)


def _said(known: Dossier) -> dict[str, object]:
    """Fill the form with what stands there, so that nothing has to be told twice."""
    sayings = {"wish": known.wish, "talent": known.talent, "story": known.story}
    return {name: said.words for name, said in sayings.items() if said} | {
        "chosen_name": known.chosen_name,
        "home": current_code(known.buurt_code or known.municipality_code),
        "dayparts": known.capacity.dayparts_per_week,
        "conditions": [condition.value for condition in known.capacity.conditions],
    }
