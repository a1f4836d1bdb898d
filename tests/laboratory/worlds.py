# SPDX-License-Identifier: EUPL-1.2
"""One rulebook, a small ordinance of our own to change, and invented homes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import connection
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.job_context import AbortReason
from procrastinate.jobs import Job

from meedoen.accounts.roles import Role
from meedoen.commands.worker import work
from meedoen.database.roles import WORKER
from meedoen.laboratory.population import Home, Population, invent, load_rates
from meedoen.law import Corpus
from meedoen.law.model import read_law
from meedoen.privacy.decision import Viewer
from meedoen.rules.rulebook.catalogue import Rulebook
from meedoen.rules.rulebook.reading import load_rulebook
from meedoen.vocabulary.moment import Moment

RULEBOOK = Path(__file__).parents[2] / "rulebook"
DAY = date(2026, 11, 23)
NOW = Moment(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
LINDEWAARD, VENNERHOUT = "GM9901", "GM9902"
NUG = "participatiewet:8a:ondersteuning_nug"
ADVISER = Viewer(Role.POLICY_ADVISER, "Puk Beleid", municipalities=frozenset({LINDEWAARD}))
STRANGER = Viewer(Role.POLICY_ADVISER, "Iemand", municipalities=frozenset({VENNERHOUT}))

HOMES = (
    Home("WK990101", "Oude Waard", 5000, 0.10, 0.30),
    Home("WK990102", "Hoge Linde", 3000),
    Home("WK990106", "Waardlanden", 200, 0.14, 0.25),
)


@lru_cache
def book() -> Rulebook:
    """The rulebook of the product, read once."""
    return load_rulebook(RULEBOOK)


@lru_cache
def people(size: int = 3000, seed: int = 7) -> Population:
    """Invented people of Lindewaard."""
    return invent(
        HOMES, book().facts, load_rates(),
        municipality=LINDEWAARD, size=size, seed=seed, on=DAY,
    )  # fmt: skip


def _output(name: str, kind: str, **spec: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "type_spec": spec}


def small_corpus(*, town_value: Any = 12_000, word: str = "altijd") -> Corpus:
    """A national article that leaves an amount, a text and a yes open, and who fills them."""
    law = {
        "$id": "wet", "name": "De wet", "regulatory_layer": "WET", "valid_from": "2026-01-01",
        "articles": [{
            "number": "5", "text": "De raad stelt een bedrag vast.", "url": "https://wet.example/5",
            "machine_readable": {
                "open_terms": [
                    {"id": "bedrag", "type": "amount", "description": "Hoe hoog het bedrag is."},
                    {"id": "wanneer", "type": "string", "description": "Wanneer het er is."},
                    {"id": "aan", "type": "boolean", "description": "Of het er is."},
                ],
                "execution": {
                    "output": [
                        _output("bedrag", "amount", unit="eurocent", min=5_000, max=20_000),
                        _output("wanneer", "string", enum=["altijd", "nooit"]),
                        _output("aan", "boolean"),
                    ],
                    "actions": [
                        {"output": name, "value": f"${name}"}
                        for name in ("bedrag", "wanneer", "aan")
                    ],
                },
            },
        }],
    }  # fmt: skip
    town = {
        "$id": "dorp", "name": "Verordening", "regulatory_layer": "GEMEENTELIJKE_VERORDENING",
        "valid_from": "2026-01-01", "gemeente_code": LINDEWAARD,
        "articles": [{
            "number": "1", "text": "Het bedrag is laag.", "url": "https://dorp.example/1",
            "machine_readable": {
                "implements": [
                    {"law": "wet", "article": "5", "open_term": name}
                    for name in ("bedrag", "wanneer", "aan")
                ],
                "definitions": {"zoveel": {"value": town_value}},
                "execution": {
                    "output": [
                        _output("bedrag", "amount"), _output("wanneer", "string"),
                        _output("aan", "boolean"),
                    ],
                    "actions": [
                        {"output": "bedrag", "value": "$zoveel"},
                        {"output": "wanneer", "value": word},
                        {"output": "aan", "value": True},
                    ],
                },
            },
        }],
    }  # fmt: skip
    laws = (read_law(law, Path("wet.yaml"), "1"), read_law(town, Path("dorp.yaml"), "2"))
    return Corpus(laws)


def job_context(*, abort: AbortReason | None = None) -> JobContext:
    """What the queue hands to a task."""
    job = Job(
        id=1, queue="default", lock=None, queueing_lock=None, task_name="laboratory.run_draft"
    )
    return JobContext(app=app, job=job, start_timestamp=0.0, abort_reason=lambda: abort)


def work_as_its_role() -> None:
    """Let a worker that logs in as its own role do all that waits in the queue."""
    connection.close()
    before = connection.settings_dict["USER"]
    connection.settings_dict["USER"] = WORKER
    try:
        with ThreadPoolExecutor(1) as beside:
            beside.submit(work, until_empty=True, signals=False).result()
    finally:
        connection.settings_dict["USER"] = before
