# SPDX-License-Identifier: EUPL-1.2
"""Looks of a person through the two glasses: kept, done again, and what was decided otherwise."""
