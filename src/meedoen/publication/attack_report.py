# SPDX-License-Identifier: EUPL-1.2
"""What an attack on a release came to, in sentences that can be read to a council (pure).

They promise no more than `verification` checked, and say what no proof can promise.
"""

from __future__ import annotations

from dataclasses import dataclass

from meedoen.vocabulary.number import whole_in_words


@dataclass(frozen=True)
class Attack:
    """What was tried and found: how many numbers, the narrowest doubt that is left, what it met.

    `narrowest` is the least distance between the lowest and the highest that a hidden number can
    be, 0 when nothing is hidden; `weighed` counts the earlier releases about the same people.
    """

    hidden: int
    shown: int
    narrowest: int
    required: int
    weighed: int
    zero_is_open: bool
    repairs: bool = False


def answer(attack: Attack) -> str:
    """Say whether somebody can work out a hidden number, in one sentence."""
    if not attack.hidden:
        return "Er is niets verborgen: geen enkel aantal in deze tabel is klein."
    return (
        "Nee. We speelden zelf de nieuwsgierige buur, met alles wat openbaar is: bij elk verborgen "
        "getal bleef genoeg twijfel over."
    )


def sentences(attack: Attack) -> tuple[str, ...]:
    """Give the report in whole sentences, in the order in which it is read out."""
    told = (
        _hidden(attack),
        _doubt(attack),
        _earlier(attack),
        _zero(attack),
        _inside(attack),
        _repairs(attack),
    )
    return tuple(sentence for sentence in told if sentence)


def _hidden(attack: Attack) -> str:
    total = whole_in_words(attack.hidden + attack.shown)
    if not attack.hidden:
        return f"Alle {total} getallen staan in de tabel."
    if attack.hidden == 1:
        return f"Van de {total} getallen in de tabel is er één verborgen."
    return f"Van de {total} getallen in de tabel zijn er {whole_in_words(attack.hidden)} verborgen."


def _doubt(attack: Attack) -> str:
    if not attack.hidden:
        return ""
    return (
        "Wie alles van alles aftrekt, komt bij het best te raden getal niet verder dan dit: tussen "
        "het laagste en het hoogste dat het kan zijn, zit een verschil van "
        f"{whole_in_words(attack.narrowest)}. De regel vraagt minstens "
        f"{whole_in_words(attack.required)}."
    )


def _earlier(attack: Attack) -> str:
    if not attack.weighed:
        return "Over deze mensen ging nog niet eerder een tabel naar buiten."
    if attack.weighed == 1:
        return "We legden er één eerdere uitgave over dezelfde mensen naast."
    return (
        f"We legden er {whole_in_words(attack.weighed)} eerdere uitgaven over dezelfde mensen "
        "naast, ook wat is teruggetrokken: wat eens openbaar was, kan iemand bewaard hebben."
    )


def _zero(attack: Attack) -> str:
    if attack.zero_is_open:
        return (
            "Een nul staat er gewoon: daar is niemand. Een verborgen getal is dus nooit nul, en we "
            "rekenden erop dat de buur dat weet."
        )
    return (
        "Een nul is verborgen zoals elk klein getal. Je kunt hier dus niet zien dat er ergens "
        "niemand is."
    )


def _inside(attack: Attack) -> str:
    if not attack.hidden:
        return ""
    return (
        "Wat dit niet belooft: wie zelf meetelt, weet altijd iets meer, want zij kan zichzelf eraf "
        "halen. En wie weet dat zij in haar groep de enige is, blijft dat weten. Dat kan geen "
        "tabel verbergen."
    )


def _repairs(attack: Attack) -> str:
    if not attack.repairs:
        return ""
    return (
        "Deze uitgave herstelt een eerdere met andere aantallen. Wie ze naast elkaar legt, ziet "
        "wat er veranderde; daarover zegt het bewijs niets."
    )
