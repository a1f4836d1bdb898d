# SPDX-License-Identifier: EUPL-1.2
"""Samples of cards, doors and promises."""

from django.utils.safestring import mark_safe

from meedoen.web.components.samples.shapes import Sample, SampleGroup

_TEXT = mark_safe("<p>Rustige plek, kleine groep. Laarzen liggen klaar.</p>")
CARDS: tuple[SampleGroup, ...] = (
    SampleGroup(
        "card",
        "Kaarten",
        (
            Sample(
                "met link en merkje",
                {
                    "heading": "Moestuin",
                    "url": "#inhoud",
                    "badge": "Vrijwilligerswerk",
                    "content": _TEXT,
                },
            ),
            Sample("rustig", {"heading": "Afgesproken", "quiet": True, "content": _TEXT}),
            Sample("getint", {"heading": "Liever praten?", "tint": True, "content": _TEXT}),
        ),
    ),
    SampleGroup(
        "door",
        "Deuren",
        (
            Sample(
                "drie kleuren",
                {
                    "icon": "coffee",
                    "heading": "Iets doen in de buurt",
                    "text": "Kijk rond en loop binnen.",
                    "action": "Kijk wat er is",
                    "url": "#inhoud",
                },
            ),
            Sample(
                "",
                {
                    "icon": "message-2",
                    "heading": "Mijn verhaal vertellen",
                    "text": "Je vertelt het één keer.",
                    "action": "Begin met één vraag",
                    "url": "#inhoud",
                    "colour": "blush",
                },
            ),
            Sample(
                "",
                {
                    "icon": "heart-handshake",
                    "heading": "Iets doen voor een ander",
                    "text": "Een uurtje is al goed.",
                    "action": "Kijk wie hulp zoekt",
                    "url": "#inhoud",
                    "colour": "lamp",
                },
            ),
        ),
        "md-doors",
    ),
    SampleGroup(
        "promise",
        "Beloften",
        (
            Sample(
                "",
                {
                    "icon": "key",
                    "heading": "Jij kiest wie meekijkt",
                    "text": "Je ziet altijd wie je verhaal las.",
                },
            ),
            Sample(
                "",
                {
                    "icon": "hand-stop",
                    "heading": "Stoppen mag altijd",
                    "text": "Nee zeggen mag ook.",
                },
            ),
        ),
        "md-promises",
        "ul",
    ),
    SampleGroup(
        "agenda",
        "Deze week",
        (
            Sample(
                "gewoon",
                {
                    "items": [
                        {
                            "day": "Maandag",
                            "time": "10 uur",
                            "title": "Koffie in De Huiskamer",
                            "url": "#inhoud",
                            "text": "Aanschuiven is genoeg.",
                            "badge": "Ontmoeten",
                        }
                    ]
                },
            ),
        ),
    ),
    SampleGroup(
        "open_doors", "Zonder indicatie", (Sample("gewoon", {"doors": [{"name": "Moestuin"}]}),)
    ),
    SampleGroup(
        "fold",
        "Uitklappen",
        (Sample("open", {"summary": "Waarom?", "open": True, "content": _TEXT}),),
    ),
    SampleGroup(
        "badge",
        "Merkjes",
        tuple(
            Sample(kind, {"text": text, "kind": kind})
            for kind, text in (
                ("plain", "Vrijwilligerswerk"),
                ("ok", "open"),
                ("wait", "termijn"),
                ("ask", "vraag"),
                ("calm", "rust"),
            )
        ),
        "md-row",
    ),
)
