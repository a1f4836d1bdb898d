# SPDX-License-Identifier: EUPL-1.2
"""Whether words name an article of a law. Pure."""

import re

_ARTICLE = re.compile(r"\bart(?:\.|ikel(?:en)?)?\s*\d", re.IGNORECASE)


def names_an_article(legal_ground: str) -> bool:
    """Tell whether a ground names a law and an article: words, and "art." with a number."""
    found = _ARTICLE.search(legal_ground)
    return found is not None and bool(re.search(r"[A-Za-z]{2}", _ARTICLE.sub("", legal_ground)))
