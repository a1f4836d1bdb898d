# SPDX-License-Identifier: EUPL-1.2
"""The ledger that a municipality keeps elsewhere: kept beside ours, compared, never booked."""
