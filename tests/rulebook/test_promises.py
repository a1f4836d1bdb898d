# SPDX-License-Identifier: EUPL-1.2
"""What no sentence of the product may promise, looked for in all of them.

Every term names an article that holds it, every article cited stands in the rulebook, whoever must
be told is named, and the plan is never called a report.
"""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import yaml

from meedoen.law.model import Article, Law
from meedoen.plans.models import Step
from meedoen.rules.rulebook.catalogue import Certainty, Provision
from tests.rulebook.citing_law import HELD, cited
from tests.rules.people import RULEBOOK, rulebook

ROOT = RULEBOOK.parent
SHARED = ROOT.parent / "shared" / "regelrecht" / "corpus" / "regulation" / "nl" / "wet"
NATIONAL = [law for law in rulebook().corpus.laws if law.scope is None]
PROVISIONS = rulebook().provisions
ON_SCREEN = [
    path
    for folder in (ROOT / "src", ROOT / "rulebook")
    for path in sorted(folder.rglob("*"))
    if path.suffix in {".html", ".py", ".yaml", ".txt", ".js"} and "migrations" not in path.parts
]
WHO_IS_TOLD = re.compile(r"gemeente|UWV|SVB|college|CAK|zorgkantoor|regisseur|knelpunt")
TELLING = re.compile(
    r"\b(meld|melden|meldt|meldde|gemeld|melding|doorgeven|doorgegeven|doorgaf)\b"
    r"|\bgeef\b[^.?]*\bdoor\b",
    re.IGNORECASE,
)
_TOLD = r"(?:gemeld|doorgegeven|(?:een |de |je )?melding)"
PLAN_REPORTS = re.compile(
    rf"\bplan\b.*\b(?:is|wordt|telt als|geldt als)\b.*\b{_TOLD}\b"
    rf"|\b{_TOLD}\b.*\b(?:via|met|in|door) (?:\w+ )?plan\b"
    r"|\bplan\b.*\b(?:weet|weten) (?:de gemeente|UWV|het college)\b",
    re.IGNORECASE,
)
NOT_A_REPORT = re.compile(r"\b(geen|niet|nooit|zelf)\b")
PLACEHOLDER = re.compile(r"bevestigen|onbekend|nader|p\.m\.|\?\?", re.IGNORECASE)
WORDS = {"een half": 0.5, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7,
         "acht": 8, "tien": 10, "twaalf": 12, "vijftien": 15}  # fmt: skip
MONTHS = {"maand": 1, "maanden": 1, "jaar": 12, "jaren": 12}
DAYS = {"dag": 1, "dagen": 1, "werkdagen": 1, "week": 7, "weken": 7}
TERM = re.compile(rf"\b({'|'.join(WORDS)})\s+({'|'.join((*MONTHS, *DAYS))})\b", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.?!:])\s+|\n", text) if part.strip()]


def words_of(provision: Provision) -> Iterator[str]:
    yield from (*provision.sentences.values(), provision.way_on)
    for variant in provision.variants:
        yield from (variant.sentence, variant.way_on)


def texts_about_rules() -> Iterator[tuple[str, str]]:
    for provision in PROVISIONS:
        yield from ((provision.id, text) for text in words_of(provision))
    for k in rulebook().knelpunten:
        yield from ((k.code, text) for text in (k.collision, k.way_out))
    for step in rulebook().steps:
        yield step.id, step.says
    for fact in rulebook().facts.values():
        yield fact.name, fact.why


def articles_of(citation: str) -> Iterator[Article]:
    for name, numbers in cited(citation):
        for law in rulebook().corpus.laws:
            if law.id == HELD.get(name):
                yield from (a for a in law.articles if a.number in numbers)


def calls_a_plan_a_report(text: str) -> list[str]:
    return [
        part
        for part in sentences(text)
        if PLAN_REPORTS.search(part) and not NOT_A_REPORT.search(part)
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        "Zet het in het plan, dan is het gemeld.",
        "Met je plan is dit doorgegeven.",
        "Dit is gemeld in je plan.",
        "Je plan telt als melding bij de gemeente.",
        "Schrijf het in je plan, zo weet UWV het meteen.",
    ],
)
def test_the_search_finds_a_plan_that_is_called_a_report(wrong: str) -> None:
    assert calls_a_plan_a_report(wrong) == [wrong]


