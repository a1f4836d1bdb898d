# SPDX-License-Identifier: EUPL-1.2
"""The pages of the resident face, one module per part of the way."""
