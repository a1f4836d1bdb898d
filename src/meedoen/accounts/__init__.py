# SPDX-License-Identifier: EUPL-1.2
"""Organisations of all kinds, their teams and professionals, roles, and who may log in."""
