# SPDX-License-Identifier: EUPL-1.2
"""Matching: which places fit what someone said, in which order, and why.

The resident's own words decide. Nothing here knows what a place costs, which law it falls under or
which organisation offers it, so none of those can change the order.
"""
