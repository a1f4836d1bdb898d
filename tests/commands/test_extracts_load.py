# SPDX-License-Identifier: EUPL-1.2
"""`meedoen extracts load`: what comes in, on what terms, and what becomes of the file."""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from meedoen.monitor.models import Objection, SourceLoad, SourceTerms
from meedoen.monitor.pseudonyms import Pseudonyms
from meedoen.monitor.snapshots import read_counted
from meedoen.monitor.sources.registry import KEYS, source
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.tasks import forget_old_reports
from meedoen.vocabulary.moment import Moment
from tests.interop.extracts.examples import YEAR, as_csv, bsn, good_rows
from tests.interop.iwmo.messages import small, written
from tests.monitor.loading import (
    BUURTEN,
    TOWN,
    a_town,
    extracts,
    kept,
    load,
    on_terms,
    people_kept,
    rows_of,
    shape_of,
    table,
)

pytestmark = pytest.mark.django_db
WITH_PEOPLE = [key for key in KEYS if source(key).shape(SourceForm.ROWS)]


@pytest.fixture(autouse=True)
def town(tmp_path: Path, settings, now: Moment) -> None:
    settings.MONITOR_FOLDER = tmp_path / "monitor"
    a_town(now)


def refused(result: Result) -> str:
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert not SourceLoad.objects.exists()
    assert kept() == []
    return result.stderr


def counts(path: Path, key: str = "vsv", number: int = 4, **changed: str) -> Path:
    rows = good_rows(shape_of(key, SourceForm.AGGREGATE), number)
    for place, row in enumerate(rows):
        row["gebiedscode"] = BUURTEN[place % 2]
    rows = [row | {"jaar": str(YEAR)} for row in rows[:2]]
    return table(path, [{**row, **changed} for row in rows])


@pytest.mark.proves("S3-13", "without its terms no row of a person comes in")
@pytest.mark.parametrize("key", KEYS)
def test_no_row_of_a_person_comes_in_without_terms_of_any_source(key: str, tmp_path: Path) -> None:
    of = key if key in WITH_PEOPLE else "wmo"
    path = table(tmp_path / "bron.csv", rows_of(of))
    said = refused(load(key, path))
    if key in WITH_PEOPLE:
        for what in ("grondslag", "artikel", "doel", "verantwoordelijke", "DPIA", "advies"):
            assert what in said
        assert f"meedoen extracts terms {key} --municipality {TOWN}" in said
        assert source(key).ground in said
    else:
        assert "alleen aantallen" in said
    assert path.exists()


@pytest.mark.parametrize("key", WITH_PEOPLE)
def test_on_its_terms_rows_of_people_of_each_source_come_in(
    key: str, tmp_path: Path, now: Moment
) -> None:
    terms = on_terms(key, now)
    path = table(tmp_path / "bron.csv", rows_of(key))
    result = load(key, path)
    assert result.exit_code == 0, result.output
    assert result.stdout == "rows=6 good=6 bad=0\n"
    assert "geladen en weggehaald" in result.stderr
    assert not path.exists()
    one = SourceLoad.objects.get()
    assert (one.rows, one.bad, one.without_area, one.terms) == (6, 0, 0, terms)
    assert one.status == "voorlopig"
    assert [file.name for file in kept()] == [one.file]
    assert people_kept(key).buurt.tolist() == [*BUURTEN] * 3


@pytest.mark.parametrize("key", KEYS)
def test_counts_of_each_source_come_in_without_terms_and_their_file_stays(
    key: str, tmp_path: Path
) -> None:
    path = counts(tmp_path / "bron.csv", key)
    result = load(key, path)
    assert result.exit_code == 0, result.output
    assert path.exists()
    one = SourceLoad.objects.get()
    assert (one.form, one.terms, one.without_area) == (SourceForm.AGGREGATE, None, 0)
    (file,) = kept()
    assert read_counted(file).area.tolist() == [*BUURTEN]


