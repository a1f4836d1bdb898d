# SPDX-License-Identifier: EUPL-1.2
"""The kinds of message, the ways to reach somebody, and where a message is on its way. Pure.

There is no kind for a reminder: nobody is reminded of anything she did not ask for (S0-23).
"""

from collections.abc import Mapping
from enum import StrEnum


class MessageKind(StrEnum):
    """What kind of message it is; for each she chooses how she is reached."""

    ANSWER = "answer"
    PLAN = "plan"
    INVITATION = "invitation"
    RECEIPT = "receipt"
    DECISION = "decision"

    @property
    def label(self) -> str:
        """Give the words on the screen."""
        return _KINDS[self]


_KINDS = {
    MessageKind.ANSWER: "Een antwoord op wat je vroeg",
    MessageKind.PLAN: "Iets nieuws in je plan",
    MessageKind.INVITATION: "Een uitnodiging",
    MessageKind.RECEIPT: "Een bewijs dat iets van jou binnen is",
    MessageKind.DECISION: "Een besluit van de gemeente",
}

# What the law orders to be told at once, with the article; also while she rests, and then on paper.
ORDERED_AT_ONCE: Mapping[MessageKind, str] = {
    MessageKind.RECEIPT: "Awb 2:17",
    MessageKind.DECISION: "Awb 3:40 en 3:41",
}


class Channel(StrEnum):
    """A way to reach somebody. None is better than another; paper is an equal choice."""

    PAGE = "page"
    EMAIL = "email"
    LETTER = "letter"
    CALL = "call"

    @property
    def label(self) -> str:
        """Give the words on the screen."""
        return _CHANNELS[self]


_CHANNELS = {
    Channel.PAGE: "Alleen hier, op mijn pagina",
    Channel.EMAIL: "Met een mailtje dat er iets staat",
    Channel.LETTER: "Met een brief",
    Channel.CALL: "Bel mij",
}
# The ways for which an address is needed, as it is called on the screen.
WITH_ADDRESS = (Channel.EMAIL, Channel.LETTER, Channel.CALL)


class RestBecause(StrEnum):
    """Why somebody rests: she said "nu niet" in her plan, or wanted nothing sent for a while."""

    NOT_NOW = "not_now"
    OWN_WISH = "own_wish"


class OutgoingState(StrEnum):
    """Where a message is. Whatever the state, it stands on her page, unless it lapsed."""

    WAITING = "waiting"
    RESTING = "resting"
    SENDING = "sending"
    SENT = "sent"
    ON_PAGE = "on_page"
    BY_LETTER = "by_letter"
    BY_CALL = "by_call"
    DONE = "done"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """Give the words on the screen, for who sends letters and calls."""
        return _STATES[self]


_STATES = {
    OutgoingState.WAITING: "Gaat zo weg",
    OutgoingState.RESTING: "Wacht tot de rust voorbij is",
    OutgoingState.SENDING: "Wordt gemaild",
    OutgoingState.SENT: "Gemaild",
    OutgoingState.ON_PAGE: "Staat op de eigen pagina",
    OutgoingState.BY_LETTER: "Brief te versturen",
    OutgoingState.BY_CALL: "Te bellen",
    OutgoingState.DONE: "Gedaan",
    OutgoingState.LAPSED: "Hoeft niet meer",
}
# Of these nobody knows yet what becomes of them.
OPEN = frozenset({OutgoingState.WAITING, OutgoingState.RESTING, OutgoingState.SENDING})
# These wait for a person: somebody who posts, somebody who calls.
BY_HAND = frozenset({OutgoingState.BY_LETTER, OutgoingState.BY_CALL})


class DeliveryEvent(StrEnum):
    """What happened to a message, once, by one way. Kept as it happened."""

    HELD = "held"
    LAPSED = "lapsed"
    PUT_ON_PAGE = "put_on_page"
    ACCEPTED = "accepted"
    NOT_NOW = "not_now"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    BOUNCED = "bounced"
    TO_BE_POSTED = "to_be_posted"
    TO_BE_CALLED = "to_be_called"
    POSTED = "posted"
    CALLED = "called"
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> str:
        """Give the words on the screen."""
        return _EVENTS[self]


_EVENTS = {
    DeliveryEvent.HELD: "Blijft liggen: er is rust gevraagd",
    DeliveryEvent.LAPSED: "Hoefde niet meer",
    DeliveryEvent.PUT_ON_PAGE: "Op de eigen pagina gezet",
    DeliveryEvent.ACCEPTED: "Mailtje aangenomen door de mailserver",
    DeliveryEvent.NOT_NOW: "Mailserver kon het nu niet aannemen",
    DeliveryEvent.UNKNOWN: "Verbinding met de mailserver viel weg",
    DeliveryEvent.REFUSED: "Mailserver weigerde het adres",
    DeliveryEvent.BOUNCED: "Mailtje kwam terug",
    DeliveryEvent.TO_BE_POSTED: "Wordt een brief",
    DeliveryEvent.TO_BE_CALLED: "Er wordt gebeld",
    DeliveryEvent.POSTED: "Brief op de post gedaan",
    DeliveryEvent.CALLED: "Gebeld",
    DeliveryEvent.TAKEN_BACK: "Toch niet gedaan",
}

# What may follow what. The database holds to it too (`migrations`).
_DECIDED = frozenset(OutgoingState) - {OutgoingState.DONE}
MOVES: Mapping[OutgoingState, frozenset[OutgoingState]] = {
    OutgoingState.WAITING: _DECIDED - {OutgoingState.SENT},
    OutgoingState.RESTING: _DECIDED - {OutgoingState.SENT},
    OutgoingState.SENDING: _DECIDED,
    OutgoingState.SENT: BY_HAND | {OutgoingState.LAPSED},
    OutgoingState.ON_PAGE: frozenset(),
    OutgoingState.BY_LETTER: frozenset({OutgoingState.DONE, OutgoingState.BY_CALL}),
    OutgoingState.BY_CALL: frozenset({OutgoingState.DONE, OutgoingState.BY_LETTER}),
    OutgoingState.DONE: BY_HAND,
    OutgoingState.LAPSED: frozenset({OutgoingState.WAITING}),
}
# What a page may move; all else is the worker's.
BY_A_PAGE = frozenset(
    {OutgoingState.BY_LETTER, OutgoingState.BY_CALL, OutgoingState.DONE, OutgoingState.LAPSED}
)
