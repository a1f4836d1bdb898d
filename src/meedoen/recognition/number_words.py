# SPDX-License-Identifier: EUPL-1.2
"""Dutch numbers spelled out, up to a hundred and more, as patterns. Pure."""

_UNITS = "een|ein|twee|drie|vier|vijf|zes|zeven|acht|negen"
_TENS = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig"
_TEENS = "tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien"
TENS = f"(?:{_TENS})"
SPELLED = (
    f"(?:(?:(?:{_UNITS})(?: ?en ?)?)?(?:{_TENS})|{_TEENS}|{_UNITS}|nul|honderd(?:en)?(?:{_UNITS})?)"
)
"""A number in words, such as `drieentachtig` (levelled: without the two dots)."""
ORDINAL = (
    f"(?:(?:(?:{_UNITS}) ?en ?)?(?:{_TENS})ste|(?:{_TEENS})de|eerste|tweede|derde|vierde|vijfde|"
    "zesde|zevende|achtste|negende|elfde|twaalfde)"
)
A_FEW = f"(?:{SPELLED}|\\d{{1,2}})"
"""A number in words or in at most two figures."""

SHARED = {"SPELLED": SPELLED, "TENS": TENS, "ORDINAL": ORDINAL, "A_FEW": A_FEW}
"""What every file of phrases may refer to."""
