# SPDX-License-Identifier: EUPL-1.2
"""The keys of the law format as tables: which may stand where, of what kind, and which must.

A kind is `text`, `bool`, `int`, `number`, `scalar`, `any` or `expression`, the name of a choice or
pattern, `{shape` for a mapping, or `[shape` for a list of them. Every key that the engine reads has
a kind here, and `model` reads by these kinds only: what stands in another shape is told by `check`,
and never reaches the engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SUPPORTED = (0, 5)
"""The schema whose rules are followed; a file of an older or newer one gets a note."""

SCOPES = ("gemeente_code", "provincie_code", "waterschap_code")

LAYERS = (
    "VERDRAG",
    "EU_VERORDENING",
    "EU_RICHTLIJN",
    "GRONDWET",
    "WET",
    "AMVB",
    "KONINKLIJK_BESLUIT",
    "MINISTERIELE_REGELING",
    "PROVINCIALE_VERORDENING",
    "WATERSCHAPS_VERORDENING",
    "GEMEENTELIJKE_VERORDENING",
    "BELEIDSREGEL",
    "UITVOERINGSBELEID",
)
"""From the highest to the lowest layer, for lex superior."""

LOCAL = {
    "GEMEENTELIJKE_VERORDENING": "gemeente_code",
    "PROVINCIALE_VERORDENING": "provincie_code",
    "WATERSCHAPS_VERORDENING": "waterschap_code",
}
"""Layers that never hold everywhere, with the key that says where."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A mapping: its keys with the check each value must pass, and which keys it needs."""

    keys: Mapping[str, str]
    required: tuple[str, ...] = ()
    free: bool = False
    each: str | None = None
    """The kind of every value, where the keys are names that the law itself gives."""
    one_of: tuple[str, ...] = ()
    """Keys of which at least one must stand there."""


_TYPES = ("string", "number", "boolean", "amount", "object", "array", "date")
UNITS = ("euro", "eurocent", "ratio", "percentage", "years", "weeks", "months", "days")
_CHARACTERS = (
    "BESCHIKKING",
    "TOETS",
    "WAARDEBEPALING",
    "BESLUIT_VAN_ALGEMENE_STREKKING",
    "INFORMATIEF",
)
_DECISIONS = (
    "TOEKENNING",
    "AFWIJZING",
    "GOEDKEURING",
    "GEEN_BESLUIT",
    "ALGEMEEN_VERBINDEND_VOORSCHRIFT",
    "BELEIDSREGEL",
    "VOORBEREIDINGSBESLUIT",
    "ANDERE_HANDELING",
    "AANSLAG",
)
CHOICES: dict[str, tuple[str, ...]] = {
    "type": _TYPES,
    "unit": UNITS,
    "layer": LAYERS,
    "character": _CHARACTERS,
    "decision": _DECISIONS,
    "point": ("pre_actions", "post_actions"),
    "term_type": ("string", "number", "boolean", "amount", "date"),
}
PATTERNS = {
    "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date written as 'YYYY-MM-DD'"),
    "start": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}|#.+", "a date written as 'YYYY-MM-DD' or '#output'"),
    "bwb": (r"BWBR[0-9]{7}", "a BWB id such as BWBR0015703"),
    "gemeente": (r"GM[0-9]{4}", "a municipality code such as GM9901"),
    "provincie": (r"PV[0-9]{2}", "a province code such as PV25"),
    "waterschap": (r"WS[0-9]{4}", "a water board code such as WS0155"),
}

