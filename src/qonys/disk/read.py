"""Reading what the program wrote: within a limit of size, against a schema; whatever is wrong has one name."""

from __future__ import annotations

import errno
import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qonys.disk.plain import objections

if TYPE_CHECKING:
    from pydantic import BaseModel

    M = TypeVar("M", bound=BaseModel)


class Unreadable(Exception):
    """A file that cannot be read as what it should be.

    Parameters
    ----------
    reason : str
        missing, folder, forbidden, too-long, too-large, unreadable, syntax, newer (only unknown names), form.
    detail : str
        What exactly, in English.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail


_REASONS = {
    errno.ENOENT: "missing", errno.ENOTDIR: "missing", errno.ELOOP: "missing", errno.EISDIR: "folder",
    errno.EACCES: "forbidden", errno.EPERM: "forbidden", errno.ENAMETOOLONG: "too-long",
}  # fmt: skip


def read_bytes(path: Path, most: int) -> bytes:
    """The bytes of a regular file of at most `most` bytes.

    Raises
    ------
    Unreadable
        If there is none, or it is larger.
    """
    try:
        # Asked before it is opened: to open a pipe waits for who writes into it.
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise Unreadable("folder", "a folder stands in its place")
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable("unreadable", "it is no file")
        if found.st_size > most:
            raise Unreadable("too-large", f"{found.st_size} bytes, {most} at most")
        return path.read_bytes()
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "unreadable")
        raise Unreadable(reason, str(error.strerror or error)) from error
    except ValueError as error:  # a name with a NUL
        raise Unreadable("missing", str(error)) from error


def read_json(path: Path, most: int) -> object:
    """A JSON file of any shape.

    Raises
    ------
    Unreadable
        For a file that is missing, too large or no JSON, or that holds what no file may hold.
    """
    try:
        found: object = json.loads(read_bytes(path, most).decode("utf-8-sig"))
    except RecursionError as error:
        raise Unreadable("form", "nested too deep") from error
    except ValueError as error:  # of UTF-8, of JSON, or a number of thousands of digits
        raise Unreadable("syntax", str(error)) from error
    for wrong in objections(found):
        raise Unreadable("form", f"{'.'.join(map(str, wrong.place))}: {wrong.text}")
    return found


def read_model(path: Path, model: type[M], most: int) -> M:
    """A JSON file as a strict model.

    Raises
    ------
    Unreadable
        For a file that is missing, too large, no JSON, nested too deep, or of another shape.
    """
    from pydantic import ValidationError

    content = read_bytes(path, most)
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False, include_context=False)
        first = problems[0]
        place = ".".join(str(step) for step in first["loc"])
        detail = f"{place}: {first['msg']}" if place else first["msg"]
        kinds = {problem["type"] for problem in problems}
        reason = "syntax" if "json_invalid" in kinds else "newer" if kinds == {"extra_forbidden"} else "form"
        raise Unreadable(reason, detail) from error
