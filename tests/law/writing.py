# SPDX-License-Identifier: EUPL-1.2
"""Small invented laws for the tests: written as Python, stored as YAML, loaded as a corpus."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from meedoen.law import Answer, Corpus, Mode, evaluate, load_corpus
from meedoen.law.model import read_law

DAY = date(2026, 3, 1)

calm = settings(deadline=None)
"""Properties are about answers; how fast a busy machine gives them is measured elsewhere."""

SHARED = Path(__file__).parents[3] / "shared" / "regelrecht"


def needs_shared() -> pytest.MarkDecorator:
    """Skip where the national corpus does not lie beside the repository."""
    return pytest.mark.skipif(
        not SHARED.is_dir(), reason="the national RegelRecht corpus is not beside the repository"
    )


def op(operation: str, **operands: Any) -> dict[str, Any]:
    """An operation with its operands."""
    return {"operation": operation, **operands}


def field(name: str, kind: str = "number", **more: Any) -> dict[str, Any]:
    """A parameter, input or output."""
    return {"name": name, "type": kind, **more}


def article(number: str, outputs: dict[str, Any], **machine: Any) -> dict[str, Any]:
    """An article that gives each output its expression; facts are its parameters."""
    facts = machine.pop("facts", ())
    inputs = machine.pop("inputs", ())
    produces = machine.pop("produces", None)
    execution: dict[str, Any] = {
        "parameters": [f if isinstance(f, dict) else field(f, required=True) for f in facts],
        "input": list(inputs),
        "output": [field(name) for name in outputs],
        "actions": [{"output": name, "value": value} for name, value in outputs.items()],
    }
    if produces:
        execution["produces"] = {"legal_character": produces}
    return {
        "number": number,
        "text": "Eigen woorden.",
        "url": f"https://example.org/#{number}",
        "machine_readable": {**machine, "execution": execution},
    }


def law(name: str, /, *articles: dict[str, Any], **header: Any) -> dict[str, Any]:
    """A national law; give `gemeente_code` and it becomes an ordinance."""
    local = "gemeente_code" in header
    base: dict[str, Any] = {
        "$id": name,
        "name": name,
        "regulatory_layer": "GEMEENTELIJKE_VERORDENING" if local else "WET",
        "publication_date": "2020-01-01",
        "url": "https://example.org/",
        "articles": list(articles),
    }
    base |= {"officiele_titel": name} if local else {"bwb_id": "BWBR0000001"}
    return base | header


def write(folder: Path, *laws: dict[str, Any]) -> Path:
    """Store laws as files (JSON is YAML) and give the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    at = len(list(folder.iterdir()))
    for offset, data in enumerate(laws):
        (folder / f"{at + offset:03}.yaml").write_text(json.dumps(data, indent=1))
    return folder


def corpus(folder: Path, *laws: dict[str, Any]) -> Corpus:
    """Store and load laws."""
    return load_corpus(write(folder, *laws))


def ask(held: Corpus, name: str, output: str, /, mode: Mode = Mode.LAW, **facts: Any) -> Answer:
    """One answer of one law on the day of the tests."""
    found = evaluate(held, law=name, outputs=[output], facts=facts, on=DAY, mode=mode)
    return found.outputs[output]


def compute(expression: Any, /, mode: Mode = Mode.LAW, **facts: Any) -> Answer:
    """What one expression gives; every `$name` in it is a required fact."""
    names = sorted(set(_names(expression)))
    data = law("proef", article("1", {"uit": expression}, facts=names))
    return ask(Corpus((read_law(data, Path("proef.yaml"), "0"),)), "proef", "uit", mode, **facts)


def _names(raw: Any) -> list[str]:
    if isinstance(raw, str):
        return [raw[1:].split(".")[0]] if raw.startswith("$") and "referencedate" not in raw else []
    inside = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ()
    return [name for item in inside for name in _names(item)]
