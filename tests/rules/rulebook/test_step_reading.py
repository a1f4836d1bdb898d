# SPDX-License-Identifier: EUPL-1.2
"""Reading the steps: what points at nothing or says too much is refused, by name."""

import shutil
from pathlib import Path

import pytest

from meedoen.rules.rulebook.catalogue import RulebookError
from meedoen.rules.rulebook.reading import load_rulebook
from tests.rules.people import RULEBOOK

STEP = """groups: [{code: doing, label: Meedoen}]
never: {amount: "Hoeveel geld je krijgt, staat hier niet."}
steps:
  - id: proef
    label: "Ik ga iets doen"
    group: doing
    says: "Zo maar."
    facts: {doet_vrijwilligerswerk: true}
    ask:
      question: "Wat precies?"
      choices:
        - {code: een, label: "Dit", facts: {wil_stap: contact}}
        - {code: twee, label: "Dat", facts: {wil_stap: leren}}
    never: [amount]
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the rulebook of which a test may replace the steps."""
    return Path(shutil.copytree(RULEBOOK, tmp_path_factory.mktemp("steps") / "rulebook"))


def test_a_good_step_is_read(copy: Path) -> None:
    (copy / "steps.yaml").write_text(STEP, encoding="utf-8")
    step = load_rulebook(copy).step("proef")
    assert step.never == ("Hoeveel geld je krijgt, staat hier niet.",)
    assert step.touches == {"doet_vrijwilligerswerk", "wil_stap"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Ik ga iets doen", "Iets doen", "label begint met 'Ik'"),
        ("group: doing", "group: klussen", "group 'klussen' bestaat niet"),
        ("doet_vrijwilligerswerk: true", "doet_iets: true", "feit 'doet_iets' staat niet"),
        ("doet_vrijwilligerswerk: true", "doet_vrijwilligerswerk: soms", "'soms' is geen antwoord"),
        ("wil_stap: leren", "wil_stap: vliegen", "'vliegen' is geen antwoord op 'wil_stap'"),
        ("doet_vrijwilligerswerk: true", "pgb_vaardig: true", "oordeel van college. Een stap vult"),
        ("Zo maar.", "Je krijgt 60 euro.", "een stap noemt geen bedrag"),
        ('label: "Dat"', 'label: "Dat voor € 5"', "een stap noemt geen bedrag"),
        ("code: twee", "code: weet_ik_niet", "twee of meer choices"),
        ("never: [amount]", "never: [straf]", "vul 'straf' in"),
        ("never: [amount]", "about: [pw.niets]", "geen voorziening 'pw.niets'"),
        ("never: [amount]", "at: {verjaardag: 18}", "at is {birthday: leeftijd}"),
        ("never: [amount]", 'fits: {"fact": "lengte", "equals": 2}', "feit 'lengte'"),
        ("never: [amount]", "opens: [pgb_handig]", "feit 'pgb_handig'"),
    ],
)
def test_a_mistake_is_named_with_its_step(copy: Path, old: str, new: str, message: str) -> None:
    assert old in STEP
    (copy / "steps.yaml").write_text(STEP.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulebookError, match=f"(?s)steps.*proef.*{message}|{message}"):
        load_rulebook(copy)


def test_a_step_that_changes_nothing_is_refused(copy: Path) -> None:
    begin, _, _ = STEP.partition("    facts: {doet")
    (copy / "steps.yaml").write_text(begin, encoding="utf-8")
    with pytest.raises(RulebookError, match="deze stap verandert niets"):
        load_rulebook(copy)
