# SPDX-License-Identifier: EUPL-1.2
"""Who changed what, when, and what it was before; under everything that writes (ADR 0015)."""
