# SPDX-License-Identifier: EUPL-1.2
"""Places: municipality, wijk, buurt and street, per year, with their borders and key figures.

Everything here is open data about places, never about people, so this room has no compartments.
"""
