# SPDX-License-Identifier: EUPL-1.2
"""Whether the books add up: worked out anew, and drawn from at random."""
