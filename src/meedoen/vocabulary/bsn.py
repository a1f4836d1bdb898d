# SPDX-License-Identifier: EUPL-1.2
"""The citizen service number. It never shows itself: not in a repr, a log or a template."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bsn:
    """Nine digits that pass the eleven test (Besluit BSN). Raises ValueError otherwise.

    `repr` and `str` are masked; whoever truly needs the digits asks for `.digits`.
    """

    digits: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be a bsn, without repeating it in the message."""
        if not re.fullmatch(r"[0-9]{9}", self.digits) or not self._passes_eleven_test():
            raise ValueError("Dit is geen geldig burgerservicenummer. Controleer de negen cijfers.")

    def _passes_eleven_test(self) -> bool:
        weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
        total = sum(w * int(d) for w, d in zip(weights, self.digits, strict=True))
        return total % 11 == 0 and self.digits != "000000000"

    def __str__(self) -> str:
        """Show that there is a number, not which."""
        return "Bsn(•••••••••)"
