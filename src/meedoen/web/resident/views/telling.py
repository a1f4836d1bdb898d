# SPDX-License-Identifier: EUPL-1.2
"""Telling the story: at most three questions, in her own words, each of which may be skipped."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.accounts.roles import Role
from meedoen.areas.queries import current_code
from meedoen.journeys.intake import approve_story
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.keys import new_slip
from meedoen.privacy.levels.kinds import Service
from meedoen.privacy.operations import hand_out_return_words
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import shared_with, ways_back, words_on
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FragmentKind
from meedoen.residents.queries import Dossier
from meedoen.vocabulary.capacity import Capacity
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.web.kept_words import not_taken
from meedoen.web.moments import moment_of
from meedoen.web.open_story import BESIDE_IN_SESSION
from meedoen.web.resident.forms import ApproveForm, ManageForm, WordsForm
from meedoen.web.resident.pages import page, with_dossier
from meedoen.web.resident.session import (
    municipality_code,
    open_here,
    posted,
    read_mine,
    show_once,
    subject_of,
    take_slip,
    who,
)
from meedoen.web.resident.views.arriving import wijken_of

NOT_READY = "Meedoen is hier nog niet klaar voor gebruik. Bel ons. Dan helpen we je verder."

KEPT = "Je verhaal is bewaard. De woorden die je eerder kreeg, werken nog."

READER_LOOKS = {
    "team": {"icon": "users", "hint": "Zij zoeken met jou mee en kunnen je helpen."},
    "me": {"icon": "lock", "hint": "Je ziet wel wat bij je past. Niemand anders leest het."},
}


@dataclass(frozen=True)
class StoryQuestion:
    """A question in words: what it is about and what comes after it."""

    number: int
    kind: FragmentKind
    heading: str
    lead: str
    why: str
    before: str | None
    after: str


QUESTIONS = {
    1: StoryQuestion(
        1,
        FragmentKind.WISH,
        "Wat zou je willen doen?",
        "Denk niet aan wat kan of mag. Schrijf gewoon wat jij wilt. Een paar woorden is genoeg.",
        "We willen beginnen bij wat jij wilt. Niet bij wat er toevallig vrij is.",
        None,
        "resident:story_talent",
    ),
    2: StoryQuestion(
        2,
        FragmentKind.TALENT,
        "Waar ben je goed in, of waar word je blij van?",
        "Groot of klein, van vroeger of van nu. Alles telt.",
        "Zo vinden we plekken waar je iets kunt met wat jij al kunt.",
        "resident:story",
        "resident:story_manage",
    ),
}


def _dossier(request: HttpRequest, *, on: Moment) -> Dossier | None:
    subject = subject_of(request)
    if subject is None:
        return None
    return read_mine(request, subject, what="Las je eigen verhaal", on=on).dossier


def _onward(request: HttpRequest, after: str) -> HttpResponse:
    """Go where she pressed: on, back to reading through, or away until later."""
    if request.POST.get("go") == "later":
        return redirect("resident:later" if subject_of(request) else "resident:start")
    straight_back = _back_to(request) and subject_of(request)
    return redirect("resident:story_check" if straight_back else after)


def _back_to(request: HttpRequest) -> str:
    """Say where she came from, when it was the page on which she reads everything back."""
    asked = request.POST.get("naar") or request.GET.get("naar", "")
    return asked if asked == "nalezen" else ""


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="story",
    roles={Role.RESIDENT},
    methods=("GET", "POST"),
    service=Service.TELL,
    once_open=Service.SEE_STORY,
)
def words(request: HttpRequest, question: int) -> HttpResponse:
    """Ask one question and hear the answer in her own words."""
    on, asked = moment_of(request), QUESTIONS[question]
    if request.POST.get("go") == "skip":
        not_taken(request)
        return _onward(request, asked.after)
    known = _dossier(request, on=on)
    said = known.sayings.get(asked.kind) if known else None
    form = WordsForm(posted(request), stands={"words": said.words if said else ""})
    if form.is_valid():
        return _hear(request, asked, form.cleaned_data["words"], on=on)
    return page(request, "story_words", form=form, asked=asked, back_to=_back_to(request))


def _hear(request: HttpRequest, asked: StoryQuestion, said: str, *, on: Moment) -> HttpResponse:
    if said or subject_of(request):
        if not municipality_code(request):
            messages.error(request, NOT_READY)
            return redirect("resident:start")
        subject = open_here(request, on=on)
        residents.hear(subject=subject, kind=asked.kind, words=said, by=who(request), on=on)
    return _onward(request, asked.after)


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="story",
    roles={Role.RESIDENT},
    methods=("GET", "POST"),
    service=Service.TELL,
    once_open=Service.SEE_STORY,
)
def manage(request: HttpRequest) -> HttpResponse:
    """Ask what she can manage and what helps; all of it may stay empty."""
    on = moment_of(request)
    if request.POST.get("go") == "skip":
        not_taken(request)
        return _onward(request, "resident:story_check")
    known = _dossier(request, on=on)
    told = known.story.words if known and known.story else ""
    stands = ManageForm.from_told(known.capacity if known else Capacity(), told)
    form = ManageForm(posted(request), stands=stands)
    if form.is_valid():
        return _hear_capacity(request, form, on=on)
    return page(request, "story_manage", form=form, back_to=_back_to(request))


def _hear_capacity(request: HttpRequest, form: ManageForm, *, on: Moment) -> HttpResponse:
    said, capacity = form.cleaned_data["story"], form.capacity()
    anything = said or form.cleaned_data["dayparts"] or capacity.conditions
    if (anything or subject_of(request)) and municipality_code(request):
        subject = open_here(request, on=on)
        residents.hear(subject=subject, kind=FragmentKind.STORY, words=said, by=who(request), on=on)
        residents.hear_capacity(subject=subject, capacity=capacity, by=who(request), on=on)
    else:
        not_taken(request)
    return _onward(request, "resident:story_check")


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="story",
    roles={Role.RESIDENT},
    methods=("GET", "POST"),
    service=Service.TELL,
    once_open=Service.SEE_STORY,
)
def together(request: HttpRequest) -> HttpResponse:
    """Explain how to tell it with, or for, somebody who is there; keep that it was told so."""
    if request.method == "POST":
        request.session[BESIDE_IN_SESSION] = True
        return redirect("resident:story")
    return page(request, "together")


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="story",
    roles={Role.RESIDENT},
    methods=("GET", "POST"),
    service=Service.SEE_STORY,
)
@with_dossier
def later(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Stop for now. Only who asks for it gets words to come back with, shown this one time.

    Nothing is approved and nothing is shared.
    """
    if request.method == "POST":
        return _new_words(request, subject)
    shown = {"readers": _readers(subject, on=moment_of(request)), "ways_back": ways_back(subject)}
    return page(request, "later", **shown)


