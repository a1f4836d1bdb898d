# SPDX-License-Identifier: EUPL-1.2
"""The conversation through two glasses: what is known, what each law then offers, what to ask next.

No page here knows who pays. A question may always be skipped, and an answer taken back.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from meedoen.assessment.queries import how_many_looks_kept, overrides_of
from meedoen.journeys import glasses as journey
from meedoen.journeys.reading import NotFound, Reading
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import MAY_DECIDE, MAY_LOOK_THROUGH, Purpose
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FactSource
from meedoen.residents.queries import known_facts
from meedoen.rules.glasses import ImpossibleAnswer
from meedoen.rules.questions import question_about
from meedoen.rules.rulebook.catalogue import Fact
from meedoen.vocabulary.moment import Moment
from meedoen.web.kept_words import not_taken
from meedoen.web.moments import moment_in, moment_of
from meedoen.web.numbers import number_in
from meedoen.web.professional.answer_form import AnswerForm
from meedoen.web.professional.looking import looking, opened
from meedoen.web.professional.matrix import (
    by_provision,
    grey_glasses,
    known_lines,
    out_of_sight,
    two_glasses,
    who_may_say,
)
from meedoen.web.professional.showing import show

_POST = ("POST",)


def _fact(name: str) -> Fact:
    """Give a fact of the rulebook; raises NotFound for a name it does not know."""
    try:
        return journey.current_rulebook().facts[name]
    except KeyError:
        raise NotFound from None


def _asking(question: Fact, talk: journey.Conversation, on: Moment) -> AnswerForm:
    return AnswerForm(fact=question, today=on.day, said=talk.facts)


def _taken_back(request: HttpRequest) -> dict[str, object] | None:
    """Give the fact that was taken away just now and the moment, to offer it back."""
    name, then = request.GET.get("weg", ""), request.GET.get("toen", "")
    known = journey.current_rulebook().facts
    return {"name": name, "then": then} if name in known and then else None


def _page(
    request: HttpRequest, subject: UUID, *, asked: str = "", wrong: AnswerForm | None = None
) -> HttpResponse:
    on = moment_of(request)
    reading = opened(request, subject, what="keek wat er kan via de regels", on=on)
    talk = journey.converse(reading.dossier, closed=reading.withheld, on=on)
    question = wrong.fact if wrong else _fact(asked) if asked else talk.question
    open_to_ask = question and question.domain not in reading.withheld
    rulebook = journey.current_rulebook()
    facts = rulebook.facts
    answered = {fact.name for fact in talk.facts}
    decided = overrides_of(subject)
    otherwise = by_provision(decided)
    shown = {
        "reading": reading,
        "known": reading.dossier,
        "seen": talk.assessment,
        "lines": two_glasses(talk.assessment, otherwise),
        "grey": grey_glasses(talk.assessment, otherwise),
        "decided_out_of_sight": out_of_sight(talk.assessment, decided),
        "own_team": looking(request).team_id,
        "kept": how_many_looks_kept(subject),
        "wanted": talk.wanted,
        "next": talk.next,
        "question": question,
        "changes": question_about(talk.assessment, rulebook, question.name) if question else None,
        "form": wrong or (_asking(question, talk, on) if question and open_to_ask else None),
        "facts": known_lines(talk.facts, facts, talk.disagreeing),
        "skipped": [facts[name] for name in sorted(talk.skipped - answered) if name in facts],
        "skipped_names": talk.skipped - answered,
        "judgements": {fact.name for fact in facts.values() if fact.is_judgement},
        "may_say": who_may_say(question) if question else [],
        "taken_back": _taken_back(request),
        "withdrawn": number_in(request.GET.get("besluit", "")),
        "put_back": {"do": "put_back"},
    }
    return show(request, "professional/glasses.html", shown, status=422 if wrong else 200)


@endpoint(purpose=Purpose.INTAKE, object="assessment", roles=MAY_LOOK_THROUGH)
def glasses(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show both glasses side by side, the others in a fold-out, and one question."""
    return _page(request, subject, asked=request.GET.get("vraag", ""))


