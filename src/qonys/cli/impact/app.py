"""The table of `qonys impact` commands."""

from __future__ import annotations

from qonys.cli.impact import commands
from qonys.cli.options import EXAMPLES, group

app = group("Impact: what happens if people arrive, and claims examined; of the pack or of your own files.")

app.command("simulate", epilog=EXAMPLES["impact-simulate"])(commands.simulate)
app.command("examine", epilog=EXAMPLES["impact-examine"])(commands.examine)
app.command("parameters", epilog=EXAMPLES["impact-parameters"])(commands.parameters)
