# SPDX-License-Identifier: EUPL-1.2
"""The policy face: counting and telling, without personal data."""
