# SPDX-License-Identifier: EUPL-1.2
"""What a citation names: one law, and of it these articles; nothing in it is passed over."""

import pytest

from meedoen.rules.rulebook.citing import CitedArticle, cited_articles, listed

LAWS = {"Wmo 2015": "wmo_2015", "Pw": "participatiewet", "WW": "werkloosheidswet",
        "Wajong": "wajong", "WAO": None, "Regeling vrijwilligerswerk in de WW": None}  # fmt: skip


@pytest.mark.parametrize(
    ("citation", "law", "numbers"),
    [
        ("Wmo 2015, art. 2.3.2", "wmo_2015", ["2.3.2"]),
        ("Wmo 2015, art. 1.1.1, 2.1.4a en 3a.1.1", "wmo_2015", ["1.1.1", "2.1.4a", "3a.1.1"]),
        ("Wmo 2015, art. 1.2.1 c, 1.2.2 en 2.3.3", "wmo_2015", ["1.2.1", "1.2.2", "2.3.3"]),
        ("Wmo 2015, art. 2.3.5 lid 4 en art. 1.2.2 lid 3", "wmo_2015", ["2.3.5", "1.2.2"]),
        ("Wmo 2015, art. 1.1.1 (met vervoer) en 2.3.5 lid 3", "wmo_2015", ["1.1.1", "2.3.5"]),
        ("Pw, art. 31 lid 2 n, r, y, z en aa, en lid 5", "participatiewet", ["31"]),
        ("Pw, art. 10 lid 1, onder 27 jaar art. 7a lid 1", "participatiewet", ["10", "7a"]),
        ("Wajong, art. 2:24 en 1a:1", "wajong", ["2:24", "1a:1"]),
        ("WAO, art. 80", None, ["80"]),
    ],
)
def test_a_citation_names_articles_of_a_law(
    citation: str, law: str | None, numbers: list[str]
) -> None:
    found = cited_articles(citation, LAWS)
    assert [(one.law, one.number) for one in found] == [(law, number) for number in numbers]


def test_what_is_not_here_may_be_cited_as_a_whole() -> None:
    whole = "Regeling vrijwilligerswerk in de WW"
    assert cited_articles(whole, LAWS) == (CitedArticle(whole, None, ""),)


@pytest.mark.parametrize(
    ("citation", "message"),
    [
        ("WMO, art. 2.3.2", "'WMO, art. 2.3.2' begint niet met .*Pw, .*Wmo 2015"),
        ("Pwart. 7", "begint niet met"),
        ("Wmo 2015", "noem een artikel"),
        ("Wmo 2015, 2.3.2", "'2.3.2' .*zet er 'art.' voor"),
        ("Wmo 2015, art. 2.3.2 en verder", "'verder' is geen nummer"),
        ("Wmo 2015, art. 2.3.2-2.3.5", "'2.3.2-2.3.5' is geen nummer"),
        ("Wmo 2015, art. 2.3.5 lid 3 en 2.3.6", "'2.3.6' .*zet er 'art.' voor"),
        ("Wmo 2015, art. 2.3.5 lid 5 en Pw, art. 10b", "ook Pw; maak er een lijst van"),
        ("Pw, art. 10b en WW, art. 8", "ook WW; maak er een lijst van"),
    ],
)
def test_what_a_citation_cannot_mean_is_refused(citation: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        cited_articles(citation, LAWS)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("Pw, art. 7", "Pw, art. 7"),
        (["Pw, art. 7"], "Pw, art. 7"),
        (["Pw, art. 7", "WW, art. 8"], "Pw, art. 7 en WW, art. 8"),
        (["Pw, art. 7", "WW, art. 8", "WAO, art. 80"], "Pw, art. 7, WW, art. 8 en WAO, art. 80"),
    ],
)
def test_citations_of_several_laws_are_said_as_one(given: str | list[str], told: str) -> None:
    assert listed(given)[1] == told


@pytest.mark.parametrize("given", [[], "", 7, [7], {"Pw": "7"}])
def test_what_is_no_citation_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match="een wet met artikelen, of een lijst"):
        listed(given)
