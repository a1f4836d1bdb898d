# SPDX-License-Identifier: EUPL-1.2
"""What was published when, and what may not be published because of it."""
