# SPDX-License-Identifier: EUPL-1.2
"""How a municipality fills what the law leaves open: chains of rules, and what changed in them."""
