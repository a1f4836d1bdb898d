# SPDX-License-Identifier: EUPL-1.2
"""'Tellen': sources, observations, cells, disclosure control, publication."""
