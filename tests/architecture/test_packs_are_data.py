"""A country is a folder of data: nothing in it is a program."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "src" / "qonys" / "packs"
INVENTED = ROOT / "tests" / "packs" / "toy"

KINDS = {".txt", ".toml", ".csv", ".ftl", ".geojson", ".md"}


def packs() -> list[Path]:
    shipped = [p for p in SHIPPED.iterdir() if p.is_dir() and p.name != "__pycache__"]
    return [*shipped, *([INVENTED] if INVENTED.is_dir() else [])]


def not_data(pack: Path) -> list[str]:
    return [str(p) for p in sorted(pack.rglob("*")) if p.is_file() and p.suffix not in KINDS]


def not_plain(pack: Path) -> list[str]:
    """Files with a byte order mark, foreign line ends, or a last line without an end."""
    found = []
    for path in sorted(p for p in pack.rglob("*") if p.suffix in KINDS):
        raw = path.read_bytes()
        raw.decode("utf-8")
        if raw.startswith(b"\xef\xbb\xbf") or b"\r" in raw or not raw.endswith(b"\n"):
            found.append(str(path))
    return found


def test_there_are_packs() -> None:
    assert packs()
    assert all((pack / "pack.toml").is_file() for pack in packs())


def test_a_pack_is_data() -> None:
    assert [fault for pack in packs() for fault in not_data(pack)] == []


def test_a_pack_is_plain_text() -> None:
    assert [fault for pack in packs() for fault in not_plain(pack)] == []


def test_a_program_in_a_pack_is_seen(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "quota.py").touch()
    (tmp_path / "areas.csv").write_bytes(b"\xef\xbb\xbfcode,level\r\n")
    (tmp_path / "pack.toml").write_bytes(b'id = "x"\n')
    assert not_data(tmp_path) == [str(tmp_path / "rules" / "quota.py")]
    assert not_plain(tmp_path) == [str(tmp_path / "areas.csv")]
