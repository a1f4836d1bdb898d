# SPDX-License-Identifier: EUPL-1.2
"""What is told to whom, and when: a room above declares the occasion."""