def test_bad_rows_stay_out_and_their_share_is_kept(tmp_path: Path, now: Moment) -> None:
    on_terms("wsw", now)
    rows = rows_of("wsw")
    rows[1]["codeType"] = "x"
    rows[5] = rows[0]
    report = tmp_path / "r.csv"
    result = load("wsw", table(tmp_path / "bron.csv", rows), "--report", report)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "rows=6 good=4 bad=2"
    assert len(report.read_text().splitlines()) == 3
    one = SourceLoad.objects.get()
    assert (one.rows, one.bad) == (6, 2)
    good = [rows[place]["bsn"].encode() for place in (0, 2, 3, 4)]
    found = people_kept("wsw").person.tolist()
    wanted = Pseudonyms("tests-only", TOWN).of_people(good, "wsw").tolist()
    assert found == wanted


def test_too_many_bad_rows_refuse_the_whole(tmp_path: Path, now: Moment) -> None:
    on_terms("wsw", now)
    rows = rows_of("wsw")
    rows[1]["codeType"] = "x"
    path = table(tmp_path / "bron.csv", rows)
    assert "--at-most-bad" in refused(load("wsw", path, "--at-most-bad", "10"))
    assert path.exists()
    assert load("wsw", path, "--at-most-bad", "20").exit_code == 1


def test_a_file_without_a_good_row_takes_nobodys_place(tmp_path: Path, now: Moment) -> None:
    on_terms("wsw", now)
    bad = [{**row, "codeType": "x"} for row in rows_of("wsw")]
    assert "geen enkele regel" in refused(load("wsw", table(tmp_path / "a.csv", bad)))
    assert load("wsw", table(tmp_path / "b.csv", rows_of("wsw"))).exit_code == 0
    path = tmp_path / "c.csv"
    path.write_bytes(as_csv(rows_of("wsw")).splitlines()[0] + b"\n")
    assert load("wsw", path).exit_code == 2
    assert len(people_kept("wsw")) == 6


def test_a_newer_load_takes_the_place_of_the_older_of_that_year(
    tmp_path: Path, now: Moment
) -> None:
    on_terms("wsw", now)
    load("wsw", table(tmp_path / "a.csv", rows_of("wsw", 3)))
    load("wsw", table(tmp_path / "b.csv", rows_of("wsw", 5)), "--status", "definitief")
    older, newer = SourceLoad.objects.order_by("pk")
    assert older.over_at is not None
    assert older.over_by == newer.loaded_by
    assert (newer.over_at, newer.status) == (None, "definitief")
    assert len(people_kept("wsw")) == 5


def test_the_day_it_tells_of_is_the_last_of_the_period_or_today(tmp_path: Path) -> None:
    today = Moment.now().day
    load("vsv", counts(tmp_path / "a.csv", jaar="2025"), year=2025)
    assert SourceLoad.objects.get(year=2025).as_of == min(date(2025, 12, 31), today)
    load("vsv", counts(tmp_path / "b.csv"), "--as-of", "2026-02-01")
    assert SourceLoad.objects.get(year=YEAR).as_of == date(2026, 2, 1)
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert load("vsv", counts(tmp_path / "c.csv"), "--as-of", tomorrow).exit_code == 2
    assert load("vsv", counts(tmp_path / "d.csv"), "--as-of", "1 maart").exit_code == 2


def test_a_file_that_is_kept_is_said_to_be_there(tmp_path: Path, now: Moment) -> None:
    on_terms("wsw", now)
    path = table(tmp_path / "bron.csv", rows_of("wsw"))
    assert "blijft staan" in load("wsw", path, "--keep-file").stderr
    assert path.exists()


def test_what_a_link_leads_to_is_thrown_away_with_it(tmp_path: Path, now: Moment) -> None:
    on_terms("wsw", now)
    path = table(tmp_path / "bron.csv", rows_of("wsw"))
    (tmp_path / "link.csv").symlink_to(path)
    load("wsw", tmp_path / "link.csv")
    assert not path.exists()
    assert not (tmp_path / "link.csv").is_symlink()


def test_of_whom_nobody_knows_where_she_lives_counts_as_unknown(
    tmp_path: Path, now: Moment
) -> None:
    on_terms("wsw", now)
    rows = rows_of("wsw")
    rows[0]["buurtcode"], rows[1]["buurtcode"] = "", "BU00470101"
    result = load("wsw", table(tmp_path / "bron.csv", rows))
    assert "van 2 van de 6 rijen is de buurt onbekend" in result.stderr
    assert SourceLoad.objects.get().without_area == 2


