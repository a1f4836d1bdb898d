# SPDX-License-Identifier: EUPL-1.2
"""Who is who without saying who: the same in the job that counts, and nowhere else."""

import hashlib
import hmac

import numpy as np
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

from meedoen.monitor.pseudonyms import Pseudonyms

HERE = Pseudonyms("a secret", "GM9901")
BSNS = st.lists(st.from_regex(rb"[0-9]{9}", fullmatch=True), min_size=1, max_size=20, unique=True)


@given(BSNS)
def test_a_person_has_one_link_in_all_sources_and_another_pseudonym_in_each(
    bsns: list[bytes],
) -> None:
    wmo, wwb = HERE.of_people(bsns, "wmo"), HERE.of_people(bsns, "wwb")
    assert (HERE.links(wmo, "wmo") == HERE.links(wwb, "wwb")).all()
    assert not (wmo == wwb).any()
    assert len(set(HERE.links(wmo, "wmo").tolist())) == len(bsns)


@pytest.mark.parametrize(
    "other", [Pseudonyms("another secret", "GM9901"), Pseudonyms("a secret", "GM9902")]
)
def test_another_secret_or_another_municipality_opens_nothing(other: Pseudonyms) -> None:
    ours = HERE.of_people([b"999990019"], "wmo")
    assert not (other.of_people([b"999990019"], "wmo") == ours).any()
    assert other.links(ours, "wmo") != HERE.links(ours, "wmo")


def test_the_key_of_another_source_opens_nothing() -> None:
    ours = HERE.of_people([b"999990019"], "wmo")
    assert HERE.links(ours, "wwb") != HERE.links(ours, "wmo")


@given(BSNS, st.sampled_from(["wmo", "wwb"]))
def test_what_is_kept_today_is_opened_by_whoever_works_it_out_from_the_standards(
    bsns: list[bytes], source: str
) -> None:
    """Another way to work pseudonyms out would part who was loaded before from who comes later."""
    here = Pseudonyms("a secret", "GM9901")
    kept = here.of_people(bsns, source)
    links = [mac(mac(b"GM9901 a secret", b"link"), b"bsn " + bsn)[:16] for bsn in bsns]
    key = mac(b"GM9901 a secret", b"source " + source.encode())
    turned = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    assert kept.tobytes() == turned.update(b"".join(links))
    first = [int.from_bytes(link[:8], "little") for link in links]
    assert here.links(kept, source).tolist() == first


def mac(key: bytes, text: bytes) -> bytes:
    return hmac.new(key, text, hashlib.sha256).digest()


def test_a_home_is_nobody() -> None:
    same = b"999990019"
    assert not (HERE.of_people([same], "wmo") == HERE.of_homes([same], "wmo")).any()


def test_nobody_at_all_is_fine() -> None:
    none = HERE.of_people([], "wmo")
    assert none.shape == (0, 2)
    assert len(HERE.links(none, "wmo")) == 0
    assert np.issubdtype(none.dtype, np.uint64)


def test_without_a_secret_there_are_no_pseudonyms() -> None:
    with pytest.raises(ValueError, match="MEEDOEN_MONITOR_SECRET"):
        Pseudonyms("", "GM9901")
