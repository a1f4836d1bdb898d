# SPDX-License-Identifier: EUPL-1.2
"""What was agreed with providers, how much of it is asked, and how much they say they delivered."""
