"""What one build worked out the next one finds, until none asks for it any more."""

from pathlib import Path

import pytest

from plugins.kept import store as module
from plugins.kept.store import Store, digest_of, digest_of_folder


def never() -> str:
    raise AssertionError("It was made again.")


def built(file: Path, *inputs: bytes) -> None:
    """A build that asks for some values."""
    store = Store(file)
    for one in inputs:
        store.text("kind", one, lambda: "made")
    store.close()


def test_what_was_worked_out_is_found_by_the_next_build(tmp_path: Path) -> None:
    built(tmp_path / ".build" / "kept.sqlite3", b"a")

    assert Store(tmp_path / ".build" / "kept.sqlite3").has(digest_of("kind", b"a"))
    assert not Store(tmp_path / ".build" / "kept.sqlite3").has(digest_of("kind", b"b"))
    assert Store(tmp_path / ".build" / "kept.sqlite3").text("kind", b"a", never) == "made"


def test_another_input_and_another_kind_are_made_anew(tmp_path: Path) -> None:
    built(tmp_path / "kept", b"a")
    store = Store(tmp_path / "kept")

    assert store.text("kind", b"b", lambda: "other") == "other"
    assert store.text("other kind", b"a", lambda: "another") == "another"


def test_other_code_makes_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(tmp_path / "kept", b"a")
    monkeypatch.setattr(module, "_code", lambda: b"other code")

    assert Store(tmp_path / "kept").text("kind", b"a", lambda: "anew") == "anew"


def test_within_a_build_a_value_is_made_once() -> None:
    store = Store()
    store.text("kind", b"a", lambda: "made")

    assert store.text("kind", b"a", never) == "made"


def test_what_no_build_asked_for_lately_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    built(file, b"a", b"b")
    for _ in range(6):
        built(file, b"a")

    assert Store(file).get(digest_of("kind", b"a")) == "made"
    assert Store(file).get(digest_of("kind", b"b")) is None


def test_a_build_that_was_stopped_leaves_what_was_kept(tmp_path: Path) -> None:
    built(tmp_path / "kept", b"a")
    stopped = Store(tmp_path / "kept")
    stopped.text("kind", b"b", lambda: "half")
    del stopped

    assert Store(tmp_path / "kept").get(digest_of("kind", b"b")) is None
    assert Store(tmp_path / "kept").text("kind", b"a", never) == "made"


def test_two_builds_at_once_both_end(tmp_path: Path) -> None:
    first, second = Store(tmp_path / "kept"), Store(tmp_path / "kept")
    first.text("kind", b"a", lambda: "made")
    second.text("kind", b"a", lambda: "made")
    first.close()
    second.close()

    assert Store(tmp_path / "kept").text("kind", b"a", never) == "made"


def test_a_file_that_cannot_be_read_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"no database, " * 1000)
    built(tmp_path / "kept", b"a")

    assert Store(tmp_path / "kept").text("kind", b"a", never) == "made"


def test_without_room_for_a_file_a_build_goes_on(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("A file where a folder should be.")
    store = Store(tmp_path / "taken" / "kept")

    assert not store.keeps
    assert store.text("kind", b"a", lambda: "made") == "made"
    store.close()


def test_the_digest_of_a_folder_tells_names_and_what_is_in_them(tmp_path: Path) -> None:
    told = set()
    for name, text in [("a", "x"), ("a", "y"), ("b", "y")]:
        (tmp_path / name).write_text(text)
        told.add(digest_of_folder(tmp_path))
        (tmp_path / name).unlink()

    assert len(told) == 3
