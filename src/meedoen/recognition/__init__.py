# SPDX-License-Identifier: EUPL-1.2
"""What in a text can tell who somebody is. Plain Python."""
