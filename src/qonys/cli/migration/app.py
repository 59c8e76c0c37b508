"""The table of `qonys migration` commands."""

from __future__ import annotations

import typer

from qonys.cli.migration import official
from qonys.cli.options import EXAMPLES

app = typer.Typer(
    no_args_is_help=True,
    help="Migration: accounts, indices, seasons, flows; of the pack or of your own CSV files.",
)

COMMANDS = {
    "accounts": official.accounts,
    "estimate": official.estimate,
    "registers": official.registers,
}
for name, command in COMMANDS.items():
    app.command(name, epilog=EXAMPLES[f"migration-{name}"])(command)
