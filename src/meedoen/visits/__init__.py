# SPDX-License-Identifier: EUPL-1.2
"""'Vertellen': home visits, satisfaction, quotes."""
