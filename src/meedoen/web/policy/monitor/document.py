# SPDX-License-Identifier: EUPL-1.2
"""The table of a figure as a document to take along: with its groups, its sources and its notes."""

from meedoen.vocabulary.documents import TableDocument
from meedoen.web.policy.monitor.cells import is_hidden
from meedoen.web.policy.monitor.figures import ABSENT, AreaFigure
from meedoen.web.policy.monitor.page import FigurePage

NO_SHARE = "niet te delen"


def figure_document(page: FigurePage) -> TableDocument:
    """Give every area of the level that is shown, and those that count them together.

    Each row names its municipality and year: files are put together, and lose their own name.
    """
    indicator, choice = page.indicator, page.choice
    per = f"Op de 100 {indicator.per_words}"
    parts = page.cells.parts
    columns = (
        "Code",
        choice.level.capitalize(),
        "Ligt in",
        "Gemeente",
        "Jaar",
        *(part.name[:1].upper() + part.name[1:] for part in parts),
        f"{indicator.counted.capitalize()}, samen" if parts else indicator.counted.capitalize(),
        *([per] if page.relative else []),
    )
    return TableDocument(
        title=f"{indicator.name}, per {choice.level}, {page.name}, {choice.year}",
        said=_said(page),
        columns=columns,
        rows=tuple(_row(page, figure) for figure in page.together),
        notes=(page.adds_up, *indicator.caveats),
    )


def _row(page: FigurePage, figure: AreaFigure) -> tuple[str | int | None, ...]:
    cells = page.cells
    return (
        figure.code,
        figure.name,
        figure.within,
        page.name,
        str(page.choice.year),
        *(_cell(cells.count(figure.code, part.code)) for part in cells.parts),
        _cell(cells.count(figure.code)),
        *([figure.rate_told or NO_SHARE] if page.relative else []),
    )


def _cell(count: int | None) -> str | int | None:
    if count is None:
        return ABSENT
    return None if is_hidden(count) else count


def _said(page: FigurePage) -> tuple[tuple[str, str], ...]:
    """Say where it comes from, of which day, and how far its release is."""
    sources = [(one.named, one.told) for one in page.loads] or [("Bron", page.release.sources)]
    people = ", ".join(map(str, page.among_years))
    return (
        ("Vraag", page.indicator.question),
        *([("Stand", page.stand)] if page.stand else []),
        *sources,
        *([(f"{page.indicator.per_words.capitalize()} van", people)] if people else []),
        ("Uitgave", f"{page.release.address}, {page.state.label.lower()}"),
        ("Te klein om te tonen", f"onder de {page.release.threshold}"),
    )
