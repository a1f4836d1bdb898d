# SPDX-License-Identifier: EUPL-1.2
"""The thirty rules of participation.yaml once more, as OpenFisca variables.

Written as an OpenFisca author would: vectorised formulas, np.where and np.minimum, enumerations
for choices. Each rule has the name of its article's output there, in the same order. OpenFisca is
licensed under the AGPL: it is installed for the benchmarks only, and nothing in `src` imports it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import Entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERSON = Entity("person", "persons", "A person", "")
Value = Callable[[str], Any]


class Woonsituatie(Enum):
    """With whom somebody lives."""

    alleen = "alleen"
    samen = "samen"
    inwonend = "inwonend"


class Uitkering(Enum):
    """Which benefit somebody has."""

    geen = "geen"
    bijstand = "bijstand"
    ww = "ww"
    wia = "wia"
    ziektewet = "ziektewet"


FACTS: dict[str, dict[str, Any]] = {
    "geboortedatum": {"value_type": date, "default_value": date(1970, 1, 1)},
    "inkomen": {"value_type": float},
    "vermogen": {"value_type": float},
    "woonsituatie": {
        "value_type": Enum,
        "possible_values": Woonsituatie,
        "default_value": Woonsituatie.alleen,
    },
    "kinderen_thuis": {"value_type": int},
    "uren_beschikbaar": {"value_type": float},
    "beperking": {"value_type": bool},
    "in_register": {"value_type": bool},
    "mantelzorger": {"value_type": bool},
    "uitkering": {
        "value_type": Enum,
        "possible_values": Uitkering,
        "default_value": Uitkering.geen,
    },
    "inburgering": {"value_type": bool},
    "afstand": {"value_type": float},
}
RULES: dict[str, type[Variable]] = {}
FORMULAS: dict[str, Callable[[Value, Any], Any]] = {}


def _variable(name: str, **attributes: Any) -> type[Variable]:
    whole = {"entity": PERSON, "definition_period": DateUnit.DAY, "label": name, **attributes}
    return type(name, (Variable,), whole)


def rule(kind: type) -> Callable[[Callable[[Value, Any], Any]], None]:
    """Make an OpenFisca variable of a formula that asks for other values by name."""

    def make(formula: Callable[[Value, Any], Any]) -> None:
        def run(person: Any, period: Any) -> Any:
            return formula(lambda name: person(name, period), period)

        FORMULAS[formula.__name__] = formula
        RULES[formula.__name__] = _variable(formula.__name__, value_type=kind, formula=run)

    return make


@rule(int)
def leeftijd(value: Value, period: Any) -> Any:
    today = period.start.date
    born = value("geboortedatum")
    months = born.astype("datetime64[M]")
    day = (born - months).astype(int) + 1
    month = months.astype(int) % 12 + 1
    year = born.astype("datetime64[Y]").astype(int) + 1970
    before = (month > today.month) | ((month == today.month) & (day > today.day))
    return today.year - year - before


@rule(bool)
def meerderjarig(value: Value, period: Any) -> Any:
    return value("leeftijd") >= 18


@rule(bool)
def onder_pensioenleeftijd(value: Value, period: Any) -> Any:
    return value("leeftijd") < 67


@rule(bool)
def werkende_leeftijd(value: Value, period: Any) -> Any:
    return value("meerderjarig") * value("onder_pensioenleeftijd")


@rule(bool)
def jongere(value: Value, period: Any) -> Any:
    return value("meerderjarig") * (value("leeftijd") < 27)


@rule(float)
def norm(value: Value, period: Any) -> Any:
    lives = value("woonsituatie")
    return np.where(
        lives == Woonsituatie.alleen, 138000, np.where(lives == Woonsituatie.samen, 197000, 69000)
    )


@rule(float)
def kindbedrag(value: Value, period: Any) -> Any:
    return value("kinderen_thuis") * 7500


@rule(float)
def inkomensgrens(value: Value, period: Any) -> Any:
    return value("norm") + value("kindbedrag")


@rule(bool)
def inkomen_onder_grens(value: Value, period: Any) -> Any:
    return value("inkomen") <= value("inkomensgrens")


@rule(float)
def vermogensgrens(value: Value, period: Any) -> Any:
    return np.where(value("woonsituatie") == Woonsituatie.samen, 1590000, 795000)


@rule(bool)
def vermogen_onder_grens(value: Value, period: Any) -> Any:
    return value("vermogen") <= value("vermogensgrens")


@rule(bool)
def recht_op_aanvulling(value: Value, period: Any) -> Any:
    return value("werkende_leeftijd") * value("inkomen_onder_grens") * value("vermogen_onder_grens")


@rule(float)
def vrijgelaten(value: Value, period: Any) -> Any:
    return np.minimum(value("inkomen") * 0.25, 28000)


@rule(float)
def meetellend_inkomen(value: Value, period: Any) -> Any:
    return np.maximum(0, value("inkomen") - value("vrijgelaten"))


@rule(float)
def aanvulling(value: Value, period: Any) -> Any:
    missing = np.maximum(0, value("inkomensgrens") - value("meetellend_inkomen"))
    return np.where(value("recht_op_aanvulling"), missing, 0)


@rule(bool)
def heeft_uitkering(value: Value, period: Any) -> Any:
    benefit = value("uitkering")
    return (
        (benefit == Uitkering.bijstand)
        + (benefit == Uitkering.ww)
        + (benefit == Uitkering.wia)
        + (benefit == Uitkering.ziektewet)
    )


@rule(bool)
def bij_gemeente(value: Value, period: Any) -> Any:
    return (value("uitkering") == Uitkering.bijstand) + (
        value("recht_op_aanvulling") * np.logical_not(value("heeft_uitkering"))
    )


@rule(bool)
def ontheffing_mogelijk(value: Value, period: Any) -> Any:
    alone_with_children = (value("woonsituatie") == Woonsituatie.alleen) * (
        value("kinderen_thuis") > 0
    )
    return value("bij_gemeente") * (
        value("mantelzorger") + value("beperking") + alone_with_children
    )


@rule(float)
def uren_meedoen(value: Value, period: Any) -> Any:
    return np.where(value("ontheffing_mogelijk"), 0, np.minimum(value("uren_beschikbaar"), 8))


@rule(bool)
def banenafspraak(value: Value, period: Any) -> Any:
    return value("in_register") + value("beperking") * (value("uitkering") == Uitkering.wia)


@rule(bool)
def loonkostensubsidie(value: Value, period: Any) -> Any:
    return value("banenafspraak") * value("werkende_leeftijd") * (value("uren_beschikbaar") >= 12)


@rule(float)
def subsidie(value: Value, period: Any) -> Any:
    amount = np.minimum(value("uren_beschikbaar") * 4 * 900, 95000)
    return np.where(value("loonkostensubsidie"), amount, 0)


@rule(bool)
def proefplaats(value: Value, period: Any) -> Any:
    return (
        value("bij_gemeente")
        * (value("uren_beschikbaar") >= 16)
        * np.logical_not(value("loonkostensubsidie"))
    )


@rule(bool)
def beschutte_plek(value: Value, period: Any) -> Any:
    return (
        value("beperking")
        * np.logical_not(value("in_register"))
        * (value("uren_beschikbaar") <= 20)
        * value("werkende_leeftijd")
    )


@rule(bool)
def vrijwilligerswerk(value: Value, period: Any) -> Any:
    return (
        np.logical_not(value("heeft_uitkering"))
        + value("bij_gemeente")
        + (value("uitkering") != Uitkering.ziektewet)
    )


@rule(bool)
def ver_van_huis(value: Value, period: Any) -> Any:
    return (value("afstand") > 10) * np.logical_not(value("beschutte_plek"))


@rule(float)
def reiskosten(value: Value, period: Any) -> Any:
    amount = np.minimum((value("afstand") - 10) * 1100, 18000)
    return np.where(value("ver_van_huis"), amount, 0)


@rule(bool)
def taalaanbod(value: Value, period: Any) -> Any:
    return value("inburgering") * (value("jongere") + value("meerderjarig"))


@rule(bool)
def begeleiding(value: Value, period: Any) -> Any:
    return value("loonkostensubsidie") + value("beschutte_plek") + value("ontheffing_mogelijk")


@rule(float)
def vergoeding(value: Value, period: Any) -> Any:
    language = np.where(value("taalaanbod"), 5000, 0)
    return np.minimum(value("reiskosten") + value("uren_meedoen") * 1000 + language, 25000)


def system() -> TaxBenefitSystem:
    """The thirty rules and twelve facts as one OpenFisca system."""
    found = TaxBenefitSystem([PERSON])
    for name, attributes in FACTS.items():
        found.add_variable(_variable(name, **attributes))
    for variable in RULES.values():
        found.add_variable(variable)
    return found
