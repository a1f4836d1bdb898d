# SPDX-License-Identifier: EUPL-1.2
"""Reading the catalogues beside the laws into a `Rulebook`, and refusing what does not fit.

Every entry is checked against the others: a provision's law and outputs must exist, a fact that a
law reads must have a question, a name in a condition must be known. An error names the file, the
entry and what to do, because the reader is the person correcting the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from meedoen.law import Corpus, LawFileError, load_corpus
from meedoen.law.errors import LawFileMissing
from meedoen.law.loading import read_yaml
from meedoen.rules.rulebook.catalogue import (
    Certainty,
    Contribution,
    Fact,
    FactType,
    Knelpunt,
    Label,
    LegalGround,
    MaySay,
    NewerText,
    Option,
    OutputOf,
    Provision,
    Rulebook,
    RulebookError,
)
from meedoen.rules.rulebook.citation_checking import check_citations, check_cited_laws
from meedoen.rules.rulebook.citing import names_an_article
from meedoen.rules.rulebook.conditions import (
    AGE,
    Condition,
    ConditionError,
    FactTest,
    OutcomeTest,
    parts_of,
    read_condition,
)
from meedoen.rules.rulebook.provision_reading import PROVISIONS, provision_reader
from meedoen.rules.rulebook.step_reading import check_step, conditions_of, step_reader
from meedoen.vocabulary.domains import Domain, Sensitivity

FACTS, KNELPUNTEN = "facts.yaml", "knelpunten.yaml"
STEPS = "steps.yaml"
_BOUNDS_OF = {
    FactType.DATE: ("years_back", "years_ahead"),
    FactType.NUMBER: ("most",),
    FactType.AMOUNT: ("most",),
}
KNEL = "knelpunten"
KNELPUNT_TYPES = (
    "benadering", "regeling", "bejegening", "financiën", "informatie", "capaciteit",
)  # fmt: skip

T = TypeVar("T")
Raw = Mapping[str, Any]


def load_rulebook(directory: Path, *more_laws: Path) -> Rulebook:
    """Read the rulebook in `directory`: its catalogues, and the laws below `nl` and `more_laws`.

    Raises RulebookError (a ValueError) naming file, entry and what to do; LawFileError for a law
    file that is not readable YAML.
    """
    files = {name: _document(directory / name) for name in (FACTS, PROVISIONS, KNELPUNTEN, STEPS)}
    corpus = load_corpus(directory / "nl", *more_laws)
    catalogue, steps = files[PROVISIONS][0], files[STEPS][0]
    book = Rulebook(
        facts={f.name: f for f in _entries(FACTS, files[FACTS][0], "facts", _fact)},
        provisions=tuple(
            _entries(PROVISIONS, catalogue, "provisions", provision_reader(catalogue))
        ),
        knelpunten=tuple(_entries(KNELPUNTEN, files[KNELPUNTEN][0], "knelpunten", _knelpunt)),
        steps=tuple(_entries(STEPS, steps, "steps", step_reader(steps))),
        step_groups=_labels(steps, "groups"),
        glasses=_labels(catalogue, "glasses"),
        needs=_labels(catalogue, "needs"),
        contributions=_contributions(catalogue),
        corpus=corpus,
        digest=_digest(corpus, [digest for _, digest in files.values()]),
        override_grounds=_grounds(catalogue),
        newer_texts=_newer_texts(catalogue, corpus),
    )
    check_cited_laws(catalogue, corpus)
    _check(book, directory)
    return book


def _document(path: Path) -> tuple[Raw, str]:
    try:
        document, digest = read_yaml(path)
    except LawFileMissing as error:
        raise RulebookError(
            f"{path}: dit bestand ontbreekt. Wijs de map aan waarin facts.yaml staat."
        ) from error
    except LawFileError as error:
        raise RulebookError(str(error)) from error
    if not isinstance(document, Mapping):
        raise RulebookError(f"{path}: dit bestand is leeg of geen lijst. Zet de inhoud terug.")
    return document, digest


def _digest(corpus: Corpus, catalogues: Iterable[str]) -> str:
    parts = sorted([*(law.digest for law in corpus.laws), *catalogues])
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _entries(file: str, document: Raw, key: str, build: Callable[[Raw], T]) -> Iterator[T]:
    """Build every entry under `key`; an entry that cannot be built is named in the error."""
    seen: set[str] = set()
    for position, raw in enumerate(document.get(key) or (), start=1):
        name = str(raw.get("name" if key == "facts" else "code" if key == KNEL else "id"))
        where = f"{file}, {name} (nummer {position})"
        if name in seen:
            raise RulebookError(f"{where}: deze naam staat er twee keer. Haal er één weg.")
        seen.add(name)
        try:
            yield build(raw)
        except KeyError as error:
            raise RulebookError(f"{where}: vul {error} in.") from error
        except (ConditionError, ValueError, TypeError, AttributeError) as error:
            raise RulebookError(f"{where}: {error}. Verbeter deze regel.") from error
    if not seen:
        raise RulebookError(f"{file}: er staat niets onder '{key}'.")


def _fact(raw: Raw) -> Fact:
    fact = Fact(
        name=raw["name"],
        type=FactType(raw["type"]),
        question=raw["question"],
        professional_question=raw["professional_question"],
        why=raw["why"],
        answered_by=tuple(map(MaySay, raw["answered_by"])),
        sensitivity=Sensitivity(raw["sensitivity"]),
        domain=Domain(raw["domain"]),
        body=raw.get("body"),
        options=tuple(Option(o["code"], o["label"]) for o in raw.get("options") or ()),
        multiple=bool(raw.get("multiple", False)),
        years_back=raw.get("years_back"),
        years_ahead=raw.get("years_ahead"),
        most=raw.get("most"),
    )
    if (fact.type is FactType.ENUM) != bool(fact.options):
        raise ValueError("een keuzelijst (enum) heeft options nodig, een ander type niet")
    if MaySay.JUDGEMENT in fact.answered_by and not fact.body:
        raise ValueError("een oordeel heeft body nodig: wie geeft het oordeel")
    _must_have_bounds(fact)
    return fact


def _must_have_bounds(fact: Fact) -> None:
    """Refuse a day, a number or an amount without bounds: a slip of the pen would count as true."""
    given = {"years_back": fact.years_back, "years_ahead": fact.years_ahead, "most": fact.most}
    needed = _BOUNDS_OF.get(fact.type, ())
    for name, value in given.items():
        if (name in needed) != (value is not None):
            does = "heeft" if name in needed else "heeft geen"
            raise ValueError(f"een {fact.type} {does} {name} nodig")
        if value is not None and (type(value) is not int or value < 0):
            raise ValueError(f"{name} is een heel getal van nul of meer")


def _newer_texts(catalogue: Raw, corpus: Corpus) -> tuple[NewerText, ...]:
    """The texts still to be read; one that was read must be taken off the list."""
    found = []
    for raw in catalogue.get("newer_texts") or ():
        text = NewerText(str(raw["law"]), date.fromisoformat(str(raw["day"])))
        held = [law.valid_from for law in corpus.laws if law.id == text.law]
        if not held or any(day and day >= text.day for day in held):
            raise RulebookError(
                f"{PROVISIONS}, newer_texts {text.law}: van deze wet is er geen oudere tekst, of "
                f"die van {text.day} is er al. Haal deze regel weg."
            )
        found.append(text)
    return tuple(found)


def _knelpunt(raw: Raw) -> Knelpunt:
    if raw["type"] not in KNELPUNT_TYPES:
        raise ValueError(f"type is een van {', '.join(KNELPUNT_TYPES)}")
    return Knelpunt(
        code=raw["code"],
        title=raw["title"],
        laws=tuple(raw["laws"]),
        type=raw["type"],
        trigger=raw["trigger"],
        collision=raw["collision"],
        way_out=raw["way_out"],
        touches=tuple(raw.get("touches") or ()),
        certainty=Certainty(raw["certainty"]),
        when=read_condition(raw["when"]) if raw.get("when") else None,
    )


def _labels(document: Raw, key: str) -> tuple[Label, ...]:
    return tuple(Label(item["code"], item["label"]) for item in document.get(key) or ())


def _grounds(document: Raw) -> tuple[LegalGround, ...]:
    """Read the grounds to decide otherwise; each names its article, or it is no ground."""
    found = []
    glasses = {label.code for label in _labels(document, "glasses")}
    for item in document.get("override_grounds") or ():
        ground = LegalGround(item["code"], item["label"], item.get("glass"))
        where = f"{PROVISIONS}, override_grounds, {ground.code}"
        if not names_an_article(ground.label):
            raise RulebookError(f"{where}: noem de wet en het artikel.")
        if ground.glass is not None and ground.glass not in glasses:
            raise RulebookError(f"{where}: bril '{ground.glass}' bestaat niet. Verbeter de naam.")
        found.append(ground)
    return tuple(found)


def _contributions(document: Raw) -> dict[str, Contribution]:
    given: Raw = document.get("contributions") or {}
    return {code: _contribution(code, raw) for code, raw in given.items()}


def _contribution(code: str, raw: Raw) -> Contribution:
    if "note" in raw:
        return Contribution(code, raw["note"])
    return Contribution(code, raw["onbekend"], raw["law"], raw["output"], raw["ja"], raw["nee"])


def _check(book: Rulebook, directory: Path) -> None:
    """Refuse names that point at nothing; other corpora may read facts of their own."""
    outputs = _outputs(book.corpus)
    for provision in book.provisions:
        _check_provision(book, provision, outputs)
        check_citations(book, provision, directory)
    ids = {provision.id for provision in book.provisions}
    for knelpunt in book.knelpunten:
        where = f"{KNELPUNTEN}, {knelpunt.code}"
        for touched in set(knelpunt.touches) - ids:
            raise RulebookError(f"{where}: voorziening '{touched}' bestaat niet. Haal hem weg.")
        if knelpunt.when:
            _check_condition(book, knelpunt.when, where)
    for step in book.steps:
        where = f"{STEPS}, {step.id}"
        check_step(book, step, where)
        for condition in conditions_of(step):
            _check_condition(book, condition, where)
    for name in sorted(_read_by_laws(book.corpus, directory) - set(book.facts)):
        raise RulebookError(f"{FACTS}: een wet leest '{name}'. Zet de vraag erachter in de lijst.")


def _outputs(corpus: Corpus) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for law in corpus.laws:
        found.setdefault(law.id, set()).update(law.producers)
    return found


def _check_provision(book: Rulebook, provision: Provision, outputs: dict[str, set[str]]) -> None:
    where = f"{PROVISIONS}, {provision.id}"
    asked = [OutputOf(provision.law, provision.output)]
    if provision.judgement_output:
        asked.append(OutputOf(provision.law, provision.judgement_output))
    if provision.yields_to:
        asked.append(OutputOf(provision.law, provision.yields_to.output))
    if provision.concerns:
        asked.append(provision.concerns)
    for ask in asked:
        if ask.output not in outputs.get(ask.law, ()):
            raise RulebookError(
                f"{where}: wet '{ask.law}' heeft geen uitkomst '{ask.output}'. "
                "Verbeter de naam of voeg het artikel toe."
            )
    _check_codes(book, provision, where)
    if provision.yields_to:
        book.provision(provision.yields_to.provision)
    for variant in provision.variants:
        _check_condition(book, variant.when, where)


def _check_codes(book: Rulebook, provision: Provision, where: str) -> None:
    known = {
        "glass": {label.code for label in book.glasses},
        "need": {label.code for label in book.needs},
        "contribution": set(book.contributions),
    }
    for field, codes in known.items():
        value = getattr(provision, field)
        if value not in codes:
            raise RulebookError(
                f"{where}: {field} '{value}' bestaat niet. Kies uit {', '.join(sorted(codes))}."
            )


def _check_condition(book: Rulebook, condition: Condition, where: str) -> None:
    for part in parts_of(condition):
        if isinstance(part, OutcomeTest):
            book.provision(part.provision)
        elif part.fact != AGE:
            _check_test(book, part, where)


def _check_test(book: Rulebook, part: FactTest, where: str) -> None:
    fact = book.facts.get(part.fact)
    if fact is None:
        raise RulebookError(f"{where}: feit '{part.fact}' staat niet in {FACTS}. Voeg het toe.")
    codes = {option.code for option in fact.options}
    given = part.value if isinstance(part.value, list) else [part.value]
    for value in given:
        if codes and value not in codes:
            raise RulebookError(f"{where}: '{value}' is geen antwoord op '{part.fact}'.")


def _read_by_laws(corpus: Corpus, directory: Path) -> set[str]:
    ours = [law for law in corpus.laws if law.path.is_relative_to(directory)]
    return {name for law in ours for article in law.articles for name in article.parameters}