def _new_words(request: HttpRequest, subject: UUID) -> HttpResponse:
    slip = new_slip()
    hand_out_return_words(subject=subject, by=who(request), on=moment_of(request), slip=slip)
    show_once(request, slip)
    return redirect("resident:return_words")


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="story",
    roles={Role.RESIDENT},
    methods=("GET", "POST"),
    service=Service.SEE_STORY,
)
@with_dossier
def return_words(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show new return words this one time, or offer to make others that end them."""
    if request.method == "POST":
        return _new_words(request, subject)
    slip = take_slip(request) if request.method == "GET" else ""
    ways = ways_back(subject)
    shown = {
        "return_words": words_on(slip) if slip else "",
        "ways_back": ways,
        "seen_by_colleague": any(way.seen_by_colleague for way in ways),
        "readers": _readers(subject, on=moment_of(request)),
        "told": read_mine(
            request, subject, what="Keek naar je woorden", on=moment_of(request)
        ).dossier.told,
    }
    return page(request, "return_words", **shown)


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="story",
    roles={Role.RESIDENT},
    methods=("GET", "POST"),
    service=Service.SEE_STORY,
)
@with_dossier
def check(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show her own words; "zo is het goed" approves them and hands out words to come back with."""
    on = moment_of(request)
    known = read_mine(request, subject, what="Las je verhaal na", on=on).dossier
    home = known.buurt_code and current_code(known.buurt_code)
    first = {"chosen_name": known.chosen_name, "buurt_code": home}
    wijken = wijken_of(known.municipality_code, chosen=home)
    form = ApproveForm(posted(request), stands=first, wijken=wijken)
    if form.is_valid():
        return _approve(request, subject, form, on=on)
    readers = _readers(subject, on=on)
    return page(request, "story_check", known=known, form=form, readers=readers, looks=READER_LOOKS)


def _readers(subject: UUID, *, on: Moment) -> list[str]:
    """Name the teams that may read what she wants."""
    return sorted({s.team for s in shared_with(subject, on=on) if Domain.WISHES in s.domains})


def _approve(request: HttpRequest, subject: UUID, form: ApproveForm, *, on: Moment) -> HttpResponse:
    by, said = who(request), form.cleaned_data
    residents.introduce(
        subject=subject, chosen_name=said["chosen_name"], buurt_code=said["buurt_code"],
        by=by, on=on,
    )  # fmt: skip
    slip = new_slip()
    if approve_story(subject=subject, team_may_read=form.team_may_read, by=by, on=on, slip=slip):
        show_once(request, slip)
    else:
        messages.success(request, KEPT)
    return redirect("resident:return_words")
