# SPDX-License-Identifier: EUPL-1.2
"""The file of a backup gives back what was kept, or nothing: no cut, swap or bit goes unseen."""

import gzip
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.database import backup_file
from meedoen.database.backup_file import PART, BackupRead, BackupWritten, NoBackup, fingerprint

KEY = "sleutel-voor-de-kluis-0123456789-abcdefgh"
HEAD = {"product": "0.1.0", "made_at": "2026-11-29T01:00:00+00:00"}
TAG = 16
keys = st.sampled_from(["", KEY])


def written(data: bytes, key: str, *, at_a_time: int = 700_000) -> bytes:
    file = io.BytesIO()
    backup = BackupWritten(file, HEAD, key)
    for start in range(0, len(data), at_a_time):
        backup.write(data[start : start + at_a_time])
    backup.close()
    return file.getvalue()


def read(file: bytes, key: str) -> bytes:
    return b"".join(BackupRead(io.BytesIO(file)).parts(key))


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many parts of few bytes show the same as few parts of many."""
    monkeypatch.setattr(backup_file, "PART", 50)


small = st.binary(max_size=260)


@given(data=small, key=keys, at_a_time=st.integers(1, 300))
def test_what_was_kept_comes_back(data: bytes, key: str, at_a_time: int) -> None:
    assert read(written(data, key, at_a_time=at_a_time), key) == data


@given(data=small, key=keys, cut=st.data())
def test_no_file_that_was_cut_off_is_a_backup(data: bytes, key: str, cut: st.DataObject) -> None:
    whole = written(data, key)
    kept = cut.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(NoBackup):
        read(whole[:kept], key)


@given(data=small, key=keys, which=st.data(), bit=st.integers(0, 7))
def test_no_bit_that_was_turned_goes_unseen(
    data: bytes, key: str, which: st.DataObject, bit: int
) -> None:
    changed = bytearray(written(data, key))
    changed[which.draw(st.integers(0, len(changed) - 1))] ^= 1 << bit
    with pytest.raises(NoBackup):
        read(bytes(changed), key)


@given(data=st.binary(min_size=151, max_size=260), key=keys, which=st.data())
def test_no_parts_that_were_swapped_doubled_or_left_out_go_unseen(
    data: bytes, key: str, which: st.DataObject
) -> None:
    whole = written(data, key)
    each = 50 + TAG
    head = len(whole) - len(data) - TAG * (-(-len(data) // 50))
    parts = [whole[at : at + each] for at in range(head, len(whole), each)]
    assert whole[:head] + b"".join(parts) == whole
    orders = st.lists(st.sampled_from(range(len(parts))), max_size=len(parts) + 1)
    order = which.draw(orders.filter(lambda found: found != list(range(len(parts)))))
    with pytest.raises(NoBackup):
        read(whole[:head] + b"".join(parts[at] for at in order), key)


@given(data=small, key=keys, after=st.binary(min_size=1, max_size=200))
def test_nothing_can_be_put_behind_it(data: bytes, key: str, after: bytes) -> None:
    with pytest.raises(NoBackup):
        read(written(data, key) + after, key)


@given(one=st.binary(min_size=60, max_size=100), key=keys)
def test_parts_of_another_backup_of_the_same_do_not_fit(one: bytes, key: str) -> None:
    first, second = written(one, key), written(one, key)
    assert first != second
    cut = len(first) - 30
    with pytest.raises(NoBackup):
        read(first[:cut] + second[cut:], key)


@given(data=st.binary(min_size=16, max_size=260))
def test_what_is_sealed_cannot_be_read_or_found_in_the_file(data: bytes) -> None:
    assert data not in written(data, KEY)
    assert data in written(data, "") or len(data) > 50


def test_each_file_has_a_key_of_its_own() -> None:
    """Under one key for all, who has two backups of nearly the same reads where they differ."""
    words = b"Zij wil graag in de tuin werken."
    one, other = (written(words, KEY)[-len(words) - TAG : -TAG] for _ in range(2))
    assert one != other


def test_another_key_opens_nothing_and_says_so() -> None:
    with pytest.raises(NoBackup, match="another key"):
        read(written(b"x", KEY), KEY[::-1])
    with pytest.raises(NoBackup, match="is not set"):
        read(written(b"x", KEY), "")


def test_who_has_a_key_is_not_given_a_file_without_a_seal() -> None:
    with pytest.raises(NoBackup, match="is not sealed"):
        read(written(b"x", ""), KEY)


def test_a_seal_cannot_be_taken_off_by_saying_that_there_is_none() -> None:
    whole = written(b"wat zij vertelde", KEY)
    for key in ("", KEY):
        with pytest.raises(NoBackup):
            read(whole.replace(b'"sealed": true', b'"sealed": null'), key)


def test_the_end_that_was_cut_off_between_two_parts_is_said_to_be_that() -> None:
    whole = written(b"a" * 120, KEY)
    with pytest.raises(NoBackup, match="its end was cut off"):
        read(whole[: -(20 + TAG)], KEY)


def test_the_head_is_read_by_everybody_and_the_key_stands_nowhere() -> None:
    whole = written(b"x", KEY)
    assert whole.startswith(b"MEEDOEN BACKUP 1\n")
    assert b'"product": "0.1.0"' in whole
    head = BackupRead(io.BytesIO(whole)).head
    assert {name: head[name] for name in HEAD} == HEAD
    assert KEY.encode() not in whole


def with_length(length: bytes) -> bytes:
    return b"MEEDOEN BACKUP 1\n" + length + b"{}\n"


NO_BACKUPS = {
    "empty": (b"", "it is empty"),
    "a text": (b"Beste collega,\nhierbij de reservekopie.\n", "not made by"),
    "a dump": (b"PGDMP\x01\x0e\x00" + b"\0" * 100, "not made by"),
    "zipped": (gzip.compress(b"MEEDOEN BACKUP 1\n" * 20, mtime=0), "not made by"),
    "a newer form": (b"MEEDOEN BACKUP 2\n00003\n{}\n", "newer version"),
    "a much newer form": (b"MEEDOEN BACKUP 10\n", "newer version"),
    "only how it begins": (b"MEEDOEN BACK", "cut off"),
    "nothing after it": (b"MEEDOEN BACKUP 1\n", "cut off"),
    "a huge head": (with_length(b"99999\n"), "cut off"),
    "a huger head": (with_length(b"9" * 4000), "cut off"),
    "a length below nothing": (with_length(b"-0003\n"), "cut off"),
    "a length in other figures": (with_length("٠٠٠٠٣\n".encode()), "cut off"),
    "an empty head": (with_length(b"00003\n"), "cut off"),
    "a deep head": (with_length(b"60000\n") + b"[" * 60_000, "cut off"),
    "a head that is a list": (b"MEEDOEN BACKUP 1\n00003\n[1]", "cut off"),
}


@pytest.mark.parametrize(("file", "said"), NO_BACKUPS.values(), ids=NO_BACKUPS)
def test_what_is_no_backup_is_refused_in_words(file: bytes, said: str) -> None:
    with pytest.raises(NoBackup, match=said):
        read(file, "")


@given(file=st.binary(max_size=400), key=keys)
def test_nothing_that_comes_is_a_fault(file: bytes, key: str) -> None:
    for begun in (file, b"MEEDOEN BACKUP 1\n" + file, with_length(b"00100\n") + file):
        with pytest.raises(NoBackup):
            read(begun, key)


def test_no_more_than_a_part_is_held_however_much_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_file, "PART", PART)
    file = io.BytesIO(written(b"a" * (5 * PART + 3), KEY))
    assert [len(part) for part in BackupRead(file).parts(KEY)] == [PART] * 5 + [3]


def test_two_installations_are_told_apart_by_a_mark_that_is_of_one_backup() -> None:
    assert fingerprint(KEY, "1") == fingerprint(KEY, "1")
    assert len({fingerprint(k, s) for k in (KEY, KEY[::-1]) for s in "12"}) == 4
    assert json.dumps(fingerprint(KEY, "1")).count(KEY) == 0
