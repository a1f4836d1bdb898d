# SPDX-License-Identifier: EUPL-1.2
"""The integral participation budget: ledger, and allocation to law and taakveld afterwards.
Nothing that helps choose a place may import this room: the funding source never decides."""
