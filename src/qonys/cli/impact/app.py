"""The table of `qonys impact` commands."""

from __future__ import annotations

import typer

from qonys.cli.impact import commands
from qonys.cli.options import EXAMPLES

app = typer.Typer(
    no_args_is_help=True,
    help="Impact: what happens if people arrive, and claims examined; of the pack or of your own files.",
)

app.command("simulate", epilog=EXAMPLES["impact-simulate"])(commands.simulate)
app.command("examine", epilog=EXAMPLES["impact-examine"])(commands.examine)
app.command("parameters", epilog=EXAMPLES["impact-parameters"])(commands.parameters)
