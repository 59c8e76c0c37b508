"""The table of `qonys wellbeing` commands."""

from __future__ import annotations

from qonys.cli.options import EXAMPLES, group
from qonys.cli.wellbeing import commands, diagnose

app = group("Well-being: composite indices with intervals; of the pack or of your own CSV and TOML files.")

app.command("index", epilog=EXAMPLES["wellbeing-index"])(commands.index)
app.command("uncertainty", epilog=EXAMPLES["wellbeing-uncertainty"])(commands.uncertainty)
app.command("profile", epilog=EXAMPLES["wellbeing-profile"])(commands.profile)
app.command("diagnose", epilog=EXAMPLES["wellbeing-diagnose"])(diagnose.diagnose)
app.command("steps", epilog=EXAMPLES["wellbeing-steps"])(diagnose.steps)
app.command("explain", epilog=EXAMPLES["wellbeing-explain"])(commands.explain)
app.command("frameworks", epilog=EXAMPLES["wellbeing-frameworks"])(commands.frameworks)
