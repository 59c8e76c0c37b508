"""`qonys`: the commands, and what happens when one of them fails."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from qonys import __version__
from qonys.cli import areas, assess, data
from qonys.cli.audience import audience, language_of
from qonys.cli.effect.app import app as effect
from qonys.cli.impact.app import app as impact
from qonys.cli.migration.app import app as migration
from qonys.cli.options import DEFAULT_PACK, EXAMPLES, Lang, language
from qonys.cli.plan.app import app as plan
from qonys.cli.wellbeing.app import app as wellbeing
from qonys.errors import BrokenData, QonysError

if TYPE_CHECKING:
    from qonys.model.note import Note
    from qonys.packs import Pack

INTERRUPTED = 130
"""The exit code after Ctrl-C."""
THREADS = (
    "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
)  # fmt: skip
"""Where libraries of linear algebra read how many threads to take."""

app = typer.Typer(
    name="qonys",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,  # help in plain text, of every group below too: to load rich takes longer than all the rest
    help="What migration does to the well-being of a region, from official figures.",
    epilog=EXAMPLES["qonys"],
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"qonys {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
    lang: Lang = None,
) -> None:
    """What migration does to the well-being of a region, from official figures."""


app.command("assess", epilog=EXAMPLES["assess"])(assess.assess)
app.command("areas", epilog=EXAMPLES["areas"])(areas.areas)
app.add_typer(data.app, name="data")
app.add_typer(migration, name="migration")
app.add_typer(wellbeing, name="wellbeing")
app.add_typer(effect, name="effect")
app.add_typer(impact, name="impact")
app.add_typer(plan, name="plan")


def main() -> None:
    """Run the command line; a user's mistake is said in three lines and never as a traceback."""
    # Matrices here are small: threads that share one wait for each other, twice as long on a busy machine. And their
    # number decides in which order sums are taken: with one thread the last digits are the same everywhere.
    os.environ |= dict.fromkeys(THREADS, "1")
    try:
        with _surroundings():
            code = app(prog_name="qonys", standalone_mode=False)
        if code == INTERRUPTED:
            _interrupted()
        _closed()
        sys.exit(code if isinstance(code, int) else 0)
    except QonysError as error:
        _say(error)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(error.format_message(), err=True)
            sys.exit(error.exit_code)
        from qonys.cli.usage import refusal

        _say(refusal(error, sys.argv[1:]))
    except KeyboardInterrupt:
        _interrupted()
    except RuntimeError as error:
        # What DuckDB makes of Ctrl-C while a query runs.
        if "interrupted" not in str(error).lower():
            raise
        _interrupted()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        _say(_unreadable(error))


def _surroundings() -> AbstractContextManager[None]:
    """What was done to users' tables is told on the error stream; the names of areas are those of the pack."""
    from qonys.tables.reading import surroundings

    def tell_note(note: Note) -> None:
        from qonys.cli.output import tell

        tell([note], language())

    def load() -> Pack | None:
        from qonys.packs import load_pack

        written = [b for a, b in zip(sys.argv, [*sys.argv[1:], ""], strict=True) if a == "--pack"]
        try:
            return audience().pack or load_pack(written[-1] if written else DEFAULT_PACK)
        except QonysError:
            return None  # A table of one's own needs no pack.

    return surroundings(tell_note, load)


def _closed() -> None:
    """Print what stands below a table at a terminal: notes that are left, and what may be wanted next."""
    now = audience()
    if now.shown is not None:
        from qonys.cli.after import after_lines

        if lines := after_lines(now):
            typer.echo("\n".join(lines))
    elif now.notes:
        _kept()
    sys.stdout.flush()


def _kept() -> None:
    """Print notes whose table did not come."""
    from qonys.cli.output import flush

    audience().shown = audience().shown or ()
    flush()


def _say(error: QonysError) -> NoReturn:
    from qonys.text import error_lines

    _kept()
    print(*error_lines(error, language_of(sys.argv)), sep="\n", file=sys.stderr)
    sys.exit(error.exit_code)


def _unreadable(error: OSError) -> QonysError:
    """What the system says of a file as an error of ours; without a name it is the output that fails."""
    import errno

    name = str(error.filename or "")
    said = {"name": name or "stdout", "cause": errno.errorcode.get(error.errno or 0, ""), "reason": str(error.strerror)}
    code = "cannot-read" if name else "cannot-write"
    return BrokenData(code, where=name or "stdout", fix="", **said)


def _interrupted() -> NoReturn:
    print("interrupted; nothing was written", file=sys.stderr)
    sys.exit(INTERRUPTED)
