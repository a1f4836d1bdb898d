# SPDX-License-Identifier: EUPL-1.2
"""HSDS 3.0 of Open Referral, in which catalogues are given to each other: check, and write."""
