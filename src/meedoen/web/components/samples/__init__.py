# SPDX-License-Identifier: EUPL-1.2
"""Samples for the gallery: every component in every state, with invented content."""

from meedoen.web.components.samples.acting import ACTING
from meedoen.web.components.samples.cards import CARDS
from meedoen.web.components.samples.instruments import INSTRUMENTS
from meedoen.web.components.samples.messages import MESSAGES
from meedoen.web.components.samples.shapes import SampleGroup
from meedoen.web.components.samples.telling import TELLING

# The chapters of the gallery with their components, in reading order.
CHAPTERS: tuple[tuple[str, tuple[SampleGroup, ...]], ...] = (
    ("Kiezen en invullen", ACTING),
    ("Berichten", MESSAGES),
    ("Kaarten en deuren", CARDS),
    ("Verhaal en plan", TELLING),
    ("Werken en tellen", INSTRUMENTS),
)
