# SPDX-License-Identifier: EUPL-1.2
"""The same law for one person and for a population gives the same answers."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from meedoen.law import Corpus, LawError, Mode, deciding_articles, evaluate
from meedoen.law.model import read_law
from tests.law.writing import DAY, article, ask, calm, corpus, field, law, op

np = pytest.importorskip("numpy", reason="numpy is not installed")
vector = pytest.importorskip("meedoen.law.vector", reason="numpy is not installed")

KINDS = {
    "a": st.booleans(),
    "b": st.booleans(),
    "n": st.integers(0, 4),
    "m": st.integers(0, 4),
    "geboren": st.dates(date(1940, 1, 1), DAY),
}
TYPES = {"a": bool, "b": bool, "n": np.int64, "m": np.int64, "geboren": "datetime64[D]"}
BLANK = {"a": False, "b": False, "n": 0, "m": 0, "geboren": DAY}
PEOPLE = st.lists(
    st.fixed_dictionaries({name: st.none() | kind for name, kind in KINDS.items()}),
    min_size=1,
    max_size=8,
)


def column(values: list[Any], dtype: Any, blank: Any) -> Any:
    known = np.array([value is not None for value in values])
    filled = [blank if value is None else value for value in values]
    return vector.Column(np.array(filled, dtype=dtype), known)


def columns(people: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        name: column([person[name] for person in people], TYPES[name], BLANK[name])
        for name in KINDS
    }


def numbers() -> st.SearchStrategy[Any]:
    leaves = st.sampled_from(["$n", "$m"]) | st.integers(0, 3)
    age = st.just(op("AGE", date_of_birth="$geboren", reference_date="$referencedate"))
    return st.recursive(
        leaves | age,
        lambda inner: st.builds(
            lambda name, values: op(name, values=values),
            st.sampled_from(["ADD", "SUBTRACT", "MULTIPLY", "MIN", "MAX"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
        max_leaves=4,
    )


def conditions() -> st.SearchStrategy[Any]:
    compared = st.builds(
        lambda name, s, v: op(name, subject=s, value=v),
        st.sampled_from(["EQUALS", "GREATER_THAN", "LESS_THAN_OR_EQUAL"]),
        numbers(),
        numbers(),
    )
    found = st.builds(lambda s: op("IN", subject=s, values=[1, 2, 3]), numbers())
    return st.recursive(
        st.sampled_from(["$a", "$b"]) | st.booleans() | compared | found,
        lambda inner: st.one_of(
            st.builds(lambda c: op("AND", conditions=c), st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda c: op("OR", conditions=c), st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda v: op("NOT", value=v), inner),
            st.builds(
                lambda w, t, d: op("IF", cases=[{"when": w, "then": t}], default=d),
                inner,
                inner,
                inner,
            ),
        ),
        max_leaves=8,
    )


@calm
@given(conditions(), PEOPLE)
def test_the_scalar_and_the_column_engine_agree_on_random_populations(
    expression: Any, people: list[dict[str, Any]]
) -> None:
    data = law("proef", article("1", {"uit": expression}, facts=list(KINDS)))
    held = Corpus((read_law(data, Path("proef.yaml"), "0"),))
    found = vector.evaluate_many(held, law="proef", outputs=["uit"], facts=columns(people), on=DAY)[
        "uit"
    ]
    for row, person in enumerate(people):
        facts = {name: value for name, value in person.items() if value is not None}
        answer = ask(held, "proef", "uit", mode=Mode.INTAKE, **facts)
        assert bool(found.known[row]) is answer.known
        if answer.known:
            assert found.values[row] == answer.value


def towns(folder: Path) -> Corpus:
    link = {"law": "wet", "article": "8", "open_term": "korting"}
    term = {
        "id": "korting",
        "type": "number",
        "default": {"actions": [{"output": "korting", "value": 0}]},
    }
    national = law(
        "wet",
        article("8", {"korting": "$korting"}, facts=["gemeente_code"], open_terms=[term]),
        article(
            "9",
            {"bedrag": op("SUBTRACT", values=[100, "$korting"])},
            inputs=[field("korting", source={"output": "korting"})],
        ),
    )
    local = law(
        "plaatselijk",
        article(
            "1", {"korting": op("MULTIPLY", values=["$n", 10])}, facts=["n"], implements=[link]
        ),
        gemeente_code="GM9901",
    )
    return corpus(folder, national, local)


def test_every_municipality_gets_its_own_ordinance(tmp_path: Path) -> None:
    facts = {
        "gemeente_code": column(["GM9901", "GM9902", None, "GM9901"], "U6", ""),
        "n": column([3, 3, 3, None], np.int64, 0),
    }
    found = vector.evaluate_many(
        towns(tmp_path), law="wet", outputs=["bedrag"], facts=facts, on=DAY
    )["bedrag"]
    assert found.known.tolist() == [True, True, False, False]
    assert found.values[:2].tolist() == [70, 100]


def test_what_columns_cannot_do_is_done_row_by_row(tmp_path: Path) -> None:
    between = op("DATE_DIFF", **{"from": "$dag", "to": "$referencedate", "in": "days"})
    later = op("ADD", values=[between, "$n"])
    held = corpus(tmp_path, law("later", article("1", {"uit": later}, facts=["dag", "n"])))
    facts = {
        "dag": column([DAY - timedelta(9), None], "datetime64[D]", DAY),
        "n": column([1, 1], np.int64, 0),
    }
    found = vector.evaluate_many(held, law="later", outputs=["uit"], facts=facts, on=DAY)["uit"]
    assert found.known.tolist() == [True, False]
    assert found.values[0] == 10


STEPS = st.fixed_dictionaries(
    {},
    optional={
        "years": st.just("$n") | st.integers(-30, 30),
        "months": st.just("$m") | st.integers(-30, 30),
        "weeks": st.integers(-9, 9),
        "days": st.just("$n") | st.integers(-99, 99),
    },
)


@calm
@given(STEPS, PEOPLE)
def test_days_later_are_the_same_for_one_and_for_many(
    steps: dict[str, Any], people: list[dict[str, Any]]
) -> None:
    later = op("DATE_ADD", date="$geboren", **steps)
    held = Corpus(
        (read_law(law("p", article("1", {"uit": later}, facts=list(KINDS))), Path("p"), "0"),)
    )
    found = vector.evaluate_many(held, law="p", outputs=["uit"], facts=columns(people), on=DAY)
    for row, person in enumerate(people):
        facts = {name: value for name, value in person.items() if value is not None}
        answer = ask(held, "p", "uit", mode=Mode.INTAKE, **facts)
        assert bool(found["uit"].known[row]) is answer.known
        if answer.known:
            assert str(found["uit"].values[row]) == answer.value


@calm
@given(
    st.lists(
        st.none() | st.lists(st.sampled_from(["PW", "ZW", "WW"]), max_size=2),
        min_size=1,
        max_size=6,
    )
)
def test_a_list_of_ones_own_is_searched_the_same_for_one_and_for_many(lists: list[Any]) -> None:
    inside = op("NOT", value=op("IN", subject="PW", value="$soorten"))
    data = law("p", article("1", {"uit": inside}, facts=["soorten"]))
    held = Corpus((read_law(data, Path("p"), "0"),))
    values = np.empty(len(lists), dtype=object)
    values[:] = [[] if own is None else own for own in lists]
    facts = {"soorten": vector.Column(values, np.array([own is not None for own in lists]))}
    found = vector.evaluate_many(held, law="p", outputs=["uit"], facts=facts, on=DAY)["uit"]
    for row, own in enumerate(lists):
        answer = ask(
            held, "p", "uit", mode=Mode.INTAKE, **({} if own is None else {"soorten": own})
        )
        assert bool(found.known[row]) is answer.known
        if answer.known:
            assert found.values[row] == answer.value


def layered(expressions: list[Any], last: Any) -> Corpus:
    """Articles that each give a condition, and one that weighs them: bits with a meaning."""
    names = [f"v{at}" for at in range(len(expressions))]
    articles = [
        article(str(at), {names[at]: expression}, facts=list(KINDS))
        for at, expression in enumerate(expressions)
    ]
    inputs = [{"name": n, "type": "boolean", "source": {"output": n}} for n in names]
    final = article("slot", {"uit": last}, inputs=inputs)
    return Corpus((read_law(law("proef", *articles, final), Path("proef.yaml"), "0"),))


def weighings() -> st.SearchStrategy[Any]:
    return st.recursive(
        st.sampled_from(["$v0", "$v1", "$v2"]),
        lambda inner: st.one_of(
            st.builds(lambda c: op("AND", conditions=c), st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda c: op("OR", conditions=c), st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda v: op("NOT", value=v), inner),
            st.builds(lambda s, v: op("EQUALS", subject=s, value=v), inner, inner),
            st.builds(
                lambda w, t, d: op("IF", cases=[{"when": w, "then": t}], default=d),
                inner,
                inner,
                inner,
            ),
        ),
        max_leaves=8,
    )


@calm
@given(st.lists(conditions(), min_size=3, max_size=3), weighings(), PEOPLE)
def test_the_deciding_articles_are_those_of_the_scalar_explanation(
    expressions: list[Any], last: Any, people: list[dict[str, Any]]
) -> None:
    held = layered(expressions, last)
    told, articles = vector.explain_many(
        held, law="proef", outputs=["uit"], facts=columns(people), on=DAY
    )
    bare = vector.evaluate_many(held, law="proef", outputs=["uit"], facts=columns(people), on=DAY)
    assert bare["uit"].deciding is None
    for row, person in enumerate(people):
        facts = {name: value for name, value in person.items() if value is not None}
        answer = ask(held, "proef", "uit", mode=Mode.INTAKE, **facts)
        mask = int(told["uit"].deciding[row])
        found = {ref for at, ref in enumerate(articles) if mask >> at & 1}
        assert found == deciding_articles(answer.trace)
        assert bool(told["uit"].known[row]) is bool(bare["uit"].known[row]) is answer.known


def deciders(told: Any, articles: Any, row: int) -> set[str]:
    mask = int(told.deciding[row])
    return {ref.number for at, ref in enumerate(articles) if mask >> at & 1}


def test_of_a_no_only_the_article_that_refused_decides_and_of_a_yes_all() -> None:
    held = layered(["$a", "$b", True], op("AND", conditions=["$v0", "$v1", "$v2"]))
    people = [
        {"a": True, "b": True},
        {"a": False, "b": False},
        {"a": True, "b": False},
        {"a": True},
    ]
    rows = [dict.fromkeys(KINDS) | person for person in people]
    told, articles = vector.explain_many(
        held, law="proef", outputs=["uit"], facts=columns(rows), on=DAY
    )
    found = [deciders(told["uit"], articles, row) for row in range(4)]
    assert found == [{"slot", "0", "1", "2"}, {"slot", "0"}, {"slot", "1"}, {"slot", "1"}]


def test_each_municipality_shows_its_own_article_as_deciding(tmp_path: Path) -> None:
    facts = {
        "gemeente_code": column(["GM9901", "GM9902", None], "U6", ""),
        "n": column([3, 3, 3], np.int64, 0),
    }
    told, articles = vector.explain_many(
        towns(tmp_path), law="wet", outputs=["bedrag"], facts=facts, on=DAY
    )
    mask = [int(bits) for bits in told["bedrag"].deciding]
    local = [at for at, ref in enumerate(articles) if ref.municipality == "GM9901"]
    assert len(local) == 1
    assert mask[0] >> local[0] & 1
    assert not mask[1] >> local[0] & 1


def test_more_articles_than_bits_is_said_and_never_cut_off() -> None:
    held = layered(["$a"] * 65, op("AND", conditions=[f"$v{at}" for at in range(65)]))
    row = dict.fromkeys(KINDS) | {"a": True}
    with pytest.raises(LawError, match="More than 64 articles"):
        vector.explain_many(held, law="proef", outputs=["uit"], facts=columns([row]), on=DAY)


def texts() -> st.SearchStrategy[Any]:
    return st.sampled_from(["$woon", "$soort", "samen", "alleen", "PW"])


def days() -> st.SearchStrategy[Any]:
    later = st.builds(
        lambda date, years: op("DATE_ADD", date=date, years=years),
        st.sampled_from(["$geboren", "$sinds"]),
        st.just("$n") | st.integers(0, 40),
    )
    return st.sampled_from(["$geboren", "$sinds", "$referencedate.iso", "2001-02-28"]) | later


def questions() -> st.SearchStrategy[Any]:
    """Conditions over numbers, texts, dates and lists of one's own."""
    same_text = st.builds(lambda s, v: op("EQUALS", subject=s, value=v), texts(), texts())
    other_text = st.builds(lambda s, v: op("NOT_EQUALS", subject=s, value=v), texts(), texts())
    some_text = st.builds(
        lambda name, s, v: op(name, subject=s, values=v),
        st.sampled_from(["IN", "NOT_IN"]),
        texts(),
        st.lists(texts(), min_size=1, max_size=3),
    )
    listed = st.builds(
        lambda name, s: op(name, subject=s, value="$lijst"),
        st.sampled_from(["IN", "NOT_IN"]),
        st.sampled_from(["PW", "ZW", "WW"]),
    )
    earlier = st.builds(
        lambda name, s, v: op(name, subject=s, value=v),
        st.sampled_from(["LESS_THAN", "GREATER_THAN_OR_EQUAL", "EQUALS"]),
        days(),
        days(),
    )
    return st.one_of(conditions(), same_text, other_text, some_text, listed, earlier)