@pytest.mark.parametrize(
    "right", ["Het plan is geen melding.", "Een eigen plan mag, tot zeven dagen na de melding."]
)
def test_the_search_leaves_a_plan_that_is_none_alone(right: str) -> None:
    assert calls_a_plan_a_report(right) == []


def test_no_text_of_the_product_calls_a_plan_a_report() -> None:
    """Pw 17, Wmo 2.3.8: what must be told, she tells herself."""
    told = {
        str(path.relative_to(ROOT)): found
        for path in ON_SCREEN
        if (found := calls_a_plan_a_report(path.read_text(encoding="utf-8")))
    }
    assert told == {}


def test_whoever_must_be_told_is_named_in_the_same_text() -> None:
    nameless = [
        (where, text)
        for where, text in texts_about_rules()
        if TELLING.search(text) and not WHO_IS_TOLD.search(text)
    ]
    assert nameless == []


def citations() -> Iterator[tuple[str, str]]:
    for provision in PROVISIONS:
        yield provision.id, provision.article
        if provision.judged_on:
            yield provision.id, provision.judged_on
        if provision.yields_to:
            yield provision.id, provision.yields_to.article
    for k in rulebook().knelpunten:
        yield from ((k.code, law) for law in k.laws if "art." in law)


@pytest.mark.parametrize(("where", "citation"), sorted(set(citations())))
def test_every_article_that_is_cited_can_be_read_in_the_rulebook(where: str, citation: str) -> None:
    for name, numbers in cited(citation):
        if name in HELD:
            laws = [law for law in rulebook().corpus.laws if law.id == HELD[name]]
            held = {article.number for law in laws for article in law.articles}
            assert set(numbers) <= held, f"{where}: {name} has no article {set(numbers) - held}"


def test_no_citation_is_a_placeholder() -> None:
    assert [(w, c) for w, c in citations() if PLACEHOLDER.search(c)] == []


def test_the_article_that_decides_is_the_article_that_is_cited() -> None:
    """In every version the output of a provision is made by an article its citation names."""
    elsewhere = []
    for provision in PROVISIONS:
        citations = (provision.article, provision.judged_on or provision.article)
        named = {a.number for c in citations for a in articles_of(c) if a.law.id == provision.law}
        for law in NATIONAL:
            if law.id == provision.law and provision.output in law.producers:
                number = law.producers[provision.output].number
                if number not in named:
                    elsewhere.append((provision.id, number))
    assert elsewhere == []


def _same(amount: float, unit: str, held: dict) -> bool:
    value, of = held.get("value"), (held.get("type_spec") or {}).get("unit", "")
    if not isinstance(value, int | float):
        return False
    in_months = {"months": value, "years": value * 12, "weeks": value * 12 / 52}.get(of)
    in_days = {"days": value, "weeks": value * 7}.get(of)
    if unit in MONTHS:
        return in_months == amount * MONTHS[unit]
    return in_days == amount * DAYS[unit]


def _terms(text: str) -> list[tuple[float, str]]:
    return [(WORDS[n.lower()], unit.lower()) for n, unit in TERM.findall(text)]


def terms_said() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for p in PROVISIONS:
        cites = tuple(filter(None, (p.article, p.judged_on)))
        yield from ((p.id, text, cites) for text in words_of(p) if _terms(text))
    for k in rulebook().knelpunten:
        cites = tuple(law for law in k.laws if "art." in law)
        yield from ((k.code, t, cites) for t in (k.title, k.collision) if _terms(t))


