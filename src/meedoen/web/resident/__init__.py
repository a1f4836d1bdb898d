# SPDX-License-Identifier: EUPL-1.2
"""The resident's face: one thing at a time, in plain words, with and without JavaScript."""
