"""Writes docs/reference/python.md from the docstrings of the public names; `--check` says whether it is fresh."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from pathlib import Path
from typing import Any

import qonys

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "python.md"
HEAD = """# Python names

All that `qonys` exports; everything else may change without notice. Each name is loaded when it is first used,
and Tab shows it. [From a DataFrame](../tutorials/from-a-dataframe.md) shows how they go together.

This page is written from the docstrings by `scripts/python_reference.py`.
"""
PART = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)


def page() -> str:
    """The page as it should be: functions first, then what they return, then errors."""
    names = sorted(qonys.__all__, key=lambda name: (_rank(getattr(qonys, name)), name.lower()))
    return HEAD + "".join(f"\n{entry(name)}" for name in names)


def entry(name: str) -> str:
    """One public name: its signature, its docstring, the first sentences of its methods."""
    public = getattr(qonys, name)
    lines = [f"## `{name}`", ""]
    if inspect.isfunction(public):
        lines += ["```python", f"qonys.{name}{_signature(public)}", "```", ""]
    lines.append(described(inspect.getdoc(public) or ""))
    if (options := vars(public).get("options")) is not None:
        lines += ["| option | type | |", "|---|---|---|", *option_rows(options)]
    if inspect.isclass(public) and not issubclass(public, Exception):
        lines += methods(public)
    return "\n".join(lines).rstrip() + "\n"


def option_rows(kind: type[Any]) -> list[str]:
    """Rows of options, inherited ones first: each with its type and with what stands under it in the source."""
    rows = [row for base in getattr(kind, "__orig_bases__", ()) if inspect.isclass(base) for row in option_rows(base)]
    body = ast.parse(inspect.getsource(kind)).body[0].body  # type: ignore[attr-defined]
    for i, node in enumerate(body):
        if isinstance(node, ast.AnnAssign):
            after = body[i + 1] if i + 1 < len(body) else None
            said = ast.literal_eval(after.value) if isinstance(after, ast.Expr) else ""
            kinds = ast.unparse(node.annotation).replace("|", "\\|")
            rows.append(f"| `{ast.unparse(node.target)}` | `{kinds}` | {' '.join(str(said).split())} |")
    return rows


def methods(kind: type[Any]) -> list[str]:
    """A table of the public methods and properties of a class, its own and inherited."""
    rows = []
    for name, member in inspect.getmembers(kind):
        if name.startswith("_") or not (inspect.isfunction(member) or hasattr(member, "__get__")):
            continue
        said = (inspect.getdoc(member) or "").split("\n\n")[0].replace("\n", " ").replace("|", "\\|")
        if said:
            call = "()" if inspect.isfunction(member) or inspect.ismethod(member) else ""
            rows.append(f"| `.{name}{call}` | {said} |")
    return ["| | |", "|---|---|", *rows] if rows else []


def described(doc: str) -> str:
    """A docstring as Markdown: sections as bold words, examples as code."""
    first, *rest = PART.split(doc)
    lines = [first.strip()]
    for title, body in zip(rest[::2], rest[1::2], strict=True):
        text = body.strip("\n")
        if title == "Examples":
            lines += ["", *_examples(text)]
        elif title in ("References", "Raises", "Returns"):
            lines += ["", f"**{title}**", "", re.sub(r"\n(?=\S)", "  \n", text)]
        else:
            lines += ["", f"**{title}**", "", "```text", text, "```"]
    return "\n".join(lines)


def _examples(text: str) -> list[str]:
    """Words stay words; prompts and what they print are code."""
    made: list[str] = []
    for block in re.split(r"\n\n+", text):
        made += ["```pycon", block, "```", ""] if block.lstrip().startswith(">>>") else [block, ""]
    return made


def _signature(function: Any) -> str:
    given = inspect.signature(function)
    return str(given.replace(return_annotation=inspect.Signature.empty)).replace("'", "").replace(": Any", "")


def _rank(public: Any) -> int:
    return 2 if inspect.isclass(public) and issubclass(public, Exception) else 1 if inspect.isclass(public) else 0


def main() -> int:
    """Write the page, or say that it is stale."""
    fresh = page()
    if "--check" in sys.argv:
        stale = not PAGE.is_file() or PAGE.read_text("utf-8") != fresh
        if stale:
            print(f"{PAGE.name} is stale: python scripts/python_reference.py", file=sys.stderr)
        return int(stale)
    PAGE.write_text(fresh, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
