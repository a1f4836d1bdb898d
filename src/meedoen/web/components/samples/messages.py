# SPDX-License-Identifier: EUPL-1.2
"""Samples of messages, warnings and empty places."""

from meedoen.web.components.samples.shapes import Sample, SampleGroup

MESSAGES: tuple[SampleGroup, ...] = (
    SampleGroup(
        "alert",
        "Berichten",
        (
            Sample("uitleg", {"kind": "info", "text": "Je hebt geen indicatie nodig."}),
            Sample("gelukt", {"kind": "ok", "text": "Bewaard. Je kunt later verder."}),
            Sample("let op", {"kind": "warning", "text": "Deze plek is bijna vol."}),
            Sample(
                "mislukt",
                {
                    "kind": "error",
                    "text": "Dit lukte niet. Je tekst is wel bewaard. Bel ons gerust.",
                },
            ),
        ),
    ),
    SampleGroup(
        "warning",
        "Deze plek vraagt meer",
        (
            Sample(
                "met een uitweg",
                {
                    "heading": "Deze plek vraagt meer dan je zei",
                    "text": "Jij zei twee ochtenden. Hier zijn het er drie.",
                    "url": "#inhoud",
                    "label": "Vraag of het ook met twee ochtenden kan",
                },
            ),
        ),
    ),
    SampleGroup(
        "undo",
        "Maak ongedaan",
        (Sample("gewoon", {"text": "De stap is weg.", "url": "#inhoud", "label": "Zet terug"}),),
    ),
    SampleGroup(
        "empty",
        "Nog niets",
        (
            Sample(
                "met iets om te doen",
                {
                    "heading": "Nog geen plek gekozen",
                    "text": "Dat hoeft ook niet vandaag.",
                    "url": "#inhoud",
                    "label": "Kijk wat er is",
                },
            ),
        ),
    ),
    SampleGroup(
        "both_texts",
        "Iemand veranderde dit ook",
        (
            Sample(
                "twee velden",
                {
                    "meanwhile": [
                        {
                            "name": "wish",
                            "label": "Wat wil je graag doen?",
                            "words": "Iets met hout.\nNiet te druk.",
                            "may_be_taken": True,
                        },
                        {"name": "talent", "label": "Wat kun je goed?", "may_be_taken": True},
                    ]
                },
            ),
        ),
    ),
    SampleGroup(
        "typed_words",
        "Dit typte je",
        (
            Sample(
                "kon niet bewaard worden",
                {
                    "typed": [
                        {"label": "Je woorden", "words": "Ik bel morgen\nmet de werkplaats."},
                    ]
                },
            ),
        ),
    ),
    SampleGroup(
        "return_words",
        "Woorden om terug te komen",
        (
            Sample(
                "",
                {"words": "zwaan kers dijk paraplu zee", "look": "md-lead"},
            ),
        ),
    ),
)
