# SPDX-License-Identifier: EUPL-1.2
"""Which bit stands for which article, when somebody asks why."""

from __future__ import annotations

from collections.abc import Iterable

from meedoen.law.errors import LawError
from meedoen.law.explanation import ArticleRef

MOST_ARTICLES = 64


class ArticleRegister:
    """The articles that decided something, in the order in which they were met."""

    def __init__(self, articles: Iterable[ArticleRef] = ()) -> None:
        self._bits = {article: 1 << at for at, article in enumerate(articles)}

    @property
    def articles(self) -> tuple[ArticleRef, ...]:
        """Bit i stands for article i of these."""
        return tuple(self._bits)

    def bit(self, article: ArticleRef) -> int:
        """The bit of an article; raises LawError when all bits have been given out."""
        if article not in self._bits:
            if len(self._bits) == MOST_ARTICLES:
                raise LawError(f"More than {MOST_ARTICLES} articles decide; ask fewer outputs")
            self._bits[article] = 1 << len(self._bits)
        return self._bits[article]

    def mask(self, articles: Iterable[ArticleRef]) -> int:
        """The bits of some articles together."""
        return sum(self.bit(ref) for ref in sorted(articles, key=str))
