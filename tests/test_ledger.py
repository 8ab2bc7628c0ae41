import os
import re
import subprocess
import sys

import pytest
from filelock import FileLock

from workbench.review import ledger
from workbench.review.ledger import LedgerError, append, in_force, read

COLUMNS = ["table", "value", "key"]
ROW = {"table": "mentions", "value": "Japan", "key": "abc"}
HOSTILE = ["=1+1", "+49", "-5", "@SUM(A1)", "\tx", "'quoted'", "'=1", '"', "a,b;c", "two\nlines"]
HOSTILE += ["Zoë “Ž” 한국 \u202e", "<script>", "＝1", "\r", ""]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "ledger.csv"


def values(path):
    return read(path, COLUMNS)["value"].tolist()


def problems(path):
    return read(path, COLUMNS).attrs["problems"]


def test_no_file_gives_no_rows_and_no_problem(path):
    assert values(path) == []
    assert problems(path) == []


def test_rows_are_read_back_in_order_with_who_when_and_why(path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_AUTHOR", "Ana")
    ids = append(path, COLUMNS, [ROW, ROW | {"value": "Peru"}], reason="misread")
    rows = read(path, COLUMNS)
    assert rows["id"].tolist() == ids
    assert rows["value"].tolist() == ["Japan", "Peru"]
    assert rows[["author", "reason"]].to_numpy().tolist() == [["Ana", "misread"]] * 2
    assert rows["time"].str.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ").all()


@pytest.mark.parametrize("cell", HOSTILE)
def test_any_cell_is_read_back_exactly_and_runs_in_no_spreadsheet(path, cell):
    append(path, COLUMNS, [ROW | {"value": cell}], reason=cell)
    rows = read(path, COLUMNS)
    assert rows[["value", "reason"]].to_numpy().tolist() == [[cell, cell]]
    line = path.read_text(encoding="utf-8").split("\n")[1]
    assert not any(part.strip('"').startswith(tuple("=+-@\t＝")) for part in line.split(","))


def test_row_that_was_cut_off_spoils_itself_alone(path):
    append(path, COLUMNS, [ROW])
    whole = path.read_bytes()
    path.write_bytes(whole + b'0123456789ab,2026-01-01T00:00:00Z,Ana,"half a reas')
    append(path, COLUMNS, [ROW | {"value": "Peru"}])
    assert values(path) == ["Japan", "Peru"]
    assert "line 3: no CSV; the row is left out" in problems(path)[0]
    assert path.read_bytes().startswith(whole)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,time\n0123456789ab,now\n", "line 1: an older version, without author"),
        (
            "id,time,author,reason,table,value,key,mood\n" + "x," * 7 + "y\n",
            "unknown columns .* mood",
        ),
        ("name,age\nx,1\n", "line 1: no column 'id'; nothing is read"),
        ("id,time,author,reason,table,value,key\nx,1\n", "line 2: 2 cells where 7 are wanted"),
        ("id,time,author,reason,table,value,key\n,1,2,3,4,5,6\n", "line 2: no id"),
        ("id,time,author,reason,table,value,key\n" + "x,1,2,3,4,5,6\n" * 2, "line 3: id x stands"),
    ],
)
def test_what_is_odd_is_said_with_its_line(path, text, message):
    path.parent.mkdir()
    path.write_text(text)
    (said,) = problems(path)
    assert re.search(message, said)


def test_older_version_goes_on_under_a_new_header(path):
    path.parent.mkdir()
    old = "id,time,table,value\n0123456789ab,now,mentions,Peru\n"
    path.write_text(old)
    append(path, COLUMNS, [ROW])
    assert values(path) == ["Peru", "Japan"]
    assert path.read_text().startswith(old)


def test_semicolons_of_a_spreadsheet_are_kept(path):
    path.parent.mkdir()
    path.write_text("id;time;author;reason;key;table;value\nx;;;;k;mentions;Peru, Lima\n")
    append(path, COLUMNS, [ROW])
    assert values(path) == ["Peru, Lima", "Japan"]
    assert path.read_text().count(";") == 18


def test_foreign_encoding_is_read_named_and_added_to(path):
    append(path, COLUMNS, [ROW])
    path.write_bytes(path.read_bytes() + "x,,,,mentions,Curaçao,k\n".encode("cp1252"))
    append(path, COLUMNS, [ROW | {"value": "Côte d’Ivoire"}])
    assert values(path) == ["Japan", "Curaçao", "Côte d’Ivoire"]
    assert "line 3: not UTF-8, read as Windows-1252" in problems(path)[0]


def test_utf_16_is_read_and_not_added_to(path):
    append(path, COLUMNS, [ROW])
    path.write_bytes(path.read_text().encode("utf-16"))
    before = path.read_bytes()
    assert values(path) == ["Japan"]
    with pytest.raises(LedgerError, match="is UTF-16; nothing was written"):
        append(path, COLUMNS, [ROW])
    assert path.read_bytes() == before


def test_file_locked_by_another_notebook_is_named(path, monkeypatch):
    append(path, COLUMNS, [ROW])
    monkeypatch.setattr(ledger, "SECONDS_TO_WAIT", 0.1)
    with (
        FileLock(path.with_name(".ledger.csv.lock")),
        pytest.raises(LedgerError, match=r"ledger\.csv is being written by another notebook"),
    ):
        append(path, COLUMNS, [ROW])


def test_file_that_cannot_be_written_is_named(path):
    path.mkdir(parents=True)
    with pytest.raises(LedgerError, match=r"cannot be written .* nothing was written"):
        append(path, COLUMNS, [ROW])
    assert "cannot be read" in problems(path)[0]


def test_full_disk_leaves_the_file_as_it_was(path, monkeypatch):
    append(path, COLUMNS, [ROW])
    before, write = path.read_bytes(), os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:9]))
    with pytest.raises(LedgerError, match="the disk is full"):
        append(path, COLUMNS, [ROW])
    assert path.read_bytes() == before


def test_two_notebooks_that_write_at_once_lose_nothing(path):
    script = (
        "import sys; from pathlib import Path; from workbench.review.ledger import append\n"
        "for n in range(20):\n"
        f"    append(Path({str(path)!r}), {COLUMNS}, [{ROW} | {{'value': sys.argv[1] + str(n)}}])"
    )
    others = [subprocess.Popen([sys.executable, "-c", script, name]) for name in ("x", "y")]
    assert [other.wait(60) for other in others] == [0, 0]
    assert sorted(values(path)) == sorted(f"{name}{n}" for name in "xy" for n in range(20))
    assert problems(path) == []


def test_undo_of_an_undo_does_it_again(path):
    (first,) = append(path, COLUMNS, [ROW])
    assert in_force(read(path, COLUMNS)).tolist() == [True]
    (second,) = append(path, COLUMNS, [{"table": "undo", "value": first}])
    assert in_force(read(path, COLUMNS)).tolist() == [False, True]
    append(path, COLUMNS, [{"table": "undo", "value": second}])
    assert in_force(read(path, COLUMNS)).tolist() == [True, False, True]
