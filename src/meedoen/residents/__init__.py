# SPDX-License-Identifier: EUPL-1.2
"""The resident, the story told once in fragments, wishes, talents, what she can manage, and facts with their source."""