def results() -> st.SearchStrategy[Any]:
    """What an article may give: a number, a text or a day, chosen by up to two conditions."""

    def chosen(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.builds(
            lambda cases, default: op(
                "IF", cases=[{"when": w, "then": t} for w, t in cases], default=default
            ),
            st.lists(
                st.tuples(st.sampled_from(["$v0", "$v1", "$v2"]), values), min_size=1, max_size=2
            ),
            values,
        )

    divided = st.builds(
        lambda n, d: op("DIVIDE", values=[n, d]), numbers(), st.sampled_from([2, 4])
    )
    return chosen(numbers() | divided) | chosen(texts()) | chosen(days()) | weighings()


LISTS = st.lists(st.sampled_from(["PW", "ZW", "WW"]), max_size=2)
WIDER = {
    **KINDS,
    "woon": st.sampled_from(["samen", "alleen", "bij familie"]),
    "soort": st.sampled_from(["PW", "alleen"]),
    "sinds": st.dates(date(2000, 1, 1), DAY),
    "lijst": LISTS,
    "gemeente_code": st.sampled_from(["GM9901", "GM9902"]),
}
TOWNSPEOPLE = st.lists(
    st.fixed_dictionaries({name: st.none() | kind for name, kind in WIDER.items()}),
    min_size=1,
    max_size=8,
)


def wider(people: list[dict[str, Any]]) -> dict[str, Any]:
    """Columns for all those facts; the lists as objects, the texts as numpy texts."""
    found = columns(people)
    for name in ("woon", "soort", "gemeente_code"):
        found[name] = column([person[name] for person in people], "U12", "")
    found["sinds"] = column([person["sinds"] for person in people], "datetime64[D]", DAY)
    held = np.empty(len(people), dtype=object)
    held[:] = [person["lijst"] or [] for person in people]
    known = np.array([person["lijst"] is not None for person in people])
    found["lijst"] = vector.Column(held, known)
    return found


def ruled(expressions: list[Any], last: Any, local: Any) -> Corpus:
    """A random law of four articles, of which one is filled in by one municipality only."""
    names = [f"v{at}" for at in range(3)]
    facts = [name for name in WIDER if name != "gemeente_code"]
    articles = [
        article(str(at), {names[at]: expression}, facts=facts)
        for at, expression in enumerate(expressions[:2])
    ]
    default = {"actions": [{"output": "v2", "value": expressions[2]}]}
    term = {"id": "v2", "type": "boolean", "default": default}
    articles.append(article("2", {"v2": "$v2"}, facts=[*facts, "gemeente_code"], open_terms=[term]))
    inputs = [{"name": n, "type": "boolean", "source": {"output": n}} for n in names]
    articles.append(article("slot", {"uit": last}, facts=facts, inputs=inputs))
    filled = article(
        "a",
        {"v2": local},
        facts=facts,
        implements=[{"law": "proef", "article": "2", "open_term": "v2"}],
    )
    national = read_law(law("proef", *articles), Path("proef.yaml"), "0")
    own = read_law(law("eigen", filled, gemeente_code="GM9901"), Path("eigen.yaml"), "1")
    return Corpus((national, own))


def told_facts(person: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in person.items() if value is not None}


@calm
@given(st.lists(questions(), min_size=3, max_size=3), results(), questions(), TOWNSPEOPLE)
def test_random_laws_give_one_and_many_the_same_answer_for_the_same_reason(
    expressions: list[Any], last: Any, local: Any, people: list[dict[str, Any]]
) -> None:
    """Numbers, texts, dates, lists, unknowns, and an ordinance of one of two towns."""
    held = ruled(expressions, last, local)
    asked: dict[str, Any] = {"law": "proef", "outputs": ["uit", "v2"], "on": DAY}
    try:
        answers = [
            evaluate(held, facts=told_facts(person), mode=Mode.INTAKE, **asked).outputs
            for person in people
        ]
    except LawError:
        assume(False)
    bare = vector.evaluate_many(held, facts=wider(people), **asked)
    why, articles = vector.explain_many(held, facts=wider(people), **asked)
    for name in ("uit", "v2"):
        for row, answer in enumerate(answers):
            assert bool(bare[name].known[row]) is answer[name].known
            assert bool(why[name].known[row]) is answer[name].known
            mask = int(why[name].deciding[row])
            deciding = {ref for at, ref in enumerate(articles) if mask >> at & 1}
            assert deciding == deciding_articles(answer[name].trace)
            if answer[name].known:
                assert _plain(bare[name].values[row]) == answer[name].value
                assert _plain(why[name].values[row]) == answer[name].value


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, np.datetime64) else value


