# SPDX-License-Identifier: EUPL-1.2
"""The resident and her story, told once: fragments, what she can manage, facts with a source."""
