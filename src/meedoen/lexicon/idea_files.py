# SPDX-License-Identifier: EUPL-1.2
"""Reads the files in `ideas/`, in which residents and partners can read and correct each idea.

A file is about an area of life, or about how some people say it. It tells ideas with their words
and what lies near, or adds words to ideas that are told elsewhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from meedoen.lexicon.ideas import SHORTEST_OTHER, Idea, Ideas, Phrases
from meedoen.lexicon.spelling import words_of
from meedoen.lexicon.text import stem

ELSEWHERE, SILENT, WHOLE = "elsewhere", "silent", "whole"
FOREIGN = ("other_languages", "arabic_in_latin")

# Who says it so: beside what it is about, a word of this file tells that somebody is young.
VOICES = {"young_people": "young_voice"}
_VOICE = frozenset(VOICES.values())

# The files by name, each with its ideas: how one is told, or only more words for it.
Areas = Mapping[str, Mapping[str, Any]]
Entry = tuple[tuple[str, ...], str, bool]


def _entries(areas: Areas) -> list[Entry]:
    """The words of each entry, with the idea it points at and whether they are ours: Dutch."""
    found: list[Entry] = []
    for area, ideas in areas.items():
        for key, told in ideas.items() if area not in (SILENT, WHOLE) else ():
            listed = told if isinstance(told, str) else told["words"]
            for entry in listed.split(","):
                said = tuple(words_of(entry))
                if said:
                    ours = area not in FOREIGN
                    found += [(said, one, ours) for one in (key, VOICES.get(area)) if one]
    return found


def _singles(
    entries: Iterable[Entry], silent: frozenset[str], whole: frozenset[str] | None = None
) -> dict[str, frozenset[str]]:
    """Words by themselves, and by their stem unless that is another word: gebed is no bed.

    As parts of compounds without words of other languages and those that are only meant whole:
    these turn up by chance. The stems are those of Dutch.
    """
    single: dict[str, set[str]] = defaultdict(set)
    stemmed: dict[str, set[str]] = defaultdict(set)
    for said, key, ours in entries:
        if len(said) > 1 or (whole is not None and (not ours or said[0] in whole)):
            continue
        (word,) = said
        single[word].add(key)
        root = stem(word)
        telling = ours and len(root) >= SHORTEST_OTHER
        if telling and root[:2] == word[:2] and root not in silent:
            stemmed[root].add(key)
    return {word: frozenset(keys) for word, keys in (stemmed | single).items()}


def _phrases(entries: Iterable[Entry]) -> Phrases:
    phrases: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for said, key, _ in entries:
        if len(said) > 1:
            phrases[tuple(stem(word) for word in said)].add(key)
    by_first: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = defaultdict(list)
    for phrase, keys in sorted(phrases.items(), key=lambda told: (-len(told[0]), told[0])):
        by_first[phrase[0]].append((phrase, frozenset(keys)))
    return {first: tuple(longest_first) for first, longest_first in by_first.items()}


def _listed(groups: Mapping[str, str]) -> frozenset[str]:
    """All words of a file that only lists words."""
    return frozenset(word for group in groups.values() for word in words_of(group))


def read_areas(areas: Areas) -> Ideas:
    """Ideas from the parsed files, by name.

    Raises KeyError for an idea that is nowhere told, and ValueError for one that is told twice.
    """
    told: dict[str, tuple[str, Mapping[str, Any]]] = {}
    for area, ideas in areas.items():
        for key, idea in ideas.items():
            if area in (SILENT, WHOLE) or isinstance(idea, str):
                continue
            if key in told:
                raise ValueError(f"{key} is told in {told[key][0]} and in {area}")
            told[key] = area, idea
    entries = _entries(areas)
    nowhere = {key for _, key, _ in entries} - told.keys()
    if nowhere:
        raise KeyError(", ".join(sorted(nowhere)))
    near: dict[str, dict[str, float]] = {key: {} for key in told}
    for key, (_, idea) in told.items():
        for other, how in idea.get("near", {}).items():
            near[key][other] = max(how, near[key].get(other, 0))
            near[other][key] = max(how, near[other].get(key, 0))
    silent = _listed(areas[SILENT])
    return Ideas(
        ideas={
            key: Idea(idea.get("weight", 1.0), near[key], area == ELSEWHERE, key in _VOICE)
            for key, (area, idea) in told.items()
        },
        single=_singles(entries, silent),
        phrases=_phrases(entries),
        parts=_singles(entries, silent, _listed(areas.get(WHOLE, {}))),
        silent=silent,
        spoken=Counter([*silent, *(word for said, _, _ in entries for word in said)]),
    )


@lru_cache(maxsize=1)
def load_ideas() -> Ideas:
    """The ideas that come with the product, read once."""
    folder = files("meedoen.lexicon").joinpath("ideas")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return read_areas(
        {
            file.name.removesuffix(".yaml"): yaml.load(file.read_text("utf-8"), Loader=loader)  # noqa: S506
            for file in folder.iterdir()
            if file.name.endswith(".yaml")
        }
    )
