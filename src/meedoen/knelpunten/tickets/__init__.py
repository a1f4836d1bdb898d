# SPDX-License-Identifier: EUPL-1.2
"""Tickets: that somebody pressed "dit hindert mij", and that she was told what came of it."""
