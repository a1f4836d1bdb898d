# SPDX-License-Identifier: EUPL-1.2
"""Adapters to and from the outside: brp, iwmo, hsds, zgw, extracts, ical, ldv, mail."""
