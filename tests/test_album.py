import pandas as pd

from workbench.panels.album import Album, Drawing


def drawing(letter: str, size: int = 1000) -> Drawing:
    return Drawing(pd.DataFrame(), letter.encode() * size, [], letter)


def test_what_is_kept_is_found_again():
    album, kept = Album(), drawing("a")
    assert album.keep((1, None), kept) is kept
    assert (1, None) in album
    assert album.find((1, None)) is kept
    assert album.find((2, None)) is None


def test_where_room_is_short_what_was_asked_for_longest_ago_goes():
    album = Album(room=2_600)
    for state in "abc":
        album.keep(state, drawing(state, 700))
    assert [state in album for state in "abc"] == [True, True, True]
    album.find("a")
    album.keep("d", drawing("d", 700))
    assert [state in album for state in "abcd"] == [True, False, True, True]


def test_a_table_and_marks_take_room_too():
    album = Album(room=50_000)
    album.keep("marks", Drawing(pd.DataFrame(), b"", [{}] * 60, ""))
    album.keep("table", Drawing(pd.DataFrame({"n": range(9_000)}), b"", [], ""))
    assert [state in album for state in ("marks", "table")] == [False, True], "the newest stays"


def test_a_cleared_album_is_empty():
    album = Album()
    album.keep("a", drawing("a"))
    album.clear()
    assert "a" not in album
