# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the budget say: the pot, where it landed, and the way of one euro."""
