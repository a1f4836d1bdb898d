# SPDX-License-Identifier: EUPL-1.2
""" "Wat kan er voor mij": open doors first, then what the rules say, and one question at most.

Nothing here has to be known or answered. She may say that something is not right, take her own
answer back, or leave every question.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from meedoen.accounts.roles import Role
from meedoen.journeys import own_look
from meedoen.journeys.glasses import current_rulebook
from meedoen.journeys.own_look import NotHers, OwnLook
from meedoen.journeys.reading import NotFound
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.levels.kinds import Service
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import shared_with
from meedoen.residents import operations as residents
from meedoen.residents.queries import known_facts
from meedoen.rules.glasses import ImpossibleAnswer
from meedoen.rules.grounds import in_words
from meedoen.rules.questions import question_about
from meedoen.rules.rulebook.catalogue import Fact, FactType
from meedoen.vocabulary.moment import Moment
from meedoen.web.moments import moment_in, moment_of
from meedoen.web.resident.answer_form import OwnAnswerForm
from meedoen.web.resident.my_rules import known_of, needs_of
from meedoen.web.resident.pages import page, with_dossier
from meedoen.web.resident.session import read_mine, who

_MINE = {Role.RESIDENT}
_POST = ("POST",)


def _hers(name: str) -> Fact:
    """Give a fact she may answer; any other name is not there."""
    try:
        return own_look.hers_to_say(name)
    except NotHers:
        raise NotFound from None


def _asked(look: OwnLook, name: str) -> Fact | None:
    """The question she opened herself, or else the one that helps most."""
    if name:
        return _hers(name)
    return look.question.fact if look.question else None


def _can_change(look: OwnLook, fact: Fact) -> list[str]:
    """What an answer can still change, by the everyday names."""
    question = question_about(look.talk.assessment, current_rulebook(), fact.name)
    return list(dict.fromkeys(question.changes)) if question else []


def _readers(subject: UUID, fact: Fact, on: Moment) -> list[str]:
    return sorted({s.team for s in shared_with(subject, on=on) if fact.domain in s.domains})


def _taken_back(request: HttpRequest) -> dict[str, object] | None:
    """What she took away just now and when, to offer it back."""
    name, then = request.GET.get("weg", ""), request.GET.get("toen", "")
    return {"name": name, "then": then} if name in current_rulebook().facts and then else None


def _page(
    request: HttpRequest, subject: UUID, *, on: Moment, wrong: OwnAnswerForm | None = None
) -> HttpResponse:
    known = read_mine(request, subject, what="Keek wat er voor je kan", on=on).dossier
    look, book = own_look.look_for_myself(known, on=on), current_rulebook()
    today = on.day
    opened = request.GET.get("vraag", "")
    fact = wrong.fact if wrong else _asked(look, opened)
    asking = fact and OwnAnswerForm(fact=fact, today=today, said=look.talk.facts)
    shown = {
        "known": known,
        "seen": look.talk.assessment,
        "needs": needs_of(look, book),
        "facts": known_of(look.talk.facts, book.facts, look.talk.disagreeing),
        "skipped": [book.facts[n] for n in sorted(look.talk.skipped) if n in book.facts],
        "question": fact,
        "form": wrong or asking,
        "changes": _can_change(look, fact) if fact else [],
        "readers": _readers(subject, fact, on) if fact else [],
        "open_question": bool(wrong or opened),
        "taken_back": _taken_back(request),
    }
    return page(request, "rules", **shown)


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="assessment",
    roles=_MINE,
    service=Service.SEE_HEALTH_OR_MONEY,
)
@with_dossier
def rules(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show what the rules make possible for her."""
    return _page(request, subject, on=moment_of(request))


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="fact",
    roles=_MINE,
    methods=_POST,
    service=Service.SEE_HEALTH_OR_MONEY,
)
@with_dossier
def answer(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Keep her answer, or respect that she rather does not say."""
    on, fact = moment_of(request), _hers(request.POST.get("name", ""))
    form = OwnAnswerForm(request.POST, fact=fact, today=on.day, said=known_facts(subject))
    skips = request.POST.get("do") == "skip"
    if not skips and not form.is_valid():
        return _page(request, subject, on=on, wrong=form)
    value = None if skips else form.answer
    read_mine(request, subject, what="Gaf antwoord op een vraag", on=on)
    try:
        own_look.say_myself(subject=subject, name=fact.name, value=value, by=who(request), on=on)
    except ImpossibleAnswer as sorry:
        form.add_error("value", str(sorry))
        return _page(request, subject, on=on, wrong=form)
    messages.success(request, _kept(fact, value))
    return redirect(reverse("resident:rules") + "#vraag")


def _kept(fact: Fact, value: object) -> str:
    """Say that her answer is kept; what was read from what she typed is shown back."""
    if value is None:
        return "Dat is goed."
    typed = fact.type in {FactType.DATE, FactType.NUMBER, FactType.AMOUNT}
    return f"Bewaard{f': {in_words(fact, value)}' if typed else ''}. Je kunt het altijd veranderen."


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="fact",
    roles=_MINE,
    methods=_POST,
    service=Service.SEE_HEALTH_OR_MONEY,
)
@with_dossier
def take_back(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Take her own answer away, with a way to put it back."""
    on, fact = moment_of(request), _hers(request.POST.get("name", ""))
    read_mine(request, subject, what="Haalde een antwoord weg", on=on)
    try:
        own_look.take_my_word_back(subject=subject, name=fact.name, by=who(request), on=on)
    except NotHers as friendly:
        messages.warning(request, str(friendly))
        return redirect("resident:rules")
    undo = QueryDict(mutable=True)
    undo.update({"weg": fact.name, "toen": on.at.isoformat()})
    return redirect(f"{reverse('resident:rules')}?{undo.urlencode()}#weten")


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="fact",
    roles=_MINE,
    methods=_POST,
    service=Service.SEE_HEALTH_OR_MONEY,
)
@with_dossier
def put_back(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Put back what she took away just now."""
    on, fact = moment_of(request), _hers(request.POST.get("name", ""))
    then = moment_in(request.POST.get("then", ""))
    read_mine(request, subject, what="Zette een antwoord terug", on=on)
    if then:
        residents.put_facts_back(
            subject=subject, names=[fact.name], taken_back_at=then, by=who(request), on=on
        )
    return redirect(reverse("resident:rules") + "#weten")
