# SPDX-License-Identifier: EUPL-1.2
"""What holds for every page of the product, whoever opens it; each later page inherits it."""
