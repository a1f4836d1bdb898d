# SPDX-License-Identifier: EUPL-1.2
"""What was published when, its proof, and what may not be published because of it."""
