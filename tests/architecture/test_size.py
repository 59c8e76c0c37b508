"""The size gates: what no longer fits in a head does not pass. The list of exceptions is empty."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
CODE = [folder for name in ("src", "scripts", "benchmarks") if (folder := ROOT / name).is_dir()]

MODULE_LINES, FUNCTION_LINES, PARAMETERS, COMPLEXITY = 300, 50, 6, 10


def modules(folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.rglob("*.py"))


def label(path: Path) -> str:
    """A short name: from the package on, else the file alone."""
    return path.relative_to(ROOT / "src" / "qonys").as_posix() if path.is_relative_to(ROOT / "src") else path.name


def functions(folders: list[Path]) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in modules(folders):
        for node in ast.walk(ast.parse(path.read_text("utf-8"), filename=str(path))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{label(path)}:{node.lineno} {node.name}", node


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """What a caller has to know: the object itself does not count, *args and **kwargs do."""
    given = function.args
    named = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    own = 1 if named[:1] in (["self"], ["cls"]) else 0
    return len(named) - own + sum(a is not None for a in (given.vararg, given.kwarg))


def long_modules(folders: list[Path]) -> dict[str, int]:
    sizes = {str(p): module_lines(p) for p in modules(folders)}
    return {name: lines for name, lines in sizes.items() if lines > MODULE_LINES}


def long_functions(folders: list[Path]) -> dict[str, int]:
    sizes = {name: body_lines(f) for name, f in functions(folders)}
    return {name: lines for name, lines in sizes.items() if lines > FUNCTION_LINES}


def module_lines(path: Path) -> int:
    """Lines of a module without docstrings, of functions, classes, fields and its own."""
    text = path.read_text("utf-8")
    said = sum(docstring_lines(node) for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Expr))
    return len(text.splitlines()) - said


def docstring_lines(node: ast.stmt) -> int:
    """Lines of a statement that is a text alone; 0 for any other."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return (node.end_lineno or node.lineno) - node.lineno + 1
    return 0


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring: what one reads to follow it."""
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring_lines(function.body[0])


def wide_functions(folders: list[Path]) -> dict[str, int]:
    # the parameters of a command are its options: docs/decisions/0003-commands.md
    commands = {label(path) for path in (ROOT / "src" / "qonys" / "cli").rglob("*.py")}
    counts = {name: parameters(f) for name, f in functions(folders) if name.partition(":")[0] not in commands}
    return {name: count for name, count in counts.items() if count > PARAMETERS}


def tangled_functions(folders: list[Path]) -> str:
    """Ruff's list of functions over the limit; a `noqa` is no way round."""
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--ignore-noqa", "--no-cache", "--quiet"]
    rule = ["--select", "C901", "--config", f"lint.mccabe.max-complexity={COMPLEXITY}", "--output-format", "concise"]
    done = subprocess.run([*ruff, *rule, *map(str, folders)], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def cycle(package: str) -> list[str]:
    """Modules that import each other in a ring, imports inside functions included; empty if there is none.

    The root of the package is left out: it names the public objects and loads none of them.
    """
    graph = grimp.build_graph(package, cache_dir=None)
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules if name != package}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_outgrows_the_head() -> None:
    assert long_modules(CODE) == {}


def test_no_function_outgrows_the_screen() -> None:
    assert long_functions(CODE) == {}


def test_no_function_asks_for_too_much() -> None:
    assert wide_functions(CODE) == {}


def test_no_function_is_a_maze() -> None:
    assert tangled_functions(CODE) == ""


def test_no_modules_import_each_other() -> None:
    assert cycle("qonys") == []


def test_there_is_code_to_look_at() -> None:
    assert len(list(modules(CODE))) > 5
    assert len(list(functions(CODE))) > 20


def test_the_gates_see_what_is_too_large(tmp_path: Path) -> None:
    wide = "def wide(a, b, c, *, d, e, f, **g):\n    return a\n"
    branches = "".join(f"    if a == {n}:\n        return {n}\n" for n in range(COMPLEXITY))
    maze = f"def maze(a):  # noqa: C901\n{branches}    return a\n"
    long = "def long():\n" + "    x = 1\n" * FUNCTION_LINES
    (tmp_path / "large.py").write_text(wide + maze + long + "x = 1\n" * MODULE_LINES, encoding="utf-8")
    assert list(long_modules([tmp_path])) == [str(tmp_path / "large.py")]
    assert [name.split()[1] for name in long_functions([tmp_path])] == ["long"]
    assert wide_functions([tmp_path]) == {"large.py:1 wide": PARAMETERS + 1}
    assert "`maze`" in tangled_functions([tmp_path])


def test_the_gate_sees_a_ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "ring_of_two"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "a.py").write_text("from ring_of_two import b\n", encoding="utf-8")
    (package / "b.py").write_text("def late():\n    from ring_of_two.a import b\n    return b\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert set(cycle("ring_of_two")) == {"ring_of_two.a", "ring_of_two.b"}
