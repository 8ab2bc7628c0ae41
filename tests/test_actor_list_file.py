"""The file data/actors.csv under change: what the analyst wrote there stays as she wrote it."""

import os

import pandas as pd
import pytest

from workbench.review.actor_file import ActorFile
from workbench.review.actor_list import ActorListError, read_actor_list

MERGE = {"do": "merge", "name": "Anton Block", "actor": "Anton Blok"}
HERS = (
    "\ufeff# my list, with remarks\r\n"
    "do;name;actor\r\n"
    "\r\n"
    'add;"Blok, the elder"; Anton Blok\r\n'
    "# add;Old;Older\r\n"
    "drop;Press Club"
).encode()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "actors.csv"


def opened(path, content: bytes | None = None) -> ActorFile:
    if content is not None:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    file = ActorFile(path)
    file.read()
    return file


def test_first_row_makes_the_file_with_all_columns(path):
    assert opened(path).add([MERGE]) == [2]
    assert path.read_bytes().decode() == (
        "\ufeffdo,name,actor,of,kind,country,note\nmerge,Anton Block,Anton Blok,,,,\n"
    )
    assert pd.read_csv(path)["do"].tolist() == ["merge"]


def test_rows_are_added_behind_hers_in_her_own_way_of_writing(path):
    file = opened(path, HERS)
    assert file.add([MERGE, {"do": "drop", "name": "A; B"}]) == [7, 8]
    added = '\r\nmerge;Anton Block;Anton Blok\r\ndrop;"A; B";\r\n'
    assert path.read_bytes() == HERS + added.encode()
    assert [p.name for p in path.parent.iterdir() if p.suffix != ".lock"] == ["actors.csv"]


def test_no_rows_change_nothing(path):
    file = opened(path, HERS)
    assert file.add([]) == []
    assert path.read_bytes() == HERS
    assert not file.can_undo


def test_a_column_that_is_lacking_is_added_to_the_header_alone(path):
    file = opened(path, HERS)
    file.add([{"do": "split", "name": "Blok", "actor": "Eva Blok", "of": "Anton Blok"}])
    lines = path.read_bytes().decode().split("\r\n")
    assert lines[1] == "do;name;actor;of"
    assert lines[3:6] == HERS.decode().split("\r\n")[3:6]
    assert lines[6] == "split;Blok;Eva Blok;Anton Blok"
    assert file.read().loc[7, "of"] == "Anton Blok"


def test_a_row_is_taken_out_and_put_back_to_the_byte(path):
    file = opened(path, HERS)
    file.remove([4])
    assert b"the elder" not in path.read_bytes()
    assert file.read()["do"].tolist() == ["drop"]
    file.undo()
    assert path.read_bytes() == HERS
    assert not file.can_undo


def test_changes_are_undone_from_the_last_to_the_first(path):
    file = opened(path)
    file.add([MERGE])
    one = path.read_bytes()
    file.add([{"do": "drop", "name": "Press Club"}])
    file.undo()
    assert path.read_bytes() == one
    file.undo()
    assert read_actor_list(path).empty
    with pytest.raises(ActorListError, match="nothing was changed"):
        file.undo()


def test_a_file_that_was_changed_meanwhile_is_not_written(path):
    file = opened(path, HERS)
    path.write_bytes(HERS + b"\r\nadd;X;Y\r\n")
    now = path.read_bytes()
    for change in (lambda: file.add([MERGE]), lambda: file.remove([4])):
        with pytest.raises(ActorListError, match="changed elsewhere meanwhile"):
            change()
    assert path.read_bytes() == now
    file.read()
    file.add([MERGE])
    assert path.read_bytes().startswith(now)


def test_what_was_changed_elsewhere_since_is_not_undone(path):
    file = opened(path)
    file.add([MERGE])
    path.write_bytes(path.read_bytes() + b"add,X,Y\n")
    assert not file.can_undo
    file.read()
    with pytest.raises(ActorListError, match="changed elsewhere since"):
        file.undo()


def test_a_file_with_a_mistake_is_not_written(path):
    wrong = b"do,name,actor\njoin,A,B\n"
    file = ActorFile(path)
    path.parent.mkdir()
    path.write_bytes(wrong)
    with pytest.raises(ActorListError, match="line 2"):
        file.read()
    with pytest.raises(ActorListError, match="line 2: 'do' must be one of"):
        file.add([MERGE])
    assert path.read_bytes() == wrong


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"do": "merge", "name": "Anton Blok", "actor": "Anton Block"}, "circle"),
        ({"do": "merge", "name": "Anton Block", "actor": "Eva"}, "'Anton Blok' in line 2"),
        ({"do": "rename", "name": "Eva", "actor": ""}, "'actor' is empty"),
    ],
)
def test_a_row_that_cannot_stand_is_not_written(path, row, words):
    file = opened(path)
    file.add([MERGE])
    before = path.read_bytes()
    with pytest.raises(ActorListError) as error:
        file.add([row])
    assert words in str(error.value)
    assert path.read_bytes() == before


def test_a_name_that_a_spreadsheet_would_run_is_written_as_text(path):
    file = opened(path)
    file.add([{"do": "rename", "name": "=1+1", "actor": "@home\nand away"}])
    assert ",'=1+1,'@home" in path.read_text(encoding="utf-8").replace('"', "")
    assert file.read()[["name", "actor"]].to_numpy().tolist() == [["=1+1", "@home and away"]]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="all may write")
def test_a_folder_that_cannot_be_written_is_told(path):
    file = opened(path, HERS)
    path.parent.chmod(0o500)
    try:
        with pytest.raises(ActorListError, match="cannot be written"):
            file.add([MERGE])
    finally:
        path.parent.chmod(0o700)


def test_a_full_disk_leaves_the_file_as_it_was(path, monkeypatch):
    file = opened(path, HERS)

    def full(_file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ActorListError, match=r"No space left.*nothing was changed"):
        file.add([MERGE])
    assert path.read_bytes() == HERS
    assert [p.name for p in path.parent.iterdir() if p.suffix != ".lock"] == ["actors.csv"]


def test_a_link_to_the_file_stays_a_link(path, tmp_path):
    file = opened(path, HERS)
    link = tmp_path / "actors.csv"
    link.symlink_to(path)
    file = ActorFile(link)
    file.read()
    file.add([MERGE])
    assert link.is_symlink()
    assert len(read_actor_list(link)) == 3
