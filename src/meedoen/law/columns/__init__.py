# SPDX-License-Identifier: EUPL-1.2
"""A law as steps on whole columns, for `law.vector`; nothing else needs to look in here.

`facts` looks at the columns, `reading` walks through the articles, and `logic`, `counting` and
`amounts` write every expression down as steps of a `Program`. `plan` keeps what was written for as
long as the laws are loaded. A `Machine` runs the steps block by block, so that what one step leaves
behind is still in the cache of the processor when the next one needs it.
"""