@endpoint(purpose=Purpose.INTAKE, object="fact", roles=MAY_LOOK_THROUGH, methods=_POST)
def answer(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Keep an answer with who gave it; one that stays open is skipped, never a no."""
    on = moment_of(request)
    fact = _fact(request.POST.get("name", ""))
    form = AnswerForm(request.POST, fact=fact, today=on.day, said=known_facts(subject))
    if not form.is_valid():
        return _page(request, subject, wrong=form)
    reading = opened(request, subject, what="schreef een antwoord van je op", on=on)
    if fact.domain in reading.withheld:
        return _closed(request, subject, fact)
    if form.source is FactSource.JUDGEMENT and looking(request).role not in MAY_DECIDE:
        return _not_hers_to_weigh(request, subject, fact)
    try:
        journey.answer(
            subject=subject, name=fact.name, value=form.answer, source=form.source,
            motivation=form.motivation, by=looking(request), on=on,
        )  # fmt: skip
    except ImpossibleAnswer as sorry:
        form.add_error("value", str(sorry))
        return _page(request, subject, wrong=form)
    _notice_between(request, reading)
    return _back_to_question(subject)


def _notice_between(request: HttpRequest, reading: Reading) -> None:
    """Let her stand on the list of her regisseur when both laws let her down now, or off it."""
    journey.notice_between(
        reading.dossier, closed=reading.withheld, by=looking(request), on=moment_of(request)
    )


@endpoint(purpose=Purpose.INTAKE, object="fact", roles=MAY_LOOK_THROUGH, methods=_POST)
def skip(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Respect that a question is not answered now; it does not come back by itself."""
    on, fact = moment_of(request), _fact(request.POST.get("name", ""))
    not_taken(request)
    reading = opened(request, subject, what="sloeg een vraag over", on=on)
    if fact.domain in reading.withheld:
        return _closed(request, subject, fact)
    residents.skip_fact(
        subject=subject, name=fact.name, domain=fact.domain, by=looking(request), on=on
    )
    return _back_to_question(subject)


def _closed(request: HttpRequest, subject: UUID, fact: Fact) -> HttpResponse:
    messages.warning(
        request,
        f"Dit hoort bij '{fact.domain.label}'. Dat deelt de inwoner niet met jouw team. "
        "De inwoner kan dat zelf aanzetten.",
    )
    return redirect("professional:glasses", subject)


def _not_hers_to_weigh(request: HttpRequest, subject: UUID, fact: Fact) -> HttpResponse:
    """Independent support stands beside the resident; it does not weigh in a body's name."""
    messages.warning(
        request,
        f"Dit oordeel is van: {fact.body}. Als onafhankelijke ondersteuner leg jij het niet vast. "
        "Vraag het wijkteam.",
    )
    return redirect("professional:glasses", subject)


@endpoint(purpose=Purpose.INTAKE, object="fact", roles=MAY_LOOK_THROUGH, methods=_POST)
def take_back(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Take a fact back, or ask a skipped question after all; it is unknown again."""
    on, fact = moment_of(request), _fact(request.POST.get("name", ""))
    reading = opened(request, subject, what="haalde een antwoord weg", on=on)
    residents.forget_facts(subject=subject, names=[fact.name], by=looking(request), on=on)
    _notice_between(request, reading)
    undo = QueryDict(mutable=True)
    undo.update({"weg": fact.name, "toen": on.at.isoformat()})
    response = redirect("professional:glasses", subject)
    response["Location"] += f"?{undo.urlencode()}#net-gedaan"
    return response


@endpoint(purpose=Purpose.INTAKE, object="fact", roles=MAY_LOOK_THROUGH, methods=_POST)
def put_back(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Put back a fact that was taken away just now."""
    on, fact = moment_of(request), _fact(request.POST.get("name", ""))
    then = moment_in(request.POST.get("then", ""))
    reading = opened(request, subject, what="zette een antwoord terug", on=on)
    if then:
        residents.put_facts_back(
            subject=subject, names=[fact.name], taken_back_at=then, by=looking(request), on=on
        )
        _notice_between(request, reading)
    return _back_to_question(subject)


@endpoint(purpose=Purpose.INTAKE, object="assessment", roles=MAY_LOOK_THROUGH, methods=_POST)
def keep(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Keep what the glasses show now, so that it can be checked later."""
    on, viewer = moment_of(request), looking(request)
    reading = opened(request, subject, what="bewaarde wat er kan via de regels", on=on)
    talk = journey.converse(reading.dossier, closed=reading.withheld, on=on)
    journey.keep_this_look(reading.dossier, talk, by=viewer, on=on)
    messages.success(request, "Bewaard: de uitkomsten, de regels van vandaag en de antwoorden.")
    return redirect("professional:glasses", subject)


def _back_to_question(subject: UUID) -> HttpResponse:
    response = redirect("professional:glasses", subject)
    response["Location"] += "#vraag"
    return response
