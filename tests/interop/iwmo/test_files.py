# SPDX-License-Identifier: EUPL-1.2
"""What may be given: a message, a folder of them, or a ZIP that can be trusted."""

import io
import os
import re
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from meedoen.interop.findings import Refused
from meedoen.interop.iwmo import files, read_messages
from tests.interop.iwmo.messages import BSN, first, reading, small, written


def message(number: str = "305", **changed: str) -> bytes:
    root = small(number)
    for name, text in changed.items():
        first(root, name).text = text
    return written(root)


GOOD = message()
OTHER = message(ToewijzingNummer="77")
PATH = "/Bericht[1]/Client[1]/StartProducten[1]/StartProduct[1]"


def zipped(path: Path, members: dict[str, bytes], **how: Any) -> Path:
    how = {"compression": zipfile.ZIP_DEFLATED, **how}
    with zipfile.ZipFile(path, "w", **how) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def why(path: Path, kind: str = "iwmo") -> str:
    with pytest.raises(Refused) as caught:
        reading(path, kind)
    return str(caught.value)


def test_a_message_on_its_own_may_have_any_name(tmp_path: Path) -> None:
    path = tmp_path / "bericht.txt"
    path.write_bytes(GOOD)
    assert [row.place for row in reading(path)] == [PATH]


def test_a_folder_gives_its_messages_by_name(tmp_path: Path) -> None:
    (tmp_path / "b.xml").write_bytes(GOOD)
    (tmp_path / "A.XML").write_bytes(OTHER)
    (tmp_path / "rapport.csv").write_text("row,column,value,reason\n")
    (tmp_path / "dieper").mkdir()
    (tmp_path / "dieper" / "c.xml").write_bytes(b"geen bericht")
    (tmp_path / "map.xml").mkdir()
    found = reading(tmp_path)
    assert [row.place for row in found] == [f"A.XML{PATH}", f"b.xml{PATH}"]
    assert all(row.good for row in found)


def test_a_folder_without_a_message_or_with_a_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lees.txt").write_text("x")
    assert why(tmp_path) == "In de map staat geen enkel bericht: geen bestand eindigt op .xml."
    (tmp_path / "b.xml").write_bytes(GOOD)
    zipped(tmp_path / "meer.ZIP", {"a.xml": GOOD})
    assert why(tmp_path) == "In de map staat een ZIP (meer.ZIP). Pak hem uit, of geef hem apart."


def test_a_folder_that_ends_in_zip_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "map.zip"
    folder.mkdir()
    (folder / "b.xml").write_bytes(GOOD)
    assert [row.place for row in reading(folder)] == [f"b.xml{PATH}"]


@pytest.mark.parametrize("name", ["berichten.zip", "BERICHTEN.ZIP"])
def test_a_zip_gives_its_messages_with_their_name_before_each_row(
    name: str, tmp_path: Path
) -> None:
    bad = message(ToewijzingNummer="x")
    path = zipped(tmp_path / name, {"b.xml": GOOD, "map/a.xml": bad, "map/": b""})
    found = reading(path)
    assert [row.place for row in found] == [f"b.xml{PATH}", f"map/a.xml{PATH}"]
    assert [finding.row for row in found for finding in row.findings] == [f"map/a.xml{PATH}"]


