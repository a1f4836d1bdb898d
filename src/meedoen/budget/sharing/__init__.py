# SPDX-License-Identifier: EUPL-1.2
"""What municipalities that work together are asked as one, and which part is whose."""
