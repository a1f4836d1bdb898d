# SPDX-License-Identifier: EUPL-1.2
"""The reasons a resident reads, in plain Dutch and in their own words. Never about money or law."""

from collections.abc import Iterable, Mapping, Sequence

from meedoen.lexicon.text import stem, words
from meedoen.lexicon.themes import CONDITION, FORM, Lexicon
from meedoen.matching.affinity import Hit, ReadSaying
from meedoen.matching.capacity_fit import PROMISED, asks_more_dayparts, counted
from meedoen.matching.proposal import MatchReason, OfferView, Person, ReasonKind
from meedoen.vocabulary.capacity import Capacity

LONGEST_QUOTE = 90
WORTH_SAYING = 0.2
# A second quote is only worth reading when it is nearly as good as the first.
SECOND_WORTH_SAYING = 0.6
AROUND_THE_CORNER_MINUTES = 10
WALKABLE_MINUTES = 25
WALK_IN = "Je kunt zo binnenlopen. Je hebt geen indicatie nodig."
NO_DECISION = "Je hebt geen indicatie nodig."
DOOR_UNASKED = "Je zei nog niet wat je wilt. Dat hoeft ook niet. Kijk hier gerust eens binnen."
DOOR_UNLIKE = "Dit lijkt niet op wat je zei. De deur staat wel open. Je hebt geen indicatie nodig."
STARTING_POINT = "Dit lijkt niet op wat je zei. We laten het zien omdat er plek is."


def quoted(saying: ReadSaying, lexicon: Lexicon, word: str | None) -> str:
    """The sentence to quote, its first letter small and cut around `word` when it is long.

    A sentence that speaks of money or law is not repeated: then only the word itself is.
    """
    quote = saying.quote.strip().strip("\"“”'")
    if any(stem(w) in lexicon.not_quoted for w in words(quote)):
        return word if word and stem(word) not in lexicon.not_quoted else "hoe je mee wilt doen"
    if len(quote) > LONGEST_QUOTE:
        quote = _around(quote, word)
    first, _, _ = quote.partition(" ")
    keep = first in lexicon.keeps_capital or (first.isupper() and len(first) > 1)
    return quote if keep else quote[:1].lower() + quote[1:]


def _around(quote: str, word: str | None) -> str:
    """The words around one word, with dots where something was left out."""
    said = quote.split()
    at = next((i for i, w in enumerate(said) if word and word.split()[0] in words(w)), 0)
    start, end = max(0, at - 5), min(len(said), at + 8)
    before, after = ("… " if start else ""), (" …" if end < len(said) else "")
    return before + " ".join(said[start:end]).rstrip(",") + after


def _here(key: str | None, lexicon: Lexicon) -> str:
    if key is None:
        return "Dat lees je hier ook."
    if key.startswith(FORM):
        return "Zo kun je hier meedoen."
    return lexicon.themes[key].here


def said_reasons(hits: Sequence[Hit], kind: ReasonKind, lexicon: Lexicon) -> list[MatchReason]:
    """A reason for each of at most two things someone said that this place answers."""
    opening = {
        ReasonKind.WISH: "Je zei",
        ReasonKind.TALENT: "Je zei",
        ReasonKind.GOAL: "In je plan staat",
    }
    closing = {ReasonKind.TALENT: "Dat kun je hier goed gebruiken."}
    found: list[MatchReason] = []
    for one in _worth_saying(hits):
        word = one.saying.wanted[one.key].word if one.key else None
        quote = quoted(one.saying, lexicon, word).rstrip(".")
        after = closing.get(kind) or _here(one.key, lexicon)
        found.append(MatchReason(kind, f"{opening[kind]}: {quote}. {after}"))
    return found


def _worth_saying(hits: Sequence[Hit]) -> list[Hit]:
    """The best hit, and a second one that is nearly as good and about something else."""
    worth = [h for h in hits if h.strength >= WORTH_SAYING]
    least = SECOND_WORTH_SAYING * worth[0].strength if worth else 0.0
    second = [h for h in worth[1:] if h.strength >= least and h.key != worth[0].key]
    return [*worth[:1], *second[:1]]


def capacity_reasons(
    capacity: Capacity, offer: OfferView, named: Mapping[str, ReadSaying]
) -> list[MatchReason]:
    """What fits with what someone said to manage: the dayparts and the conditions that are kept."""
    found = []
    said_dayparts = capacity.dayparts_per_week
    if said_dayparts and not asks_more_dayparts(capacity, offer) and offer.dayparts_per_week:
        found.append(MatchReason(ReasonKind.DAYPARTS, _dayparts(said_dayparts, offer)))
    elif said_dayparts and offer.flexible and not offer.dayparts_per_week:
        found.append(MatchReason(ReasonKind.DAYPARTS, "Kom je een keer niet? Dat is goed."))
    for condition in sorted(capacity.conditions & offer.conditions & PROMISED.keys()):
        said = named[condition].wanted[CONDITION + condition].word if condition in named else None
        quote = said or condition.label
        found.append(MatchReason(ReasonKind.CONDITION, f"Je zei: {quote}. {PROMISED[condition]}"))
    return found


def _dayparts(said: int, offer: OfferView) -> str:
    asked = offer.dayparts_per_week
    amount = counted(asked, offer.when_text).capitalize().replace("Één", "Eén")
    return f"{amount} per week. " + (
        "Dat is wat je zei." if asked == said else "Dat is niet meer dan je zei."
    )


def near_reason(person: Person, offer: OfferView, minutes: int | None) -> list[MatchReason]:
    """How near it is, when that is worth saying."""
    if minutes is not None and minutes <= WALKABLE_MINUTES:
        near = "Dicht bij huis: " if minutes <= AROUND_THE_CORNER_MINUTES else "Niet ver: "
        unit = "minuut" if minutes == 1 else "minuten"
        return [MatchReason(ReasonKind.NEAR, f"{near}ongeveer {minutes} {unit} lopen.")]
    if minutes is None and person.buurt_code == offer.buurt_code:
        return [MatchReason(ReasonKind.NEAR, "Het is in je eigen buurt.")]
    return []


def door_reason(offer: OfferView, said_anything: bool, answered: bool) -> list[MatchReason]:
    """Why someone sees a place that does not answer a wish, or that the door is open."""
    if offer.open_door:
        open_text = WALK_IN if offer.places is None else NO_DECISION
        text = open_text if answered else (DOOR_UNLIKE if said_anything else DOOR_UNASKED)
        return [MatchReason(ReasonKind.OPEN_DOOR, text)]
    return (
        [] if answered or not said_anything else [MatchReason(ReasonKind.OPEN_DOOR, STARTING_POINT)]
    )


def first_of_each(reasons: Iterable[MatchReason], limit: int) -> tuple[MatchReason, ...]:
    """At most `limit` different reasons, in the order given."""
    return tuple(dict.fromkeys(reasons))[:limit]
