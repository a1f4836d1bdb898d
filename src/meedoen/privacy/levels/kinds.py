# SPDX-License-Identifier: EUPL-1.2
"""The services of the product, the levels of log-in, and how far each means reaches. Pure.

Which level a service asks is decided per municipality and stands in the files beside this one.
Return words say that somebody was here before and never who she is, so they reach no level of the
law. Nor does the log-in of a colleague for what is a resident's: it proves who the colleague is.
Sources: Wdo art. 6 and the Regeling betrouwbaarheidsniveaus (Stcrt. 2023, 13656), in force per
article to be confirmed by a jurist; Wmo 2015 art. 2.3.4 for an identity document.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import IntEnum, StrEnum


class Service(StrEnum):
    """What a resident comes for; each of her pages states one."""

    BROWSE = "browse"
    COME_BACK = "come_back"
    BE_CALLED = "be_called"
    TELL = "tell"
    SEE_STORY = "see_story"
    CHOOSE = "choose"
    PLAN = "plan"
    SEE_HEALTH_OR_MONEY = "see_health_or_money"
    SEE_LOOKS = "see_looks"
    SHARE = "share"
    STOP_SHARING = "stop_sharing"
    MELDING = "melding"
    READ_REPORT = "read_report"
    FORMAL_MESSAGES = "formal_messages"
    INZAGE = "inzage"
    ERASE = "erase"

    @property
    def label(self) -> str:
        """Give the Dutch words, to follow on "voor"."""
        return _SERVICE_LABELS[self]


_SERVICE_LABELS = {
    Service.BROWSE: "rondkijken",
    Service.COME_BACK: "terugkomen en afsluiten",
    Service.BE_CALLED: "gebeld worden",
    Service.TELL: "vertellen wat je wilt",
    Service.SEE_STORY: "je verhaal teruglezen",
    Service.CHOOSE: "kiezen wat bij je past",
    Service.PLAN: "je plan",
    Service.SEE_HEALTH_OR_MONEY: "wat er kan via de regels, ook over gezondheid en geld",
    Service.SEE_LOOKS: "zien wie er keek",
    Service.SHARE: "delen met een team",
    Service.STOP_SHARING: "stoppen met delen",
    Service.MELDING: "een melding bij de gemeente doen",
    Service.READ_REPORT: "het verslag van een gesprek lezen",
    Service.FORMAL_MESSAGES: "berichten van de gemeente",
    Service.INZAGE: "alles opvragen wat er van je bewaard is",
    Service.ERASE: "je gegevens laten wissen",
}

# They stand in the table, so that a municipality can decide; no page may state one yet.
NOT_OFFERED = frozenset(
    {
        Service.MELDING,
        Service.READ_REPORT,
        Service.FORMAL_MESSAGES,
        Service.INZAGE,
        Service.ERASE,
    }
)


class LogInLevel(IntEnum):
    """How sure it must be who somebody is, from nothing to a document shown in person."""

    NONE = 0
    RETURN_WORDS = 1
    LAAG = 2
    SUBSTANTIEEL = 3
    HOOG = 4
    AT_DESK = 5

    @property
    def label(self) -> str:
        """Give the Dutch words, to follow on "nodig is"."""
        return _LEVEL_LABELS[self]


_LEVEL_LABELS = {
    LogInLevel.NONE: "niets",
    LogInLevel.RETURN_WORDS: "je vijf woorden",
    LogInLevel.LAAG: "inloggen op niveau laag, zoals met DigiD",
    LogInLevel.SUBSTANTIEEL: "inloggen op niveau substantieel, zoals met DigiD na een ID-check",
    LogInLevel.HOOG: "inloggen op niveau hoog, zoals met DigiD en de chip van je identiteitsbewijs",
    LogInLevel.AT_DESK: "je identiteitsbewijs laten zien aan de balie",
}

# The most that a municipality can ask. Whoever has no means at all can always look round, tell,
# come back and be called; ending a share is as easy as giving it (AVG art. 7(3)).
AT_MOST: Mapping[Service, LogInLevel] = {
    Service.BROWSE: LogInLevel.NONE,
    Service.COME_BACK: LogInLevel.NONE,
    Service.BE_CALLED: LogInLevel.NONE,
    Service.TELL: LogInLevel.NONE,
    Service.STOP_SHARING: LogInLevel.RETURN_WORDS,
}


class Means(StrEnum):
    """By what somebody came in, in this session."""

    NOTHING = "nothing"
    OPENED_HERE = "opened_here"
    RETURN_WORDS = "return_words"
    ACCOUNT = "account"
    ACCOUNT_WITH_SECOND_FACTOR = "account_with_second_factor"
    OWN_ORGANISATION = "own_organisation"
    SHOWN_AT_DESK = "shown_at_desk"


REACHES: Mapping[Means, LogInLevel] = {
    Means.NOTHING: LogInLevel.NONE,
    Means.OPENED_HERE: LogInLevel.RETURN_WORDS,
    Means.RETURN_WORDS: LogInLevel.RETURN_WORDS,
    Means.ACCOUNT: LogInLevel.NONE,
    Means.ACCOUNT_WITH_SECOND_FACTOR: LogInLevel.NONE,
    Means.OWN_ORGANISATION: LogInLevel.NONE,
    Means.SHOWN_AT_DESK: LogInLevel.AT_DESK,
}

# How long an identity that was shown counts: for what is done together, there and then.
AT_DESK_FOR = timedelta(hours=1)


def reaches(means: Means, level: LogInLevel) -> bool:
    """Tell whether somebody who came in by these means may have what asks this level."""
    return REACHES[means] >= level
