# SPDX-License-Identifier: EUPL-1.2
"""Who may see what, for which purpose, on which basis; and who looked.

`policy.py` is the table, `decision.py` the one decision function over it, `context.py` gives the
same answer to the database (row-level security), `endpoints.py` says for each page what it is
for. Nothing found means no (ADR 0004).
"""