@pytest.mark.parametrize(("where", "text", "cites"), list(terms_said()))
def test_every_term_that_is_said_stands_in_an_article_that_is_cited(
    where: str, text: str, cites: tuple[str, ...]
) -> None:
    held = [
        raw for c in cites for a in articles_of(c) for raw in a.definitions.values()
        if isinstance(raw, dict)
    ]  # fmt: skip
    for amount, unit in _terms(text):
        assert any(_same(amount, unit, raw) for raw in held), f"{where}: {amount} {unit}"


def test_a_term_in_a_question_is_a_term_of_some_article() -> None:
    held = [
        raw for law in NATIONAL for a in law.articles for raw in a.definitions.values()
        if isinstance(raw, dict)
    ]  # fmt: skip
    for fact in rulebook().facts.values():
        for amount, unit in _terms(f"{fact.question} {fact.why}"):
            assert any(_same(amount, unit, raw) for raw in held), fact.name


def definitions() -> Iterator[tuple[str, dict]]:
    for law in NATIONAL:
        for article in law.articles:
            for name, raw in article.definitions.items():
                held = raw if isinstance(raw, dict) else {"value": raw}
                yield f"{law.id} {law.valid_from} {article.number} {name}", held


def test_every_number_of_a_law_names_the_article_it_comes_from() -> None:
    assert [w for w, held in definitions() if "artikel" not in held.get("description", "")] == []


def test_every_amount_of_a_law_says_of_which_year_it_is() -> None:
    yearless = [
        where
        for where, held in definitions()
        if (held.get("type_spec") or {}).get("unit") in {"eurocent", "euro"}
        and not re.search(r"\b20\d\d\b", held.get("description", ""))
    ]
    assert yearless == []


def _makes(law: Law, provision: Provision) -> list[Article]:
    outputs = (provision.output, provision.judgement_output)
    return [law.producers[o] for o in outputs if o in law.producers]


def test_what_an_article_leaves_to_a_jurist_no_provision_answers_on_that_day() -> None:
    """A provision on an article that says it must be confirmed is itself to be confirmed."""
    sure = [
        (provision.id, str(law.valid_from), article.number)
        for provision in PROVISIONS
        for law in NATIONAL
        if law.id == provision.law and law.valid_from and not _hidden(provision, law.valid_from)
        for article in _makes(law, provision)
        if "jurist" in article.text.lower()
        and provision.certainty_on(law.valid_from) is Certainty.SURE
    ]
    assert sure == []


def _hidden(provision: Provision, on: date) -> bool:
    """What ends before a day is not shown from it on, so it says nothing then."""
    return provision.id in {"pw.vrijlating", "pw.tegenprestatie"} and on >= date(2027, 1, 1)


def test_what_is_announced_is_to_be_confirmed() -> None:
    for provision in PROVISIONS:
        if "aangekondigd" in f"{provision.article} {provision.judged_on}":
            assert provision.certainty is Certainty.CHECK, provision.id


REAL = {
    "participatiewet": "participatiewet/2025-01-01.yaml",
    "wet_langdurige_zorg": "wet_langdurige_zorg/2025-07-05.yaml",
    "zorgverzekeringswet": "zorgverzekeringswet/2025-01-01.yaml",
}
NEW_SINCE_2025 = {"7a", "34a", "34b", "43a"}
"""Articles that the Participatiewet got after the real text at hand."""


@pytest.mark.parametrize("law_id", sorted(REAL))
def test_our_articles_stand_in_the_real_law(law_id: str) -> None:
    path = SHARED / REAL[law_id]
    if not path.exists():
        pytest.skip(f"The real text is not at {path}; put it there to check this.")
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    real = {str(a["number"]).rstrip(".") for a in raw["articles"]}
    ours = {a.number for law in NATIONAL if law.id == law_id for a in law.articles}
    missing = {n for n in ours if not any(r == n or r.startswith(f"{n}.") for r in real)}
    assert missing <= NEW_SINCE_2025


def test_a_way_out_fits_in_a_step_of_a_plan() -> None:
    """At work it is put ready as a step, in words that can change."""
    room = Step._meta.get_field("words").max_length
    assert [k.code for k in rulebook().knelpunten if len(k.way_out) > room] == []
