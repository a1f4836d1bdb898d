# SPDX-License-Identifier: EUPL-1.2
"""The components that all faces share: layouts, blocks and their look."""
