# SPDX-License-Identifier: EUPL-1.2
"""Bottlenecks between laws: anonymised casuistry, recommendations and what became of them."""
