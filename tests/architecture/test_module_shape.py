"""Modules keep a shape that can be read at one sitting. The rules are in tools/architecture/module_shape.py."""

from pathlib import Path

import pytest

from tools.architecture import module_shape

ROOT = Path(__file__).resolve().parents[2]

# `file` or `file::function`, and why it may be longer than the rest.
EXCEPTIONS: dict[str, str] = {}


def plant(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def function(lines: int, opening: str = "def act() -> None:") -> str:
    """A module with one function of so many statements."""
    return '"""Opens."""\n\n\n' + opening + "\n" + "    act()\n" * lines


def test_every_module_keeps_its_shape() -> None:
    found = module_shape.violations(ROOT, EXCEPTIONS)

    assert not found, "\n".join(found)


def test_a_tree_that_keeps_the_rules_has_no_violation(tmp_path: Path) -> None:
    plant(tmp_path, "comments_service/__init__.py", '"""Draws the map."""\n')
    plant(tmp_path, "comments_service/people/__init__.py", "")
    plant(tmp_path, "comments_service/people/roles.py", function(30))
    plant(
        tmp_path, "comments_service/web/desk/queue.py", function(15, "async def queue(request: Request) -> Response:")
    )
    plant(tmp_path, "comments_service/storage/migrations/0001_initial.py", "x = 1\n" * 400)

    assert module_shape.violations(tmp_path, {}) == []


PLANTED = {
    "no opening": ("plugins/courses.py", "order = 1\n", "opens with 0 lines"),
    "an essay": ("plugins/courses.py", '"""One.\n\nTwo.\nThree.\nFour.\nFive.\n"""\n', "opens with 5 lines"),
    "a long module": ("plugins/courses.py", '"""Opens."""\n' + "x = 1\n" * 300, "has 301 lines"),
    "a long function": ("tools/site.py", function(31), "act has 31 lines"),
    "a long async function": (
        "comments_service/discussion/post.py",
        function(31, "async def post() -> None:"),
        "31 lines",
    ),
    "a long handler": (
        "comments_service/web/desk/queue.py",
        function(16, "async def queue(request: Request) -> Response:"),
        "queue has 16 lines, of at most 15",
    ),
    "a long typed handler": (
        "comments_service/web/desk/queue.py",
        function(16, "async def queue(request: Request[State]) -> Response:"),
        "of at most 15",
    ),
    "a drawer": ("comments_service/utils.py", '"""Opens."""\n', "says nothing"),
    "a room called a drawer": ("comments_service/helpers/mail.py", '"""Opens."""\n', "says nothing"),
    "an export": (
        "comments_service/people/__init__.py",
        '"""Map."""\n\nfrom .roles import Role\n',
        "docstring or empty",
    ),
}


@pytest.mark.parametrize("case", PLANTED)
def test_a_planted_violation_is_found(tmp_path: Path, case: str) -> None:
    path, text, told = PLANTED[case]
    plant(tmp_path, path, text)

    (found,) = module_shape.violations(tmp_path, {})

    assert found.startswith(path)
    assert told in found


def test_an_exception_excuses_what_it_names(tmp_path: Path) -> None:
    plant(tmp_path, "tools/site.py", function(31))

    assert module_shape.violations(tmp_path, {"tools/site.py::act": "one table"}) == []


def test_an_exception_nobody_needs_is_told(tmp_path: Path) -> None:
    plant(tmp_path, "tools/site.py", function(3))

    found = module_shape.violations(tmp_path, {"tools/site.py::act": "was long once"})

    assert found == ["tools/site.py::act: is excepted and need not be"]
