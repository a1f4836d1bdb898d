# SPDX-License-Identifier: EUPL-1.2
"""The register: what hinders people, what was recommended and decided, and who was told."""
