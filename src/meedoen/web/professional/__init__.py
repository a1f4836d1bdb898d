# SPDX-License-Identifier: EUPL-1.2
"""The professional's face: everything for one conversation in one glance."""
