# SPDX-License-Identifier: EUPL-1.2
"""Whether a place fits what someone said to manage, and the warning when it asks more (S1-28).

A place that asks more is still shown: the resident decides. It is warned about, never hidden.
"""

from meedoen.matching.proposal import OfferView, OverAsk
from meedoen.vocabulary.capacity import Capacity, Condition

NUMBERS = (
    "nul",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
)
NOT_SAID = 0.5
ASKS_MORE_BUT_FLEXIBLE = 0.4
# Two questions are enough to take along.
MOST_MISSING = 2

# A group of this many is still small.
SMALL_GROUP = 8

# What to say when a place cannot give what someone needs.
_NOT_PROMISED = {
    Condition.SMALL_GROUP: "Je wilt een kleine groep. Deze groep is groter.",
    Condition.FLEXIBLE_DAYS: "Je wilt komen als het lukt. Hier rekenen ze op vaste dagen.",
}

# What to ask when a place says nothing about what someone needs.
_ASK = {
    Condition.QUIET: "of het er rustig is",
    Condition.SMALL_GROUP: "hoe groot de groep is",
    Condition.OWN_PACE: "of je eigen tempo kan",
    Condition.SITTING: "of je er kunt zitten",
    Condition.FIXED_CONTACT: "wie je vaste gezicht is",
    Condition.SHORT_VISITS: "of kort komen ook goed is",
    Condition.FLEXIBLE_DAYS: "of je mag komen als het lukt",
}

# What to say when it does.
PROMISED = {
    Condition.QUIET: "Het is hier rustig.",
    Condition.SMALL_GROUP: "De groep is klein.",
    Condition.OWN_PACE: "Je werkt in je eigen tempo.",
    Condition.SITTING: "Je kunt hier zitten.",
    Condition.FIXED_CONTACT: "Er is één vast gezicht voor jou.",
    Condition.SHORT_VISITS: "Een uurtje is al goed.",
    Condition.FLEXIBLE_DAYS: "Je komt als het die dag lukt.",
}


def daypart_noun(when_text: str, count: int) -> str:
    """The everyday noun: ochtenden or middagen where the times say so, else dagdelen."""
    when = when_text.lower()
    named = [part for part in ("ochtend", "middag", "avond") if part in when]
    noun = named[0] if len(named) == 1 else ("dagdeel" if count == 1 else "dagdel")
    return noun if count == 1 else noun + "en"


def counted(count: int, when_text: str) -> str:
    """A number of dayparts in words: "twee ochtenden", "één dagdeel"."""
    return f"{NUMBERS[count] if count < len(NUMBERS) else count} {daypart_noun(when_text, count)}"


def missing_conditions(capacity: Capacity, offer: OfferView) -> frozenset[Condition]:
    """What someone needs and the place does not promise. Near home is a matter of distance."""
    return capacity.conditions - offer.conditions - {Condition.NEAR_HOME}


def asks_more_dayparts(capacity: Capacity, offer: OfferView) -> bool:
    """Whether the place asks for more dayparts a week than someone said to manage."""
    said = capacity.dayparts_per_week
    return said is not None and offer.dayparts_per_week > said


def fit(capacity: Capacity, offer: OfferView) -> float:
    """How well a place fits, 0 to 1: half for the dayparts, half for the conditions."""
    if capacity.dayparts_per_week is None:
        dayparts = NOT_SAID
    elif asks_more_dayparts(capacity, offer):
        dayparts = ASKS_MORE_BUT_FLEXIBLE if offer.flexible else 0.0
    else:
        dayparts = 1.0
    needed = capacity.conditions - {Condition.NEAR_HOME}
    kept = 1 - len(missing_conditions(capacity, offer)) / len(needed) if needed else NOT_SAID
    return (dayparts + kept) / 2


def clashing_conditions(capacity: Capacity, offer: OfferView) -> frozenset[Condition]:
    """What someone needs and the place, by its own figures, cannot give; the rest is unsaid."""
    clashes = {
        Condition.SMALL_GROUP: offer.group_size is not None and offer.group_size > SMALL_GROUP,
        Condition.FLEXIBLE_DAYS: offer.dayparts_per_week > 0 and not offer.flexible,
    }
    missing = missing_conditions(capacity, offer)
    return frozenset(condition for condition in missing if clashes.get(condition, False))


def to_ask_first(capacity: Capacity, offer: OfferView) -> tuple[str, ...]:
    """What someone needs and the place says nothing about: to ask when having a look."""
    unsaid = missing_conditions(capacity, offer) - clashing_conditions(capacity, offer)
    return tuple(_ASK[condition] for condition in sorted(unsaid)[:MOST_MISSING])


def over_ask(capacity: Capacity, offer: OfferView) -> OverAsk | None:
    """The warning where a place asks more than someone said to manage; None where it does not.

    Only what the place itself says counts: a warning on every card would warn nobody.
    """
    more = asks_more_dayparts(capacity, offer)
    clashing = clashing_conditions(capacity, offer)
    if not more and not clashing:
        return None
    said = capacity.dayparts_per_week if more else None
    asked = offer.dayparts_per_week if more else None
    return OverAsk(_warning(offer, said, clashing), asked, said, clashing)


def _warning(offer: OfferView, said: int | None, clashing: frozenset[Condition]) -> str:
    sentences = []
    if said is not None:
        asked = counted(offer.dayparts_per_week, offer.when_text)
        sentences.append(f"Deze plek vraagt meer dan je zei: {asked}, jij zei {NUMBERS[said]}.")
        if offer.flexible:
            sentences.append("Vraag gerust of minder ook kan.")
    sentences += [_NOT_PROMISED[condition] for condition in sorted(clashing)]
    return " ".join(sentences)
