# SPDX-License-Identifier: EUPL-1.2
"""A table to take along has a cell for every column."""

import pytest

from meedoen.vocabulary.documents import TableDocument


@pytest.mark.parametrize(
    ("columns", "rows"), [((), ()), (("Naam",), ((),)), (("Naam",), (("Hof", 1),))]
)
def test_a_figure_never_stands_below_another_heading(columns, rows):
    with pytest.raises(ValueError, match="cell for every column"):
        TableDocument("Hof", (), columns, rows)
