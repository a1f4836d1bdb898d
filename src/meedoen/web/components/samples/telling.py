# SPDX-License-Identifier: EUPL-1.2
"""Samples of what belongs to a story and a plan."""

from datetime import UTC, datetime

from meedoen.web.components.samples.shapes import Sample, SampleGroup

TELLING: tuple[SampleGroup, ...] = (
    SampleGroup(
        "said",
        "Dit zei je",
        (
            Sample(
                "te verbeteren",
                {"words": ["hout", "niet te druk", "twee ochtenden"], "url": "#inhoud"},
            ),
        ),
    ),
    SampleGroup(
        "facts",
        "Kort",
        (
            Sample(
                "wanneer, hoe ver, hoeveel",
                {
                    "facts": [
                        {"icon": "calendar-event", "text": "Dinsdag, 9.30 tot 12 uur"},
                        {"icon": "walk", "text": "12 minuten lopen"},
                        {"icon": "users", "text": "Hooguit 6 mensen"},
                    ]
                },
            ),
        ),
    ),
    SampleGroup(
        "reasons",
        "Waarom",
        (Sample("gewoon", {"reasons": ["Je zei: iets met mijn handen.", "Het is er stil."]}),),
    ),
    SampleGroup(
        "money",
        "Geld",
        (Sample("niets", {"text": "Gratis. Dit verandert niets aan je uitkering."}),),
    ),
    SampleGroup(
        "quote",
        "Wat iemand wil",
        (
            Sample(
                "met datum", {"text": "Ik wil weer iets maken.", "source": "Gezegd op 3 oktober"}
            ),
        ),
    ),
    SampleGroup(
        "steps",
        "Kleine stappen",
        (
            Sample(
                "gedaan, nu, straks",
                {
                    "steps": [
                        {"title": "Kennismaken", "note": "Gedaan", "state": "done"},
                        {
                            "title": "Eén ochtend meekijken",
                            "note": "Hier ben je nu",
                            "state": "now",
                        },
                        {
                            "title": "Een tweede ochtend",
                            "note": "Als jij eraan toe bent",
                            "state": "later",
                        },
                    ]
                },
            ),
        ),
    ),
    SampleGroup(
        "person", "Wie helpt", (Sample("gewoon", {"name": "Samira Haddou", "role": "Wijkteam"}),)
    ),
    SampleGroup(
        "happened",
        "Wat er veranderde",
        (
            Sample(
                "bij de inwoner en op het werk",
                {
                    "happened": [
                        {
                            "what": {"label": "Stap teruggezet"},
                            "about": "Bellen met de moestuin",
                            "at": datetime(2026, 11, 18, 9, 5, tzinfo=UTC),
                            "by": "Samira Haddou",
                        },
                        {
                            "what": {"label": "Nu niet: rust gekozen"},
                            "at": datetime(2026, 11, 17, 18, 40, tzinfo=UTC),
                            "by_resident": True,
                        },
                    ],
                },
            ),
        ),
    ),
    SampleGroup(
        "looked",
        "Wie keek",
        (
            Sample(
                "met een weg terug",
                {
                    "entries": [
                        {
                            "when": "17 november",
                            "who": "Samira Haddou",
                            "role": "wijkteam",
                            "what": "wat je wilt",
                            "why": "Om met jou een plek te zoeken.",
                            "action_url": "#inhoud",
                            "action_label": "Stop dit",
                        }
                    ]
                },
            ),
        ),
    ),
)
