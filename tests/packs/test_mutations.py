"""Valid files of a pack with one thing wrong: a pack that loads, or faults in their places; never an exception of ours
or of a library.
"""

from __future__ import annotations

import random
import re
import shutil

import pytest

from qonys.errors import QonysError
from qonys.packs import load_pack
from qonys.packs.frameworks import find_framework, framework_names
from qonys.packs.measures import pack_measures
from qonys.packs.need import pack_need
from qonys.packs.observations import pack_observations
from qonys.packs.parameters import pack_parameters
from qonys.packs.procedure import pack_procedure
from qonys.packs.quota import pack_quota
from qonys.packs.reliabilities import read_reliabilities
from qonys.packs.space import read_centres
from qonys.packs.studies import find_study, study_names
from toyland import TOY

FILES = sorted(p.relative_to(TOY) for p in TOY.rglob("*") if p.is_file() and p.suffix != ".geojson")
VALUE = re.compile(r'(?<=[=,:\[ ])\s*("[^"\n]*"|-?\d+(\.\d+)?|true|false)')
OTHERS = ('"x"', "3", "-1", "1e400", "nan", "true", "[]", "{}", '""', "1979-05-27", '"\\u0007"', "9" * 30, "9" * 5000,
          "[" * 40 + "]" * 40, '"' + "x" * 3000 + '"', "TL-Z", "births")  # fmt: skip


def mutated(text: str, draw: random.Random) -> str:
    """A text with one thing changed."""
    lines, number = text.split("\n"), draw.randrange(8)
    at, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    found = list(VALUE.finditer(text))
    if number < 4 and found:
        value = draw.choice(found)
        return text[: value.start()] + draw.choice(OTHERS) + text[value.end() :]
    if number == 4:
        return text[: draw.randrange(len(text) + 1)]
    if number == 5:
        lines[at], lines[other] = lines[other], lines[at]
    elif number == 6:
        lines.insert(at, draw.choice((lines[at], "[x]", "a.b.c = 1", "}", ",,,", "name = {", "\x00")))
    else:
        del lines[at]
    return "\n".join(lines)


def read_all(folder) -> None:
    """Everything that the program reads of a pack."""
    pack = load_pack(folder)
    readers = [pack_observations, pack_parameters, pack_need, pack_procedure, read_reliabilities, read_centres]
    readers += [lambda pack: pack_quota(pack, ""), lambda pack: pack_measures(pack, pack_parameters(pack))]
    readers += [lambda pack, n=name: find_framework(pack, n) for name in framework_names(pack)]
    readers += [lambda pack, n=name: find_study(pack, n) for name in study_names(pack)]
    for reader in readers:
        try:
            reader(pack)
        except QonysError as error:
            assert str(error)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_one_thing_wrong_in_any_file(tmp_path, seed):
    draw, folder = random.Random(seed), tmp_path / "pack"
    shutil.copytree(TOY, folder)
    for _ in range(15):
        name = draw.choice(FILES)
        text = (TOY / name).read_text("utf-8")
        (folder / name).write_text(mutated(text, draw), "utf-8")
        try:
            read_all(folder)
        except QonysError as error:
            assert str(error)
        (folder / name).write_text(text, "utf-8")
