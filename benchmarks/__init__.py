# SPDX-License-Identifier: EUPL-1.2
"""How fast the rules answer, beside what others would use. Run `benchmarks/run`."""
