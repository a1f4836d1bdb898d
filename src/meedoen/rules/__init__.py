# SPDX-License-Identifier: EUPL-1.2
"""The rules engine over the rulebook: provisions, outcomes, questions. Plain Python."""
