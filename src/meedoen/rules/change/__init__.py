# SPDX-License-Identifier: EUPL-1.2
"""What a step or a coming day changes for somebody: two looks laid beside each other, and why."""
