# SPDX-License-Identifier: EUPL-1.2
"""Refusing a citation that the law files do not bear out.

An article that is cited stands in the file of its law, and the article that decides is cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from meedoen.law import Corpus
from meedoen.law.model import Law
from meedoen.rules.rulebook.catalogue import Provision, Rulebook, RulebookError
from meedoen.rules.rulebook.provision_reading import PROVISIONS


def check_cited_laws(catalogue: Mapping[str, Any], corpus: Corpus) -> None:
    """Refuse a short name of a law that is not there; raises RulebookError."""
    held = {law.id for law in corpus.laws}
    for name, law in (catalogue.get("cited_laws") or {}).items():
        if law is not None and law not in held:
            raise RulebookError(
                f"{PROVISIONS}, cited_laws, {name}: wet '{law}' is er niet. Verbeter de naam, of "
                "schrijf null als er geen bestand van is."
            )


def check_citations(book: Rulebook, provision: Provision, directory: Path) -> None:
    """Refuse what a provision cites and no law file holds, and a decision that it does not cite.

    Only the laws below `directory` must be cited as they decide: others number as they like.
    Raises RulebookError with the provision and the articles that there are.
    """
    where = f"{PROVISIONS}, {provision.id}"
    for cited in provision.cites:
        laws = [law for law in book.corpus.laws if law.id == cited.law]
        numbers = _numbers(laws)
        if laws and cited.number not in numbers:
            files = ", ".join(str(law.path) for law in laws)
            raise RulebookError(
                f"{where}: {cited.name} heeft hier geen artikel {cited.number}. Er zijn "
                f"{', '.join(numbers)}, in {files}. Verbeter het nummer of voeg het artikel toe."
            )
    named = {cited.number for cited in provision.cites if cited.law == provision.law}
    ours = [law for law in book.corpus.laws if law.path.is_relative_to(directory)]
    for law in (law for law in ours if law.id == provision.law):
        for output in filter(None, (provision.output, provision.judgement_output)):
            decides = law.producers.get(output)
            if decides and decides.number not in named:
                raise RulebookError(
                    f"{where}: '{output}' staat in artikel {decides.number} van {law.path}, en "
                    "deze voorziening noemt dat niet. Zet dat nummer in article of judged_on."
                )


def _numbers(laws: Iterable[Law]) -> list[str]:
    """The articles of the versions of a law, in the order of the files, each once."""
    return list(dict.fromkeys(article.number for law in laws for article in law.articles))
