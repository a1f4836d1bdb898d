# SPDX-License-Identifier: EUPL-1.2
"""Tables to write: one that somebody would, and any that can be."""

from hypothesis import strategies as st

from meedoen.vocabulary.documents import TableDocument

# All that Python can hold, halves of characters and controls among them, and formulas more often.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30) | st.builds(
    "{}{}{}".format,
    st.sampled_from(["", " ", "\u00a0", "\u200b", "\x01", "\ufeff"]),
    st.sampled_from(
        ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1", "#N/A"]
    ),
    st.text(max_size=5),
)
CELLS = st.none() | st.integers(0, 10**9) | ANY_TEXT


@st.composite
def tables(draw: st.DrawFn) -> TableDocument:
    """Give any table of one to four columns."""
    width = draw(st.integers(1, 4))
    return TableDocument(
        draw(ANY_TEXT),
        tuple(draw(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=3))),
        tuple(draw(st.lists(ANY_TEXT, min_size=width, max_size=width))),
        tuple(draw(st.lists(st.tuples(*[CELLS] * width), max_size=4))),
        tuple(draw(st.lists(ANY_TEXT, max_size=2))),
    )


YOUNG = TableDocument(
    "Jongeren zonder startkwalificatie in Lindewaard",
    (("Peildatum", "1 januari 2026"), ("Bron", "Voortijdig schoolverlaten")),
    ("Gebied", "Leeftijd", "Aantal"),
    (("Kern", "jongeren", 27520), ("Hof", "jongeren", None), ("=1+1", "*vet* #panic()", 4)),
    ("Een kleine groep is niet te zien.",),
)


def many_rows(number: int) -> TableDocument:
    """Give a table of so many rows."""
    rows = tuple((f"BU{one:08d}", f"Buurt {one}", one, None) for one in range(number))
    return TableDocument("Veel", (), ("Code", "Naam", "Aantal", "Anders"), rows)