_FIELD = {
    "name": "text",
    "type": "type",
    "description": "text",
    "type_spec": "{type_spec",
    "temporal": "any",
    "legal_basis": "{basis",
}
SHAPES: dict[str, Shape] = {
    "law": Shape(
        {
            "$schema": "text",
            "$id": "text",
            "uuid": "text",
            "name": "text",
            "publication_date": "date",
            "valid_from": "start",
            "valid_to": "date",
            "regulatory_layer": "layer",
            "url": "text",
            "bwb_id": "bwb",
            "celex_nummer": "text",
            "eli": "text",
            "tractatenblad_id": "text",
            "unts_nummer": "text",
            "gemeente_code": "gemeente",
            "provincie_code": "provincie",
            "waterschap_code": "waterschap",
            "officiele_titel": "text",
            "stcrt_id": "text",
            "organisation": "text",
            "competent_authority": "any",
            "legal_basis": "[law_basis",
            "preamble": "{preamble",
            "articles": "[article",
            "procedure": "any",
        },
        ("regulatory_layer", "publication_date", "url", "articles"),
    ),
    "law_basis": Shape(
        {"law_id": "text", "article": "text", "description": "text"}, ("law_id", "article")
    ),
    "preamble": Shape({"text": "text", "url": "text", "machine_readable": "{machine"}, ("text",)),
    "article": Shape(
        {
            "number": "text",
            "text": "text",
            "url": "text",
            "machine_readable": "{machine",
            "references": "any",
        },
        ("number", "text", "url"),
    ),
    "machine": Shape(
        {
            "endpoint": "text",
            "competent_authority": "any",
            "enables": "any",
            "requires": "any",
            "open_terms": "[term",
            "implements": "[implements",
            "definitions": "{definitions",
            "execution": "{execution",
            "hooks": "[hook",
            "overrides": "[override",
            "untranslatables": "[untranslatable",
        }
    ),
    "execution": Shape(
        {
            "produces": "{produces",
            "parameters": "[parameter",
            "input": "[input",
            "output": "[output",
            "actions": "[action",
        }
    ),
    "produces": Shape(
        {"legal_character": "character", "decision_type": "decision", "procedure_id": "text"},
        free=True,
    ),
    "parameter": Shape({**_FIELD, "required": "bool"}, ("name", "type")),
    "input": Shape({**_FIELD, "source": "{source"}, ("name", "type", "source")),
    "output": Shape(_FIELD, ("name", "type")),
    "source": Shape(
        {
            "regulation": "text",
            "output": "text",
            "parameters": "{bindings",
            "description": "text",
            "endpoint": "text",
        }
    ),
    "bindings": Shape({}, each="expression"),
    "definitions": Shape({}, each="definition"),
    "definition": Shape({"value": "expression", "type_spec": "{type_spec"}, ("value",), free=True),
    "resolve": Shape(
        {"type": "text", "output": "text", "match": "{match"}, ("type", "output"), free=True
    ),
    "match": Shape({"output": "text", "value": "expression"}, free=True),
    "type_spec": Shape(
        {
            "unit": "unit",
            "precision": "int",
            "min": "number",
            "max": "number",
            "enum": "[scalar",
        },
        free=True,
    ),
    "basis": Shape(
        dict.fromkeys(
            (
                "law",
                "bwb_id",
                "article",
                "paragraph",
                "sentence",
                "url",
                "juriconnect",
                "explanation",
            ),
            "text",
        )
    ),
    "term": Shape(
        {
            "id": "text",
            "description": "text",
            "type": "term_type",
            "required": "bool",
            "delegated_to": "text",
            "delegation_type": "layer",
            "legal_basis": "text",
            "default": "{default",
        },
        ("id", "type"),
    ),
    "default": Shape({"actions": "[action"}),
    "implements": Shape(
        {"law": "text", "article": "text", "open_term": "text", "gelet_op": "text"},
        ("law", "article", "open_term"),
    ),
    "override": Shape(
        {"law": "text", "article": "text", "output": "text"}, ("law", "article", "output")
    ),
    "hook": Shape(
        {"hook_point": "point", "applies_to": "{applies_to"}, ("hook_point", "applies_to")
    ),
    "applies_to": Shape(
        {"legal_character": "character", "decision_type": "text", "stage": "text"},
        ("legal_character",),
    ),
    "untranslatable": Shape(
        {
            "construct": "text",
            "reason": "text",
            "suggestion": "text",
            "legal_text_excerpt": "text",
            "accepted": "bool",
        },
        ("construct", "reason"),
    ),
}
NULL_COUNTS = {
    "EQUALS", "NOT_EQUALS", "IN", "NOT_IN", "IS_NULL", "NOT_NULL", "IF", "LIST", "SUBTRACT_DATE",
}  # fmt: skip
"""Operations that do something of use with null; in any other a part left empty is a mistake."""
COUNTED = ("days", "months", "years")
"""What DATE_DIFF counts in."""
STEPS = ("years", "months", "weeks", "days")
"""What DATE_ADD adds, in this order: from coarse to fine, each clamped (schema v0.5.6)."""
_VALUES = {"values": "[expression"}
_SUBJECT = {"subject": "expression", "value": "expression"}


