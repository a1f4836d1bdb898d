# SPDX-License-Identifier: EUPL-1.2
"""Vision, goals, actions and what came of them; no people."""