def test_a_population_of_more_than_one_block_is_answered_to_the_last_person() -> None:
    size = 40_000
    rows = np.arange(size)
    facts = {
        "n": vector.Column(rows % 5, rows % 7 > 0),
        "m": vector.Column(rows % 3, np.ones(size, dtype=bool)),
    }
    expression = op("ADD", values=[op("MULTIPLY", values=["$n", 10]), "$m"])
    data = law("proef", article("1", {"uit": expression}, facts=["n", "m"]))
    held = Corpus((read_law(data, Path("proef.yaml"), "0"),))
    found = vector.evaluate_many(held, law="proef", outputs=["uit"], facts=facts, on=DAY)["uit"]
    assert np.array_equal(found.known, rows % 7 > 0)
    expected = rows % 5 * 10 + rows % 3
    assert np.array_equal(found.values[found.known], expected[found.known])


def test_texts_numbered_beforehand_give_the_same_answers() -> None:
    inside = op("IN", subject="$woon", values=["samen", "bij familie"])
    held = Corpus(
        (read_law(law("p", article("1", {"uit": inside}, facts=["woon"])), Path("p"), "0"),)
    )
    raw = column(["alleen", "samen", None, "bij familie"], "U12", "")
    numbered = vector.categorised(raw)
    assert numbered.values.dtype == np.uint8
    assert [numbered.value(row) for row in (0, 1, 3)] == ["alleen", "samen", "bij familie"]
    for given_ in (raw, numbered):
        facts = {"woon": given_}
        found = vector.evaluate_many(held, law="p", outputs=["uit"], facts=facts, on=DAY)["uit"]
        assert found.known.tolist() == [True, True, False, True]
        assert found.values[found.known].tolist() == [False, True, True]


