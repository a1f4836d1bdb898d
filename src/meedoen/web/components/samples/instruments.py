# SPDX-License-Identifier: EUPL-1.2
"""Samples of what people at work use: the glasses, tables, maps and figures."""

from django.core.paginator import Paginator
from django.utils.safestring import mark_safe

from meedoen.web.components.samples.shapes import Sample, SampleGroup

_GLASSES = [
    {
        "need": "Een plek overdag",
        "cells": [
            {
                "outcome": "vraagt_oordeel",
                "title": "Dagbesteding in een groep",
                "article": "Wmo 2015, art. 2.3.5 lid 3",
                "text": "De vaste voorwaarden kloppen. Te wegen: is een open plek genoeg?",
                "note_heading": "Wie beslist: college",
                "note": "Iemand van het wijkteam schrijft de afweging op.",
            },
            {
                "outcome": "ja",
                "title": "Samen maken in de werkplaats",
                "article": "Participatiewet, art. 7",
                "text": "Zelfstandig meedoen is een geldig doel.",
            },
        ],
    },
    {
        "need": "Er komen",
        "cells": [
            {
                "outcome": "onbekend",
                "title": "Vervoer naar de plek",
                "article": "Wmo 2015, art. 1.1.1",
                "text": "Eén feit ontbreekt.",
                "note_heading": "Volgende vraag",
                "note": "Kun je zelf naar een plek in de stad komen?",
            },
            {
                "outcome": "nee_op_deze_grond",
                "title": "Vervoer naar werk",
                "article": "Participatiewet, art. 10",
                "text": "Dit geldt alleen bij betaald werk.",
                "note_heading": "Wel mogelijk",
                "note": "Reiskosten als bijzondere bijstand.",
            },
        ],
    },
]
_TEXT = mark_safe("<p>Rustige plek, kleine groep. Laarzen liggen klaar.</p>")
_ROWS = mark_safe(
    '<tr><th scope="row"><a class="utrecht-link" href="#inhoud">De Spaander</a></th>'
    '<td data-label="Vorm">Samen maken</td><td class="md-number" data-label="Vrij">2</td></tr>'
    '<tr><th scope="row"><a class="utrecht-link" href="#inhoud">Moestuin</a></th>'
    '<td data-label="Vorm">Vrijwilligerswerk</td>'
    '<td class="md-number" data-label="Vrij">14</td></tr>'
)
_BUTTON = mark_safe(
    '<button class="utrecht-button utrecht-button--secondary-action" type="button">'
    "Zet de uitweg in het plan</button>"
)
_COLUMNS = [{"label": "Plek"}, {"label": "Vorm"}, {"label": "Vrij", "numeric": True}]
INSTRUMENTS: tuple[SampleGroup, ...] = (
    SampleGroup("outcome_key", "Vier uitkomsten", (Sample("alle vier"),)),
    SampleGroup(
        "glasses",
        "Twee brillen",
        (
            Sample(
                "vier uitkomsten", {"columns": ["Wmo 2015", "Participatiewet"], "rows": _GLASSES}
            ),
        ),
    ),
    SampleGroup(
        "knelpunt",
        "Knelpunt",
        (
            Sample(
                "met een uitweg",
                {
                    "heading": "meer doen kan hulp kosten",
                    "code": "K06",
                    "level": 3,
                    "collides": "Wie meer doet, kan een deel van de begeleiding verliezen.",
                    "way_out": "Minder hulp kan alleen met een nieuw besluit.",
                    "content": _BUTTON,
                },
            ),
        ),
    ),
    SampleGroup(
        "panel",
        "Paneel",
        (Sample("met teller", {"heading": "Vandaag", "level": 3, "count": 2, "content": _TEXT}),),
    ),
    SampleGroup(
        "table",
        "Tabel",
        (Sample("met getallen", {"caption": "Plekken", "columns": _COLUMNS, "content": _ROWS}),),
    ),
    SampleGroup(
        "tile",
        "Tegels",
        (
            Sample(
                "gewoon",
                {
                    "number": 3,
                    "heading": "willen gebeld worden",
                    "icon": "phone-call",
                    "url": "#inhoud",
                },
            ),
        ),
    ),
    SampleGroup(
        "tabs",
        "Tabbladen",
        (
            Sample(
                "gewoon",
                {
                    "label": "Voorbeeld",
                    "tabs": [
                        {"label": "Voor mij", "url": "#inhoud", "count": 6, "current": True},
                        {"label": "Nu niet", "url": "#inhoud", "count": 9},
                    ],
                },
            ),
        ),
    ),
    SampleGroup(
        "breadcrumb",
        "Kruimelpad",
        (
            Sample(
                "gewoon",
                {"crumbs": [{"label": "Inwoners", "url": "#inhoud"}, {"label": "Twee brillen"}]},
            ),
        ),
    ),
    SampleGroup(
        "pagination",
        "Bladeren",
        (Sample("midden", {"page_obj": Paginator(range(90), 10).page(5)}),),
    ),
    SampleGroup(
        "legend",
        "Legenda",
        (
            Sample(
                "vijf klassen",
                {
                    "heading": "Per 100 huishoudens",
                    "classes": ["minder dan 4", "4 tot 7", "7 tot 10", "10 tot 13", "13 of meer"],
                },
            ),
        ),
    ),
    SampleGroup(
        "bar",
        "Tellen",
        (
            Sample("deze buurt", {"label": "Deze buurt", "value": "12,3", "share": 92}),
            Sample("gemeente", {"label": "Gemeente", "value": "8,6", "share": 64, "quiet": True}),
        ),
    ),
    SampleGroup(
        "tell",
        "Vertellen",
        (
            Sample(
                "met toestemming",
                {
                    "text": "Ik kreeg drie brieven van drie mensen. Nu komt er één.",
                    "source": "Huisbezoek, september 2026. Gedeeld met toestemming, zonder naam.",
                },
            ),
        ),
    ),
)