def test_an_address_tells_the_buurt_where_the_file_does_not(tmp_path: Path, now: Moment) -> None:
    on_terms("wsw", now)
    book = tmp_path / "pc6hnr20240801_gwb.csv"
    book.write_text(
        "PC6;Huisnummer;Buurt2024;Wijk2024;Gemeente2024\n"
        "1234AB;12;99990101;999901;9999\n1234AB;12a;99990101;999901;9999\n"
        "1234AB;B75;99990102;999901;9999\n9999ZZ;1;470101;4701;47\nx;1;99990102;999901;9999\n"
    )
    told = extracts("addresses", book)
    assert told.exit_code == 0, told.output
    assert (
        told.stdout == "Plek GM9999: 3 addresses in 2 buurten; 1 left out, which are no address\n"
    )
    rows = rows_of("wsw", 4)
    for row, house in zip(rows, ("12 A", "b75", "13", ""), strict=True):
        row |= {"buurtcode": "", "postcode": "1234AB", "huisnummer": house}
    load("wsw", table(tmp_path / "bron.csv", rows))
    assert people_kept("wsw").buurt.tolist() == [*BUURTEN, "", ""]
    # What is kept of addresses is nobody's orphan.
    assert load("wsw", table(tmp_path / "nog.csv", rows)).exit_code == 0
    assert kept("addresses.parquet")


def test_a_file_of_addresses_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("PC6;Nummer\n1234AB;1\n")
    assert "house" in extracts("addresses", tmp_path / "a.csv").stderr
    (tmp_path / "b.csv").write_text("PC6;Huisnummer;Buurt2024\n9999ZZ;1;470101\n")
    none = extracts("addresses", tmp_path / "b.csv")
    assert none.exit_code == 2
    assert "no address" in none.stderr


def test_rows_of_another_municipality_are_not_loaded(tmp_path: Path) -> None:
    path = counts(tmp_path / "bron.csv")
    path.write_bytes(path.read_bytes() + f"BU00470101;{YEAR};5\n".encode())
    result = load("vsv", path)
    assert "1 rijen gaan over een andere gemeente" in result.stderr
    assert result.stdout == "rows=3 good=3 bad=0\n"
    assert SourceLoad.objects.get().rows == 2
    (tmp_path / "b.csv").write_bytes(f"gebiedscode;jaar;aantal\nBU00470101;{YEAR};5\n".encode())
    other = load("vsv", tmp_path / "b.csv")
    assert other.exit_code == 2
    assert "geen regel gaat over" in other.stderr


def test_a_municipality_that_is_not_here_is_refused(tmp_path: Path) -> None:
    path = counts(tmp_path / "bron.csv")
    result = extracts("load", "vsv", path, "--period", str(YEAR), "--municipality", "GM0047")
    assert TOWN in refused(result)


def test_without_a_secret_rows_of_people_stay_out_and_counts_come_in(
    tmp_path: Path, settings, now: Moment
) -> None:
    settings.MONITOR_SECRET = ""
    on_terms("wsw", now)
    path = table(tmp_path / "bron.csv", rows_of("wsw"))
    assert "MEEDOEN_MONITOR_SECRET" in refused(load("wsw", path))
    assert path.exists()
    assert load("vsv", counts(tmp_path / "c.csv")).exit_code == 0


@pytest.mark.parametrize("form", ["file", "folder", "zip"])
def test_messages_come_in_as_grants_and_are_thrown_away(
    form: str, tmp_path: Path, now: Moment
) -> None:
    folder = tmp_path / "berichten"
    folder.mkdir()
    numbers = ["301"] if form == "file" else ["301", "305", "307"]
    for number in numbers:
        (folder / f"{number}.XML").write_bytes(written(small(number)))
    (folder / "lees mij.txt").write_text("blijft")
    path = folder / "301.XML" if form == "file" else folder
    if form == "zip":
        (folder / "lees mij.txt").unlink()
        path = Path(shutil.make_archive(str(tmp_path / "alles"), "zip", folder))
    assert "grondslag" in refused(load("wmo", path))
    on_terms("wmo", now)
    result = load("wmo", path)
    assert result.exit_code == 0, result.output
    assert "weggehaald" in result.stderr
    assert 1 <= len(people_kept("wmo")) <= len(numbers)
    assert SourceLoad.objects.get().rows == len(numbers)
    if form == "folder":
        assert [one.name for one in folder.iterdir()] == ["lees mij.txt"]
    else:
        assert not path.exists()


