# SPDX-License-Identifier: EUPL-1.2
"""Attempts to see or change what is another's, by the pages as everybody comes to them."""
