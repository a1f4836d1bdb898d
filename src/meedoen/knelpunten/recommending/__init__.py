# SPDX-License-Identifier: EUPL-1.2
"""Recommendations: proposed, laid before a meeting, decided with a reason, and carried out."""
