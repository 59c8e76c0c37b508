"""The table of `qonys migration` commands."""

from __future__ import annotations

import typer

from qonys.cli.migration import flows, indices, official, profiles, series
from qonys.cli.options import EXAMPLES

app = typer.Typer(
    no_args_is_help=True,
    help="Migration: accounts, indices, seasons, flows; of the pack or of your own CSV files.",
)

COMMANDS = {
    "accounts": official.accounts,
    "estimate": official.estimate,
    "registers": official.registers,
    "indices": indices.indices,
    "fit": flows.fit,
    "net": flows.net,
    "stocks": flows.stocks,
    "round": flows.round_flows,
    "components": flows.components,
    "gravity": flows.gravity,
    "ages": profiles.ages,
    "residual": profiles.residual,
    "season": series.season,
    "breaks": series.breaks,
    "reconcile": series.reconcile,
}
for name, command in COMMANDS.items():
    app.command(name, epilog=EXAMPLES[f"migration-{name}"])(command)
