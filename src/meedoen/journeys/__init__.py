# SPDX-License-Identifier: EUPL-1.2
"""Use cases that cross rooms: order and transaction, never a rule."""
