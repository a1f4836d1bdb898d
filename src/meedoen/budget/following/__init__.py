# SPDX-License-Identifier: EUPL-1.2
"""From a sum to the booking behind it, along indexes: what pages ask, and where the way ends."""