def _operation_shapes() -> dict[str, Shape]:
    shapes: dict[str, Shape] = {}
    for name in ("ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX"):
        shapes[name] = Shape(_VALUES, ("values",))
    for name in ("ROUND", "CEIL", "FLOOR"):
        shapes[name] = Shape({"value": "expression", "precision": "int"}, ("value", "precision"))
    for name in ("AND", "OR"):
        shapes[name] = Shape({"conditions": "[expression"}, ("conditions",))
    for name in (
        "EQUALS",
        "GREATER_THAN",
        "LESS_THAN",
        "GREATER_THAN_OR_EQUAL",
        "LESS_THAN_OR_EQUAL",
    ):
        shapes[name] = Shape(_SUBJECT, ("subject", "value"))
    shapes["NOT"] = Shape({"value": "expression"}, ("value",))
    shapes["IF"] = Shape({"cases": "[case", "default": "expression"}, ("cases",))
    shapes["IN"] = Shape({**_SUBJECT, **_VALUES}, ("subject",), one_of=("value", "values"))
    shapes["LIST"] = Shape({"items": "[expression"}, ("items",))
    shapes["AGE"] = Shape(
        {"date_of_birth": "expression", "reference_date": "expression"},
        ("date_of_birth", "reference_date"),
    )
    shapes["DATE_ADD"] = Shape(
        dict.fromkeys(("date", *STEPS), "expression"), ("date",), one_of=STEPS
    )
    shapes["DATE"] = Shape(
        dict.fromkeys(("year", "month", "day"), "expression"), ("year", "month", "day")
    )
    shapes["DAY_OF_WEEK"] = Shape({"date": "expression"}, ("date",))
    shapes["DATE_DIFF"] = Shape(
        dict.fromkeys(("from", "to", "in"), "expression"), ("from", "to", "in")
    )
    return shapes


OPERATIONS = _operation_shapes()
ALIASES = {
    "SWITCH": "IF",
    "NOT_EQUALS": "EQUALS",
    "IS_NULL": "EQUALS",
    "NOT_NULL": "EQUALS",
    "NOT_IN": "IN",
    "CONCAT": "CONCAT",
    "SUBTRACT_DATE": "SUBTRACT_DATE",
}
"""Accepted outside the schema; a note advises the form of the schema."""

OLDER = {
    "CONCAT": Shape(_VALUES, ("values",)),
    "SUBTRACT_DATE": Shape({**_SUBJECT, **_VALUES, "unit": "expression"}),
}
"""Operations that the schema had before v0.5, and has other forms for since."""

CASE = Shape({"when": "expression", "then": "expression"}, ("when", "then"))
LAYER_NEEDS = {
    "WET": ("bwb_id",),
    "AMVB": ("bwb_id",),
    "MINISTERIELE_REGELING": ("bwb_id",),
    "GRONDWET": ("bwb_id",),
    "EU_VERORDENING": ("celex_nummer",),
    "EU_RICHTLIJN": ("celex_nummer",),
    "VERDRAG": ("tractatenblad_id",),
    "GEMEENTELIJKE_VERORDENING": ("gemeente_code", "officiele_titel"),
    "PROVINCIALE_VERORDENING": ("provincie_code", "officiele_titel"),
    "WATERSCHAPS_VERORDENING": ("waterschap_code", "officiele_titel"),
}
