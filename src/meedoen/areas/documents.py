# SPDX-License-Identifier: EUPL-1.2
"""Takes the features out of GeoJSON documents, and notices what is no whole answer (pure).

Map services give at most so many areas in one answer and say in small print how many there are; who
imports the first page loses the other buurten. Pages that belong together may be given in one call.
Source: RFC 7946 §3.3; OGC API Features part 1 (numberMatched, numberReturned, links); WFS
(totalFeatures); Esri (exceededTransferLimit).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

EXPORT = "export the areas as GeoJSON in WGS84 (EPSG:4326)"
# WGS84, and ETRS89, which lies within a metre of it.
_DEGREES = re.compile(r"(CRS:?84|CRS84h|EPSG[:/]+([0-9.]*[:/]+)?(4326|4258|4979|4937))$", re.I)
_TOTALS = ("numbermatched", "totalfeatures", "numberreturned", "count", "totalcount", "total",
           "matched", "totalresults", "@odata.count", "odata.count")  # fmt: skip
# Where services say how much there is, beside the document itself.
_PARTS = ("properties", "context", "meta", "metadata", "paging", "page", "pagination", "search")
_MORE = ("@odata.nextlink", "odata.nextlink", "nextpagetoken", "nextpage", "nexttoken", "nextlink")
_ALL_OF_IT = "ask the service for all of them (a higher limit or count, or page after page)"


@dataclass(frozen=True, slots=True)
class FeatureProblem:
    """What is wrong with one feature (index from 0; None: the file as a whole) and what to do."""

    source: str
    index: int | None
    code: str
    what: str
    advice: str

    def __str__(self) -> str:
        place = self.source if self.index is None else f"{self.source} features[{self.index}]"
        code = f" {self.code}" if self.code else ""
        said = f"{place}{code}: {self.what}; {self.advice}."
        return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in said)


@dataclass(frozen=True, slots=True)
class Collection:
    """A FeatureCollection: the name of its file, its features, and what it says about itself."""

    source: str
    features: Sequence[Any]
    members: Mapping[str, Any]

    @property
    def total(self) -> int:
        """How many features there are at the service, as far as the document says; else 0."""
        return max(
            _whole(value)
            for part in _said_in(self.members)
            for value in (0, *(_folded(part).get(name) for name in _TOTALS))
        )

    @property
    def kind(self) -> str:
        """What the features have in common, so that pages of one layer are counted together."""
        for feature in self.features[:1]:
            properties = feature.get("properties") if isinstance(feature, dict) else None
            return " ".join(sorted(map(str, properties or ())))
        return ""

    def link(self, relation: str) -> str:
        """Give the address of a link of this document in one spelling; "" when there is none."""
        links = self.members.get("links")
        for link in links if isinstance(links, list) else ():
            if isinstance(link, dict) and relation in _relations(link) and link.get("href"):
                return _address(str(link["href"]))
        names = (relation, *(_MORE if relation == "next" else ()))
        for part in (*_said_in(self.members), links if isinstance(links, dict) else {}):
            for name in names:
                direct = _folded(part).get(name)
                direct = direct.get("href") if isinstance(direct, dict) else direct
                if isinstance(direct, str) and direct:
                    return _address(direct)
        return ""


def collection_in(source: str, document: object) -> Collection | FeatureProblem:
    """Give the FeatureCollection that a document is, or say what it is instead."""
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        return FeatureProblem(
            source, None, "", f"is no GeoJSON FeatureCollection{_instead(document)}", EXPORT
        )
    foreign = _foreign_crs(document)
    if foreign:
        advice = "download or convert it as WGS84 (EPSG:4326)"
        return FeatureProblem(source, None, "", f"is in {foreign}", advice)
    features = document.get("features")
    if not isinstance(features, list):
        return FeatureProblem(source, None, "", "has no list of features", EXPORT)
    members = {name: value for name, value in document.items() if name != "features"}
    return Collection(source, features, members)


def missing_pages(collections: Sequence[Collection]) -> Iterator[FeatureProblem]:
    """Name each document that is a part of more, when the rest is not given with it."""
    held: Counter[tuple[int, str]] = Counter()
    for found in collections:
        held[found.total, found.kind] += len(found.features)
    given = {found.link("self") for found in collections} - {""}
    for found in collections:
        all_held = held[found.total, found.kind]
        if found.total > all_held:
            what = f"holds {all_held} of {found.total} areas"
            yield FeatureProblem(found.source, None, "", what, _ALL_OF_IT)
        elif found.total == 0 and found.link("next") and found.link("next") not in given:
            what = f"is one page of more: it holds {len(found.features)} areas and a link to more"
            yield FeatureProblem(found.source, None, "", what, _ALL_OF_IT)
        elif _was_cut_short(found.members):
            what = f"holds {len(found.features)} areas, and says that the service has more"
            yield FeatureProblem(found.source, None, "", what, _ALL_OF_IT)


def _instead(document: object) -> str:
    """Say what a document is that people take for GeoJSON."""
    if not isinstance(document, dict):
        return ""
    kind = document.get("type")
    if kind == "Topology":
        return " but TopoJSON"
    if kind == "Feature":
        return " but a single Feature"
    if "geometryType" in document or "spatialReference" in document:
        return " but Esri JSON"
    if "value" in document and any("odata" in str(key) for key in document):
        return " but an answer of OData"
    trouble = document.get("error") or document.get("title") or document.get("description")
    return f" (it says: {str(trouble)[:200]!r})" if trouble and not kind else ""


def _foreign_crs(document: Mapping[str, Any]) -> str:
    """Name the coordinate system when it is no WGS84; "" when it is, or when nothing is said."""
    for name in ("crs", "coordRefSys"):
        stated = document.get(name)
        if not stated:
            continue
        inside = stated.get("properties") if isinstance(stated, dict) else stated
        said = inside.get("name") if isinstance(inside, dict) else inside
        if isinstance(said, str) and _DEGREES.search(said.strip("[]")):
            continue
        if "28992" in str(stated) or "7415" in str(stated):
            return "Rijksdriehoek metres (EPSG:28992)"
        return f"another coordinate system ({str(said or stated)[:80]})"
    return ""


def _was_cut_short(members: Mapping[str, Any]) -> bool:
    return any(_folded(part).get("exceededtransferlimit") is True for part in _said_in(members))


def _said_in(members: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give the document itself, and its parts in which services say how much there is."""
    inside = (_folded(members).get(name) for name in _PARTS)
    return [members, *(part for part in inside if isinstance(part, dict))]


def _folded(part: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name).lower().replace("_", ""): value for name, value in part.items()}


def _relations(link: Mapping[str, Any]) -> list[str]:
    said = link.get("rel")
    return [str(one).lower() for one in (said if isinstance(said, list) else [said])]


def _whole(value: object) -> int:
    """Read a number of features; services also write it as text, or "unknown"."""
    if isinstance(value, bool):
        return 0
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,12}", value):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) else 0


def _address(href: str) -> str:
    """Write an address without its host and with its query in order, to compare two."""
    parts = urlsplit(href)
    query = sorted(pair for pair in parse_qsl(parts.query) if pair[0] != "f")
    return f"{parts.path.rstrip('/')}?{query}"
