# SPDX-License-Identifier: EUPL-1.2
"""That a resident does not agree: what she sent, on whose desk it lies, and the answer."""