def test_what_is_kept_holds_no_bsn_and_no_address(tmp_path: Path, now: Moment) -> None:
    on_terms("wsw", now)
    rows = rows_of("wsw")
    load("wsw", table(tmp_path / "bron.csv", rows))
    folder = kept()[0].parent
    data = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    for row in rows:
        assert row["bsn"].encode() not in data
        assert int(row["bsn"]).to_bytes(4, "little") not in data
        assert row["postcode"].encode() not in data


TERMS = {
    "--ground": "taak van algemeen belang",
    "--article": "Wmo 2015 5.1.1",
    "--purpose": "beleid",
    "--controller": "college",
    "--dpia": "DPIA 12",
    "--advised-on": "2026-01-05",
}


def terms(key: str = "wsw", **changed: str) -> Result:
    given = [part for pair in {**TERMS, **changed}.items() for part in pair if pair[1]]
    return extracts("terms", key, "--municipality", TOWN, *given)


@pytest.mark.parametrize("lacking", TERMS)
def test_terms_of_which_one_is_missing_are_none(lacking: str) -> None:
    result = terms(**{lacking: ""})
    assert result.exit_code == 2
    assert result.stderr.count("niet vastgelegd is") == 1
    assert not SourceTerms.objects.exists()


@pytest.mark.parametrize(
    "changed", [{"--advised-on": "2199-01-01"}, {"--purpose": "x" * 401}, {"--dpia": " "}]
)
def test_terms_that_cannot_be_are_refused(changed: dict[str, str]) -> None:
    assert terms(**changed).exit_code == 2
    assert not SourceTerms.objects.exists()


def test_new_terms_end_those_of_before_and_are_kept_with_who_wrote_them() -> None:
    assert terms().exit_code == 0
    assert terms(**{"--purpose": "ander beleid"}).exit_code == 0
    older, newer = SourceTerms.objects.order_by("pk")
    assert older.ended_at is not None
    assert newer.ended_at is None
    assert newer.purpose == "ander beleid"
    assert newer.written_by.startswith("command line")


def test_terms_that_are_ended_let_nobody_in(tmp_path: Path, now: Moment) -> None:
    on_terms("wsw", now)
    assert extracts("terms", "wsw", "--municipality", TOWN, "--end").exit_code == 0
    assert "grondslag" in refused(load("wsw", table(tmp_path / "a.csv", rows_of("wsw"))))


def test_a_source_of_counts_only_has_no_terms() -> None:
    assert terms("wia").exit_code == 2


def test_who_objects_is_kept_as_a_mark_and_can_come_back() -> None:
    number = bsn(12_345_670)
    objects = ("objection", "--municipality", TOWN)
    assert extracts(*objects, typed=f"{number}\n").exit_code == 0
    assert "already" in extracts(*objects, typed=number).stderr
    one = Objection.objects.get()
    assert len(bytes(one.mark)) == 16
    marks = Pseudonyms("tests-only", TOWN).of_people([number.encode()], "objection")
    assert bytes(one.mark) == marks.tobytes()
    assert extracts(*objects, "--take-back", typed=number).exit_code == 0
    assert not Objection.objects.exists()


def test_a_number_that_is_no_bsn_objects_to_nothing_and_is_not_shown() -> None:
    result = extracts("objection", "--municipality", TOWN, typed="123456789\n")
    assert result.exit_code == 2
    assert "123456789" not in result.output


