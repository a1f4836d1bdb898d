# SPDX-License-Identifier: EUPL-1.2
"""Accountability documents: subsidy, law, programme. Empty until its capability is built."""