@pytest.mark.parametrize(
    "name", ["__MACOSX/._a.xml", ".DS_Store", "map/.DS_Store", "Thumbs.db", "desktop.ini"]
)
def test_what_a_mac_or_windows_adds_to_a_zip_is_passed_by(name: str, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.xml": GOOD, name: b"\0"})
    assert len(reading(path)) == 1


def test_one_message_that_is_refused_refuses_all_and_each_is_told(tmp_path: Path) -> None:
    header = message(BerichtCode="000")
    members = {"a.xml": GOOD, "b.xml": header, "c.xml": b"geen xml", "d.xml": b"<!DOCTYPE x><x/>"}
    with pytest.raises(Refused) as caught:
        reading(zipped(tmp_path / "a.zip", members))
    assert [finding.row for finding in caught.value.findings] == [
        "b.xml/Bericht[1]/Header[1]",
        "c.xml/",
        "d.xml/",
    ]
    assert re.match(r"b\.xml: .*c\.xml: .*d\.xml: Er staat een DOCTYPE", str(caught.value))
    assert "En nog" not in str(caught.value)


def test_no_row_is_given_before_all_are_looked_at(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.xml": GOOD, "b.xml": b"geen xml"})
    with pytest.raises(Refused):
        next(read_messages(path, kind="iwmo", year=2026))


def test_one_message_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[Path]()
    before = files._bytes_of
    monkeypatch.setattr(files, "_bytes_of", lambda path: read.append(path) or before(path))
    (tmp_path / "a.xml").write_bytes(GOOD)
    assert len(reading(tmp_path)) == 1
    assert len(read) == 1


def test_of_many_refused_messages_five_are_named(tmp_path: Path) -> None:
    members = {f"{at}.xml": b"x" for at in range(7)}
    with pytest.raises(Refused) as caught:
        reading(zipped(tmp_path / "a.zip", members))
    assert "4.xml: " in str(caught.value)
    assert "5.xml" not in str(caught.value)
    assert str(caught.value).endswith(" En nog 2 van de berichten.")
    assert len(caught.value.findings) == 7
    del members["6.xml"]
    assert why(zipped(tmp_path / "a.zip", members)).endswith(" En nog 1 van de berichten.")
    del members["5.xml"]
    assert "En nog" not in why(zipped(tmp_path / "a.zip", members))


def test_the_same_grant_in_two_messages_is_good_once(tmp_path: Path) -> None:
    elsewhere = message(ToewijzingNummer="77", Bsn=BSN)
    members = {"a.xml": OTHER, "b.xml": OTHER, "c.xml": elsewhere}
    found = reading(zipped(tmp_path / "a.zip", members))
    assert [row.good for row in found] == [True, False, True]


def test_what_was_granted_and_what_began_are_two_things(tmp_path: Path) -> None:
    granted, begun = small("301"), small("305")
    for root, begin in ((granted, "ToegewezenProduct/Ingangsdatum"), (begun, "Begindatum")):
        first(root, begin).text = "2026-02-15"
        first(root, "Bsn").text = BSN
        row = next(root.iter("{*}ToegewezenProduct", "{*}StartProduct"))
        for number in row.findall("{*}ToewijzingNummer"):
            number.text = "5"
    members = {"a.xml": written(granted), "b.xml": written(begun)}
    assert all(row.good for row in reading(zipped(tmp_path / "a.zip", members)))


def test_thirty_messages_are_read_and_thirty_one_refused(tmp_path: Path) -> None:
    members = {f"{at:02d}.xml": message(ToewijzingNummer=str(at)) for at in range(31)}
    assert "meer dan 30 berichten (31)" in why(zipped(tmp_path / "a.zip", members))
    del members["30.xml"]
    assert len(reading(zipped(tmp_path / "a.zip", members))) == 30


def padded(size: int) -> bytes:
    """Give a good message of so many bytes."""
    return GOOD + b" " * (size - len(GOOD))


def test_twenty_five_mb_together_are_read_and_one_byte_more_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert files.MOST_UNPACKED == 25_000_000
    monkeypatch.setattr(files, "MOST_UNPACKED", 2_000_000)
    members = {"a.xml": padded(1_000_000), "b.xml": OTHER + b" " * (1_000_000 - len(OTHER))}
    assert len(reading(zipped(tmp_path / "a.zip", members))) == 2
    members["b.xml"] += b" "
    assert why(zipped(tmp_path / "a.zip", members)) == "De ZIP is uitgepakt groter dan 2 MB."


def test_a_zip_that_is_too_large_itself_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "a.zip", {"a.xml": padded(9_000)}, compression=zipfile.ZIP_STORED)
    monkeypatch.setattr(files, "MOST_UNPACKED", path.stat().st_size - 1)
    assert why(path).startswith("De ZIP is groter dan ")
    monkeypatch.setattr(files, "MOST_UNPACKED", path.stat().st_size)
    assert len(reading(path)) == 1


def test_a_message_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(GOOD)
    monkeypatch.setattr(files, "MOST_BYTES", len(GOOD))
    assert len(reading(path)) == 1
    monkeypatch.setattr(files, "MOST_BYTES", len(GOOD) - 1)
    assert why(path).startswith("Het bericht is groter dan ")


def test_a_bomb_is_refused_by_what_it_says_it_is(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "a.zip", {"a.xml": b" " * 30_000_000})
    assert bomb.stat().st_size < 100_000
    assert why(bomb) == "De ZIP is uitgepakt groter dan 25 MB."


def test_a_bomb_that_says_it_is_small_is_never_unpacked_further(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "a.zip", {"a.xml": b" " * 3_000_000})
    told = (3_000_000).to_bytes(4, "little")
    assert bomb.read_bytes().count(told) == 2
    bomb.write_bytes(bomb.read_bytes().replace(told, (300).to_bytes(4, "little")))
    assert why(bomb) == "a.xml: Dit bericht kan niet uitgepakt worden: de ZIP is beschadigd."


@pytest.mark.parametrize(
    "name", ["../a.xml", "/a.xml", "map/../../a.xml", "..\\a.xml", "C:/a.xml", "a\nb.xml"]
)
def test_a_name_that_points_outside_is_refused(name: str, tmp_path: Path) -> None:
    assert "een naam die buiten de ZIP wijst" in why(zipped(tmp_path / "a.zip", {name: GOOD}))


@pytest.mark.parametrize("name", ["lees.txt", "meer.zip", "a.xml.exe", "rapport.csv"])
def test_what_is_no_message_does_not_belong_in_a_zip(name: str, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.xml": GOOD, name: b"x"})
    assert why(path) == f"{name} in de ZIP is geen bericht: de naam eindigt niet op .xml."


def test_a_zip_in_the_clothes_of_a_message_is_refused(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "b.zip", {"a.xml": GOOD}).read_bytes()
    assert "a.xml: Dit is een archief." in why(zipped(tmp_path / "a.zip", {"a.xml": inner}))


def test_a_name_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xml", GOOD)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.xml", OTHER)
    assert why(path) == "In de ZIP staat a.xml 2 keer."


def test_an_empty_zip_is_refused(tmp_path: Path) -> None:
    assert why(zipped(tmp_path / "a.zip", {})) == "In de ZIP staat geen enkel bericht."
    assert why(zipped(tmp_path / "b.zip", {"map/": b""})) == "In de ZIP staat geen enkel bericht."


def test_a_locked_message_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.xml": GOOD})
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(data)
    assert why(path) == "a.xml in de ZIP is versleuteld. Geef een ZIP zonder wachtwoord."


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_can_ask_for_much_is_refused(method: int, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.xml": GOOD}, compression=method)
    assert why(path) == "a.xml in de ZIP is ingepakt op een manier die niet gelezen wordt."


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.xml")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert why(path) == "a.xml in de ZIP is een verwijzing en geen bericht."


@pytest.mark.parametrize("left", [0, 10, 60, 300])
def test_a_damaged_zip_is_refused(left: int, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.xml": GOOD})
    path.write_bytes(path.read_bytes()[:left])
    assert why(path) == "Dit is geen ZIP die gelezen kan worden."


def test_a_message_damaged_in_its_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.xml": GOOD})
    data = bytearray(path.read_bytes())
    data[60:80] = bytes(20)
    path.write_bytes(data)
    assert why(path) == "a.xml: Dit bericht kan niet uitgepakt worden: de ZIP is beschadigd."


def test_a_file_that_is_called_zip_and_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(GOOD)
    assert why(path) == "Dit is geen ZIP die gelezen kan worden."


def tar(data: bytes) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        info = tarfile.TarInfo("a.xml")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04...", b"PK\x05\x06...", b"PK\x07\x08PK", b"\x1f\x8b\x08", b"7z\xbc\xaf\x27\x1c",
        b"Rar!\x1a", b"\xfd7zXZ\0", b"BZh9", b"\x28\xb5\x2f\xfd", b"MSCF", b"\x1f\x9d", b"LZIP",
        tar(GOOD),
    ],
)  # fmt: skip
def test_an_archive_under_another_name_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bericht.xml"
    path.write_bytes(data)
    assert why(path) == (
        "Dit is een archief. Alleen een ZIP wordt gelezen, en alleen als zijn naam op .zip eindigt."
    )
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "a.xml").write_bytes(data)
    assert why(tmp_path / "map").startswith("a.xml: Dit is een archief.")


