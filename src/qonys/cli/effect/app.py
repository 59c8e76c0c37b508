"""The table of `qonys effect` commands."""

from __future__ import annotations

from qonys.cli.effect import commands
from qonys.cli.effect.events import events
from qonys.cli.effect.paths import path
from qonys.cli.effect.shiftshare import shiftshare
from qonys.cli.effect.synthetic import synthetic
from qonys.cli.options import EXAMPLES, group

app = group(
    "Effects: does an exposure change an outcome, how sure can one be; of the pack or of your own CSV and TOML."
)

app.command("estimate", epilog=EXAMPLES["effect-estimate"])(commands.estimate)
app.command("curve", epilog=EXAMPLES["effect-curve"])(commands.curve)
app.command("power", epilog=EXAMPLES["effect-power"])(commands.power)
app.command("studies", epilog=EXAMPLES["effect-studies"])(commands.studies)
app.command("path", epilog=EXAMPLES["effect-path"])(path)
app.command("events", epilog=EXAMPLES["effect-events"])(events)
app.command("shiftshare", epilog=EXAMPLES["effect-shiftshare"])(shiftshare)
app.command("synthetic", epilog=EXAMPLES["effect-synthetic"])(synthetic)
