# SPDX-License-Identifier: EUPL-1.2
"""The options that fit what she said, and her answer to each. Nothing here is about money."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from meedoen.accounts.roles import Role
from meedoen.bookings.operations import NoPlaceLeft
from meedoen.bookings.queries import places_of
from meedoen.catalogue.operations import OfferGone
from meedoen.catalogue.queries import offer_by_id
from meedoen.journeys.options import options_for
from meedoen.journeys.participation import NobodyToDirect, choose_place
from meedoen.journeys.reading import NotFound
from meedoen.lexicon.text import clauses
from meedoen.matching.proposal import Proposal
from meedoen.plans import operations as plans
from meedoen.plans.answers import OptionAnswer
from meedoen.plans.operations import PlaceIsKept
from meedoen.plans.queries import choices_of, running_plan
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.levels.kinds import Service
from meedoen.privacy.policy import Purpose
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FragmentKind
from meedoen.residents.operations import TooLong
from meedoen.residents.queries import Dossier
from meedoen.vocabulary.moment import Moment
from meedoen.web.moments import moment_of
from meedoen.web.resident.forms import MissingForm, OptionForm
from meedoen.web.resident.pages import page, with_dossier
from meedoen.web.resident.session import read_mine, who

MOST_CHIPS = 8
LONGEST_CHIP = 48
FIRST_CARDS = 3
FIRST_REASONS = 2


def _anchor(offer_id: UUID) -> str:
    return f"plek-{offer_id}"


@dataclass(frozen=True)
class Card:
    """A proposal with what she said to it, and whether a place is kept for her now."""

    proposal: Proposal
    answer: OptionAnswer | None
    placement_id: int | None

    @property
    def anchor(self) -> str:
        """Give where this card stands on the page."""
        return _anchor(self.proposal.offer.id)

    @property
    def set_aside(self) -> bool:
        """Tell whether she said that it is not for her: then the card is short."""
        return self.answer is OptionAnswer.NO and self.placement_id is None

    @property
    def first_reasons(self) -> list[str]:
        """Give what says most of why she sees this, in sentences."""
        return [reason.text for reason in self.proposal.reasons[:FIRST_REASONS]]

    @property
    def more_reasons(self) -> list[str]:
        """Give the other reasons, in sentences."""
        return [reason.text for reason in self.proposal.reasons[FIRST_REASONS:]]


def said(known: Dossier) -> list[str]:
    """Give what she said in short pieces, in her own words."""
    told = [saying.words for saying in (known.wish, known.talent) if saying]
    chips = [piece for words in told for piece in clauses(words) if len(piece) <= LONGEST_CHIP]
    parts = known.capacity.dayparts_per_week
    if parts:
        chips.append("één dagdeel" if parts == 1 else f"{parts} dagdelen")
    return [*chips[:MOST_CHIPS], *sorted(c.label for c in known.capacity.conditions)]


def _cards(known: Dossier, *, on: Moment) -> list[Card]:
    kept = {place.offer_id: place.pk for place in places_of(known.subject)}
    answers = choices_of(known.subject)

    def card(proposal: Proposal) -> Card:
        pk, answer = proposal.offer.id, answers.get(proposal.offer.id)
        given_back = answer == OptionAnswer.YES and pk not in kept
        return Card(
            proposal, OptionAnswer(answer) if answer and not given_back else None, kept.get(pk)
        )

    return [card(proposal) for proposal in options_for(known, on=on)]


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="options",
    roles={Role.RESIDENT},
    service=Service.CHOOSE,
)
@with_dossier
def options(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show what fits what she said, with why."""
    return _page(request, subject, on=moment_of(request))


def _page(
    request: HttpRequest, subject: UUID, *, on: Moment, missing: MissingForm | None = None
) -> HttpResponse:
    known = read_mine(request, subject, what="Bekeek welke plekken bij je passen", on=on).dossier
    cards = _cards(known, on=on)
    shown = {
        "known": known,
        "said": said(known),
        "cards": cards,
        "first_cards": cards[:FIRST_CARDS],
        "more_cards": cards[FIRST_CARDS:],
        # An answer leads back to its card, which must be seen then.
        "more_answered": any(card.answer for card in cards[FIRST_CARDS:]),
        "answers": list(OptionAnswer),
        "missing": missing or MissingForm(),
    }
    return page(request, "options", **shown)


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="options",
    roles={Role.RESIDENT},
    methods=("POST",),
    service=Service.CHOOSE,
)
@with_dossier
def answer(request: HttpRequest, subject: UUID, offer_id: UUID) -> HttpResponse:
    """Hear what she says to an option; yes keeps a place for her at once."""
    on, form = moment_of(request), OptionForm(request.POST)
    offer = offer_by_id(offer_id, on=on)
    if offer is None or not form.is_valid():
        raise NotFound
    given = OptionAnswer(form.cleaned_data["answer"])
    if given is OptionAnswer.YES:
        return _yes(request, subject, offer_id, on=on)
    try:
        plans.say_to_option(
            subject=subject, offer_id=offer_id, answer=given, by=who(request), on=on
        )
    except PlaceIsKept as friendly:
        messages.info(request, str(friendly))
        return redirect("resident:plan")
    # Where the card itself is replaced, it says so in its own place.
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(
            request, f"Genoteerd bij {offer.title}: ‘{given.label}’. Veranderen mag altijd."
        )
    return redirect(f"{reverse('resident:options')}#{_anchor(offer_id)}")


def _yes(request: HttpRequest, subject: UUID, offer_id: UUID, *, on: Moment) -> HttpResponse:
    known = read_mine(request, subject, what="Koos een plek", on=on).dossier
    try:
        choose_place(known=known, offer_id=offer_id, by=who(request), on=on)
    except (NoPlaceLeft, OfferGone, NobodyToDirect) as friendly:
        messages.warning(request, str(friendly))
        return redirect("resident:options")
    messages.success(request, "Er is een plek voor je bewaard. Je kunt hem altijd teruggeven.")
    return redirect("resident:plan")


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="story",
    roles={Role.RESIDENT},
    methods=("POST",),
    service=Service.TELL,
    once_open=Service.SEE_STORY,
)
@with_dossier
def missing(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Add what she misses to her wish, and let her read it back."""
    on, form = moment_of(request), MissingForm(request.POST)
    if not form.is_valid():
        return _page(request, subject, on=on, missing=form)
    read_mine(request, subject, what="Schreef op wat je mist", on=on)
    more = {"kind": FragmentKind.WISH, "words": form.cleaned_data["words"]}
    try:
        residents.hear_more(subject=subject, **more, by=who(request), on=on)
    except TooLong as sorry:
        form.add_error("words", str(sorry))
        return _page(request, subject, on=on, missing=form)
    messages.success(request, "Je woorden staan erbij. Lees ze nog eens na.")
    return redirect("resident:story_check")


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="options",
    roles={Role.RESIDENT},
    service=Service.CHOOSE,
)
@with_dossier
def not_now(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Say what "nu niet" means: nothing happens, and nothing is lost."""
    return page(request, "not_now", plan=running_plan(subject))