def test_a_zip_with_a_message_in_front_is_still_no_message(tmp_path: Path) -> None:
    path = tmp_path / "bericht.xml"
    path.write_bytes(GOOD + zipped(tmp_path / "a.zip", {"a.xml": GOOD}).read_bytes())
    assert "geen geldige XML" in why(path)


def test_what_is_not_there_or_is_no_file_is_refused(tmp_path: Path) -> None:
    assert why(tmp_path / "weg.xml") == "weg.xml is er niet."
    assert why(tmp_path / "weg.zip") == "weg.zip is er niet."
    os.mkfifo(tmp_path / "buis")
    assert why(tmp_path / "buis") == "Dit is geen bestand en geen map."


def test_what_may_not_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    path = zipped(tmp_path / "a.zip", {"a.xml": GOOD})
    monkeypatch.setattr(zipfile, "ZipFile", closed)
    assert why(path) == "a.zip kan niet gelezen worden: Permission denied."
    (tmp_path / "a.xml").write_bytes(GOOD)
    monkeypatch.setattr(Path, "open", closed)
    assert why(tmp_path / "a.xml") == "a.xml kan niet gelezen worden: Permission denied."


def test_a_bsn_in_a_name_is_hidden_and_names_stay_apart(tmp_path: Path) -> None:
    hidden = f"*****{BSN[-2:]}"
    members = {f"{BSN}.xml": GOOD, f"1{BSN}.xml": OTHER, "a.xml": message(ToewijzingNummer="5")}
    found = reading(zipped(tmp_path / "a.zip", members))
    assert [row.place for row in found] == [
        f"{hidden}.xml (1){PATH}", f"{hidden}.xml (2){PATH}", f"a.xml{PATH}",
    ]  # fmt: skip
    assert BSN not in why(zipped(tmp_path / "b.zip", {f"../{BSN}.xml": GOOD}))
    assert why(tmp_path / f"{BSN}.xml") == f"{hidden}.xml is er niet."
