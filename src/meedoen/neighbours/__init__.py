# SPDX-License-Identifier: EUPL-1.2
"""Help asked and offered between neighbours. Nothing that helps to choose can read it."""
