# SPDX-License-Identifier: EUPL-1.2
"""Plain Python value types that every room shares. No Django, no input or output."""
