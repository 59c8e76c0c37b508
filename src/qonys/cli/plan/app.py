"""The table of `qonys plan` commands."""

from __future__ import annotations

from qonys.cli.options import EXAMPLES, group
from qonys.cli.plan import measures, need, procedure, quota
from qonys.cli.plan.settlement import settlement

app = group("Plans: labour need, quotas, settlement, the procedure, measures; of the pack or of your own files.")

app.command("need", epilog=EXAMPLES["plan-need"])(need.need)
app.command("measures", epilog=EXAMPLES["plan-measures"])(measures.measures)
app.command("procedure", epilog=EXAMPLES["plan-procedure"])(procedure.procedure)
app.command("quota", epilog=EXAMPLES["plan-quota"])(quota.quota)
app.command("settlement", epilog=EXAMPLES["plan-settlement"])(settlement)
