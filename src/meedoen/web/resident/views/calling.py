# SPDX-License-Identifier: EUPL-1.2
"""Coming back with return words, leaving, and asking to be called."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from meedoen.accounts.roles import Role
from meedoen.journeys.intake import ask_to_be_called
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.operations import note_event
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import shared_with, subject_for_return_words
from meedoen.residents import operations as residents
from meedoen.vocabulary.domains import Domain
from meedoen.web.resident import session
from meedoen.web.resident.forms import CallbackForm, ReturnForm
from meedoen.web.resident.pages import page, with_dossier
from meedoen.web.resident.session import municipality_code, posted, read_mine, subject_of, who

SLOW_DOWN = "Dit is nu vaak niet gelukt. Wacht een minuut of twee. Of bel ons: dan helpen we je."
UNKNOWN_WORDS = (
    "Deze woorden kennen we niet. Kijk nog eens goed naar wat je opschreef. "
    "Ben je ze kwijt? Bel ons. Dan zoeken we samen verder."
)
NO_MUNICIPALITY = "Meedoen is hier nog niet klaar voor gebruik. Bel ons zelf, dan helpen we je."


@endpoint(purpose=Purpose.SIGNING_IN, object="return_words", methods=("GET", "POST"))
def come_back(request: HttpRequest) -> HttpResponse:
    """Open the dossier of who types the right words; wrong words are counted, never kept."""
    on = timezone.now()
    form = ReturnForm(posted(request))
    if form.is_valid():
        if session.must_wait(request, on=on):
            form.add_error("words", SLOW_DOWN)
        elif found := subject_for_return_words(form.cleaned_data["words"]):
            session.enter(request, found)
            messages.success(request, "Fijn dat je er weer bent. Je verhaal staat er nog.")
            return redirect("resident:plan")
        else:
            _count(request, form, on=on)
    return page(request, "come_back", form=form)


def _count(request: HttpRequest, form: ReturnForm, *, on: datetime) -> None:
    session.count_failure(request, on=on)
    note_event(
        event="return_words_unknown",
        by=request.viewer,  # type: ignore[attr-defined]
        on=on,
        endpoint="resident:come_back",
    )
    form.add_error("words", SLOW_DOWN if session.must_wait(request, on=on) else UNKNOWN_WORDS)


@endpoint(purpose=Purpose.SIGNING_IN, object="session", methods=("POST",))
def leave(request: HttpRequest) -> HttpResponse:
    """Close the dossier on this machine."""
    session.leave(request)
    messages.success(request, "Je bent weg. Op dit apparaat staat niets meer van je open.")
    return redirect("resident:start")


@endpoint(
    purpose=Purpose.TAKING_PART, object="callback", roles={Role.RESIDENT}, methods=("GET", "POST")
)
def callback(request: HttpRequest) -> HttpResponse:
    """Ask to be called: a number is enough."""
    form = CallbackForm(posted(request), initial={"about": request.GET.get("over", "")})
    if form.is_valid() and not municipality_code(request):
        form.add_error(None, NO_MUNICIPALITY)
    if form.is_valid():
        _ask(request, form, on=timezone.now())
        return redirect("resident:callback_done")
    return page(request, "callback", form=form)


def _ask(request: HttpRequest, form: CallbackForm, *, on: datetime) -> None:
    said, subject = form.cleaned_data, subject_of(request)
    if subject is not None and said["chosen_name"]:
        _introduce(request, subject, said["chosen_name"], on=on)
    asked = ask_to_be_called(
        municipality_code=municipality_code(request),
        chosen_name=said["chosen_name"],
        telephone=said["telephone"].telephone,
        moment=form.moment_and_subject(),
        by=who(request),
        on=on,
        subject=subject,
        may_write_along=said["write_along"] == "yes",
    )
    if subject is None:
        session.enter(request, asked)


def _introduce(request: HttpRequest, subject: UUID, name: str, *, on: datetime) -> None:
    known = read_mine(request, subject, what="Vroeg of we je bellen", on=on).dossier
    residents.introduce(
        subject=subject, chosen_name=name, buurt_code=known.buurt_code, by=who(request), on=on
    )


@endpoint(purpose=Purpose.TAKING_PART, object="callback", roles={Role.RESIDENT})
@with_dossier
def callback_done(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Say who calls, or honestly that there is nobody yet who can."""
    on = timezone.now()
    known = read_mine(request, subject, what="Keek of we je bellen", on=on).dossier
    sharing = shared_with(subject, on=on)
    callers = {s.team for s in sharing if Domain.CONTACT in s.domains}
    write_along = any(Domain.WISHES in s.domains for s in sharing if s.team in callers)
    shown = {"known": known, "callers": sorted(callers), "write_along": write_along}
    return page(request, "callback_done", **shown)
