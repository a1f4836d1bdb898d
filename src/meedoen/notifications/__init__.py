# SPDX-License-Identifier: EUPL-1.2
"""What is told to whom, by which way, and when not: a room above declares the occasion."""
