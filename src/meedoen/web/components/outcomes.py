# SPDX-License-Identifier: EUPL-1.2
"""How the four outcomes look and read: one word, one icon, one sentence each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OutcomeLook:
    """The word, the icon and the explanation that go with an outcome."""

    code: str
    word: str
    icon: str
    sentence: str


OUTCOMES = {
    look.code: look
    for look in (
        OutcomeLook("ja", "Ja", "check", "De voorwaarden kloppen."),
        OutcomeLook(
            "nee_op_deze_grond", "Nee op deze grond", "minus", "Deze wet niet. Iets anders wel."
        ),
        OutcomeLook(
            "onbekend", "Onbekend", "help-circle", "Er mist een feit. De vraag staat erbij."
        ),
        OutcomeLook(
            "vraagt_oordeel", "Vraagt oordeel", "scale", "Een mens weegt en schrijft op waarom."
        ),
    )
}
