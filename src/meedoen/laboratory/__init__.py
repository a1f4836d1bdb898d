# SPDX-License-Identifier: EUPL-1.2
"""The policy laboratory: a change of an ordinance, tried on invented people, before anyone decides.

`drafts` says what a municipality may change, `population` invents people, `comparison` looks at
them under the rules of now and of the draft, `results` keeps no count that could be read back.
No person's data comes here, and nothing leaves but figures with the mark of a draft (ADR 0009).
"""