def test_a_file_of_another_municipality_takes_nobodys_place(tmp_path: Path, now: Moment) -> None:
    on_terms("wmo", now)
    assert load("wmo", table(tmp_path / "bron.csv", rows_of("wmo"))).exit_code == 0
    elsewhere = [{**row, "buurtcode": "BU03630000"} for row in rows_of("wmo")]
    path = table(tmp_path / "elders.csv", elsewhere)
    result = load("wmo", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"geen regel gaat over {TOWN}" in result.stderr
    assert path.exists()
    assert SourceLoad.objects.get().over_at is None
    # Somebody may live elsewhere; that is no reason to leave the others out.
    mixed = table(tmp_path / "beide.csv", [*rows_of("wmo")[:2], *elsewhere[2:]])
    assert load("wmo", mixed).exit_code == 0


def test_a_file_that_is_called_after_somebody_is_not_named(tmp_path: Path, now: Moment) -> None:
    on_terms("wmo", now)
    number = bsn(12_345_678)
    result = load("wmo", table(tmp_path / f"{number}.csv", rows_of("wmo")))
    assert result.exit_code == 0
    assert number not in result.output


def reports() -> list[Path]:
    return kept("*-fouten.csv")


def test_what_was_wrong_is_kept_for_some_weeks_where_nobody_said_where_to(
    tmp_path: Path, now: Moment, settings
) -> None:
    on_terms("wsw", now)
    rows = rows_of("wsw")
    bad = [{**rows[0], "datumStart": "morgen"}, *rows[1:]]
    done = load("wsw", table(tmp_path / "bron.csv", bad))
    (report,) = reports()
    assert done.exit_code == 1
    assert f"alle fouten staan in {report}; dat gaat na 30 dagen vanzelf weg" in done.stderr
    assert report.read_text().splitlines()[0] == "row,column,value,reason"
    assert "morgen" in report.read_text()
    assert report.stat().st_mode & 0o777 == 0o600
    os.utime(report, (0, 0))
    settings.MONITOR_REPORT_DAYS = 7
    load("vsv", counts(tmp_path / "vsv.csv"))
    assert reports() == []


def test_the_worker_takes_old_reports_away_too(tmp_path: Path, now: Moment) -> None:
    on_terms("wsw", now)
    rows = rows_of("wsw")
    load("wsw", table(tmp_path / "bron.csv", [{**rows[0], "datumStart": "morgen"}, *rows[1:]]))
    for days, gone in ((29, 0), (31, 1)):
        assert forget_old_reports(Moment.now() + timedelta(days=days)) == gone
        assert len(reports()) == 1 - gone


def test_a_report_that_somebody_asked_for_is_the_only_one_and_says_when_to_throw_it_away(
    tmp_path: Path, now: Moment
) -> None:
    on_terms("wsw", now)
    rows = rows_of("wsw")
    bad = [{**rows[0], "datumStart": "morgen"}, *rows[1:]]
    asked = tmp_path / "fouten.csv"
    load("wsw", table(tmp_path / "bron.csv", bad))
    done = load("wsw", table(tmp_path / "bron.csv", bad), "--report", asked)
    assert asked.exists()
    assert reports() == []
    assert "uiterlijk na 30 dagen" in done.stderr


def test_a_file_without_a_fault_takes_the_report_of_before_away(
    tmp_path: Path, now: Moment
) -> None:
    on_terms("wsw", now)
    rows = rows_of("wsw")
    bad = [{**rows[0], "datumStart": "morgen"}, *rows[1:]]
    load("wsw", table(tmp_path / "bron.csv", bad))
    assert len(reports()) == 1
    assert load("wsw", table(tmp_path / "bron.csv", rows)).exit_code == 0
    assert reports() == []


def test_tidying_takes_old_reports_out_of_a_folder_and_nothing_else(tmp_path: Path) -> None:
    old, new, own = (tmp_path / name for name in ("oud.csv", "nieuw.csv", "lijst.csv"))
    for file in (old, new):
        file.write_text("row,column,value,reason\n2,bsn,,leeg\n")
    own.write_text("bsn;datum\n")
    for file in (old, own):
        os.utime(file, (0, 0))
    done = extracts("tidy", tmp_path)
    assert (done.exit_code, done.stdout) == (0, "reports=1\n")
    assert not old.exists()
    assert new.exists()
    assert own.exists()
    assert extracts("tidy", tmp_path, "--older-than", "0").stdout == "reports=1\n"
    assert own.exists()
