# SPDX-License-Identifier: EUPL-1.2
"""The rulebook as the glasses use it: its catalogues, how they are read and refused, steps."""
