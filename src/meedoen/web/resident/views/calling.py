# SPDX-License-Identifier: EUPL-1.2
"""Coming back with return words, leaving, and asking to be called."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from meedoen.accounts.roles import Role
from meedoen.journeys.intake import ask_to_be_called
from meedoen.privacy.context import acting
from meedoen.privacy.doors import Door
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.levels.kinds import Service
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, seen_by_colleague, shared_with
from meedoen.residents import operations as residents
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.web.belonging import Belonging, belonging
from meedoen.web.moments import in_minutes, moment_of
from meedoen.web.open_story import enter, open_story
from meedoen.web.resident import session
from meedoen.web.resident.forms import CallbackForm, ReturnForm
from meedoen.web.resident.pages import page, with_dossier
from meedoen.web.resident.session import municipality_code, posted, read_mine, subject_of, who
from meedoen.web.ways_back import page_to_go_on

SLOW_DOWN = (
    "Dit is hier nu vaak niet gelukt. Wacht {wait} en druk dan nog eens. Je woorden blijven staan. "
    "Of bel ons: dan helpen we je."
)
UNKNOWN_WORDS = (
    "Deze woorden kennen we niet. Kijk nog eens goed naar wat je opschreef. "
    "Ben je ze kwijt? Bel ons. Dan zoeken we samen verder."
)
STILL_OPEN = "Er staat hier nog een ander verhaal open. Druk nog eens als dat dicht mag."
NO_MUNICIPALITY = "Meedoen is hier nog niet klaar voor gebruik. Bel ons zelf, dan helpen we je."


@endpoint(
    purpose=Purpose.SIGNING_IN,
    object="return_words",
    methods=("GET", "POST"),
    service=Service.COME_BACK,
)
def come_back(request: HttpRequest) -> HttpResponse:
    """Open the dossier of who types the right words; wrong words are counted, never kept.

    Where another story is open, the page says so first; words sent by who was not told so are not
    tried at all.
    """
    another, form = open_story(request), ReturnForm(posted(request))
    if form.is_valid():
        if another and belonging(request) is not Belonging.HERE:
            form.add_error(None, STILL_OPEN)
        elif subject := _whose(request, form):
            return _come_in(request, subject, form.cleaned_data["words"])
    return page(request, "come_back", form=form, another=another)


def _whose(request: HttpRequest, form: ReturnForm) -> UUID | None:
    tried = session.try_words(request, form.cleaned_data["words"], on=moment_of(request))
    if tried.wait:
        form.add_error("words", SLOW_DOWN.format(wait=in_minutes(tried.wait)))
    elif tried.subject is None:
        form.add_error("words", UNKNOWN_WORDS)
    return tried.subject


def _come_in(request: HttpRequest, subject: UUID, words: str) -> HttpResponse:
    """Open the dossier; who came by words that a colleague saw is offered new ones first."""
    enter(request, subject)
    with acting(resident_viewer(subject), purpose=Purpose.TAKING_PART, on=moment_of(request)):
        seen = seen_by_colleague(words)
    messages.success(request, "Fijn dat je er weer bent. Je verhaal staat er nog.")
    onward = page_to_go_on(request) or reverse("resident:plan")
    return redirect(reverse("resident:return_words") if seen else onward)


@endpoint(
    purpose=Purpose.SIGNING_IN,
    object="session",
    methods=("POST",),
    service=Service.COME_BACK,
)
def leave(request: HttpRequest) -> HttpResponse:
    """Close the dossier on this machine."""
    session.leave(request)
    messages.success(request, "Klaar. Op dit apparaat staat niets meer van je open.")
    answer = redirect("resident:start")
    # What the browser kept of these pages goes too, where it knows how.
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="callback",
    roles={Role.RESIDENT},
    methods=("GET", "POST"),
    service=Service.BE_CALLED,
)
def callback(request: HttpRequest) -> HttpResponse:
    """Ask to be called: a number is enough."""
    form = CallbackForm(posted(request), initial={"about": request.GET.get("over", "")})
    if form.is_valid() and not municipality_code(request):
        form.add_error(None, NO_MUNICIPALITY)
    if form.is_valid():
        _ask(request, form, on=moment_of(request))
        return redirect("resident:callback_done")
    return page(request, "callback", form=form)


def _ask(request: HttpRequest, form: CallbackForm, *, on: Moment) -> None:
    said, was_open = form.cleaned_data, subject_of(request) is not None
    session.come_in(request, Door.CALL, on=on)
    subject = session.open_here(request, on=on, chosen_name=said["chosen_name"])
    if was_open and said["chosen_name"]:
        _introduce(request, subject, said["chosen_name"], on=on)
    ask_to_be_called(
        municipality_code=municipality_code(request),
        chosen_name=said["chosen_name"],
        telephone=said["telephone"].telephone,
        moment=form.moment_and_subject(),
        by=who(request),
        on=on,
        subject=subject,
        may_write_along=said["write_along"] == "yes",
    )


def _introduce(request: HttpRequest, subject: UUID, name: str, *, on: Moment) -> None:
    known = read_mine(request, subject, what="Vroeg of we je bellen", on=on).dossier
    residents.introduce(
        subject=subject, chosen_name=name, buurt_code=known.buurt_code, by=who(request), on=on
    )


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="callback",
    roles={Role.RESIDENT},
    service=Service.BE_CALLED,
)
@with_dossier
def callback_done(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Say who calls, or honestly that there is nobody yet who can."""
    on = moment_of(request)
    known = read_mine(request, subject, what="Keek of we je bellen", on=on).dossier
    sharing = shared_with(subject, on=on)
    callers = {s.team for s in sharing if Domain.CONTACT in s.domains}
    write_along = any(Domain.WISHES in s.domains for s in sharing if s.team in callers)
    shown = {"known": known, "callers": sorted(callers), "write_along": write_along}
    return page(request, "callback_done", **shown)
