# SPDX-License-Identifier: EUPL-1.2
"""Casus: told together by municipality and partners, shared after a second reader."""
