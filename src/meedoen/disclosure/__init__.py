# SPDX-License-Identifier: EUPL-1.2
"""The one way to keep people safe in figures. Plain Python, and no storage."""