@pytest.mark.parametrize("different", [3, 400])
def test_texts_are_numbered_the_same_whether_there_are_few_or_many(different: int) -> None:
    values = np.array([f"woord {at % different}" for at in range(1_000)])
    numbered = vector.categorised(vector.Column(values, np.ones(1_000, dtype=bool)))
    assert len(numbered.categories) == different
    assert [numbered.value(row) for row in range(1_000)] == values.tolist()


def test_who_is_older_than_anyone_lives_is_left_to_the_scalar_engine() -> None:
    age = op("AGE", date_of_birth="$geboren", reference_date="$referencedate")
    held = Corpus(
        (read_law(law("p", article("1", {"uit": age}, facts=["geboren"])), Path("p"), "0"),)
    )
    born = [date(1800, 5, 1), date(2004, 2, 29), DAY, None]
    facts = {"geboren": column(born, "datetime64[D]", date(9000, 1, 1))}
    found = vector.evaluate_many(held, law="p", outputs=["uit"], facts=facts, on=DAY)["uit"]
    assert found.values[found.known].tolist() == [225, 22, 0]
    assert found.known.tolist() == [True, True, True, False]


def test_nothing_times_something_unknown_is_nothing_for_many_as_for_one() -> None:
    product = op("MULTIPLY", values=["$n", "$m"])
    held = Corpus(
        (read_law(law("p", article("1", {"uit": product}, facts=["n", "m"])), Path("p"), "0"),)
    )
    facts = {
        "n": column([0, 2, None, None, 3], np.int64, 0),
        "m": column([None, None, 0, 5, 4], np.int64, 0),
    }
    found = vector.evaluate_many(held, law="p", outputs=["uit"], facts=facts, on=DAY)["uit"]
    one = ask(held, "p", "uit", mode=Mode.INTAKE, n=0)
    assert (one.known, one.value) == (True, 0)
    assert found.known.tolist() == [True, False, True, False, True]
    assert found.values[found.known].tolist() == [0, 0, 12]
