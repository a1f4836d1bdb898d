# SPDX-License-Identifier: EUPL-1.2
"""The operations of the law format, one file per family.

Each family maps an operation's name to a builder. A builder gets the operation as written and a
function that compiles an operand; it gives back a closure that takes the frame of the article
being evaluated and returns a value or an Unknown. Builders read the file once, closures run per
resident.
"""

from meedoen.law.operations import arithmetic, collections, comparison, dates, logic, rounding
from meedoen.law.operations.building import Builder, Closure, Compile

BUILDERS: dict[str, Builder] = {
    **arithmetic.BUILDERS,
    **rounding.BUILDERS,
    **comparison.BUILDERS,
    **logic.BUILDERS,
    **collections.BUILDERS,
    **dates.BUILDERS,
}
"""Every operation and accepted alias by name."""

__all__ = ["BUILDERS", "Builder", "Closure", "Compile"]
