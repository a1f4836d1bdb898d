# SPDX-License-Identifier: EUPL-1.2
"""Which level of log-in each service asks, per municipality, as data (Wdo art. 6)."""
