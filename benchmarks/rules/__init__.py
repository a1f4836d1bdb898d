# SPDX-License-Identifier: EUPL-1.2
"""The same thirty rules, for each of the engines that the benchmarks compare."""
