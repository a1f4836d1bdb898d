# SPDX-License-Identifier: EUPL-1.2
"""What lies before everybody: a recommendation, what people say of it, and what came of that."""
