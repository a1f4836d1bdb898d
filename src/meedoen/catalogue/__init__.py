# SPDX-License-Identifier: EUPL-1.2
"""What organisations offer, in all forms of taking part, with places and freshness."""
