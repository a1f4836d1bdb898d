# SPDX-License-Identifier: EUPL-1.2
"""How people, telephones and other scripts write the same characters."""

from collections.abc import Callable

from hypothesis import strategies as st

from meedoen.vocabulary.reading import NotUnderstood, Suggestion

UNSEEN = "\u200b\u200e\u200f\u202a\u202c\u2060\u2066\u2069\ufeff\u00ad"
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"
SPACES = " \u00a0\u2009\u202f\u3000"
NOUGHTS = "0\u0660\u06f0\u0966\uff10\U0001d7ce"

anything = st.one_of(
    st.text(),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Nd", "Zs", "Mn"])),
    st.text(st.sampled_from("0123456789-/.,' €+()kxabcdeijlmnoprtuvz\u00b2\u00bd\x00" + UNSEEN)),
)


def suggestions(read: Callable[[str], object], typed: str) -> tuple[Suggestion, ...]:
    """Give what a reader asks about a text; nothing when it reads it."""
    try:
        read(typed)
    except NotUnderstood as sorry:
        return sorry.suggestions
    return ()


@st.composite
def as_typed(draw: st.DrawFn, text: str) -> str:
    """Write a text with figures of another script, other dashes and spaces, and unseen marks."""
    nought = draw(st.sampled_from(NOUGHTS))
    dash, space = draw(st.sampled_from(DASHES)), draw(st.sampled_from(SPACES))
    unseen = draw(st.sampled_from(["", *UNSEEN]))
    figures = {ord(str(n)): chr(ord(nought) + n) for n in range(10)}
    return unseen + text.translate(figures | {ord("-"): dash, ord(" "): space}) + unseen
