# SPDX-License-Identifier: EUPL-1.2
"""Own words as they are kept: a name, a line, a story. Nothing that can be seen is lost. Pure.

What goes is what nobody can see and a database or a page stumbles over: control characters, halves
of characters, and unseen characters around the words. A line break is one character, as it is in
the browser (HTML Standard, the textarea element).
"""

import re
import unicodedata

# Direction marks, joiners, fillers and blanks: characters that leave no ink of their own.
_WITHOUT_WIDTH = "\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"
_TURNING = "\u202a-\u202e\u2066-\u2069"
_BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\U0001d159\U0001d173-\U0001d17a"
_UNSEEN = f"{_WITHOUT_WIDTH}{_TURNING}{_BLANKS}"
_AT_THE_ENDS = re.compile(rf"\A[\s{_UNSEEN}]+|[\s{_UNSEEN}]+\Z")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Inside one line these turn or blow up what stands beside it, and say nothing themselves.
_INSIDE_A_LINE = re.compile(
    "[\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb" + _TURNING + "]"
)
_BLANK = re.compile(f"[{_UNSEEN}]")
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_PICTURES_TO_COME = range(0x1F000, 0x1FB00)


def name_in_words(name: str) -> str:
    """Say a name of the rules, such as `jonger_dan_27`, as words."""
    return name.replace("_", " ")


def without_controls(typed: str) -> str:
    """Give a text as typed, with one character for a line break and no control characters."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", typed))


def read_words(typed: str) -> str:
    """Give a text of more lines as it is kept; empty when there is nothing to see in it."""
    return _trimmed(_composed(without_controls(typed)))


def read_line(typed: str) -> str:
    """Give a text as one line; empty when there is nothing to see in it."""
    line = _INSIDE_A_LINE.sub("", " ".join(read_words(typed).split()))
    return _trimmed(" ".join(line.split()))


def read_name(typed: str) -> str:
    """Give a name; empty when it holds no letter, figure or picture, so that it cannot be seen.

    One letter is a name, and so is a picture. Nothing is cut off.
    """
    name = read_line(typed)
    return name if any(map(_can_be_called, name)) else ""


def _composed(text: str) -> str:
    """Compose accents with their letters, unless that takes more room than was typed."""
    composed = unicodedata.normalize("NFC", text)
    return composed if len(composed) <= len(text) else text


def _trimmed(text: str) -> str:
    trimmed = _AT_THE_ENDS.sub("", text)
    return trimmed if any(map(_leaves_ink, trimmed)) else ""


def _leaves_ink(character: str) -> bool:
    """Whether a character by itself can be seen: no space, mark, format or filler."""
    if _BLANK.match(character):
        return False
    return unicodedata.category(character)[0] not in "ZM" and not _formats(character)


def _formats(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Cc", "Cs"}


def _can_be_called(character: str) -> bool:
    if not _leaves_ink(character) or character == "\ufffd":
        return False
    kind, code = unicodedata.category(character), ord(character)
    # Pictures that are newer than this Python are not yet assigned.
    return kind[0] in "LN" or kind == "So" or code in _SKIN_TONES or code in _PICTURES_TO_COME
