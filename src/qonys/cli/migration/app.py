"""The table of `qonys migration` commands."""

from __future__ import annotations

from qonys.cli.migration import flows, indices, official, profiles, series, stocks, tables
from qonys.cli.options import EXAMPLES, group

app = group("Migration: accounts, indices, seasons, flows; of the pack or of your own CSV files.")

app.command("accounts", epilog=EXAMPLES["migration-accounts"])(official.accounts)
app.command("estimate", epilog=EXAMPLES["migration-estimate"])(official.estimate)
app.command("registers", epilog=EXAMPLES["migration-registers"])(official.registers)
app.command("season", epilog=EXAMPLES["migration-season"])(series.season)
app.command("breaks", epilog=EXAMPLES["migration-breaks"])(series.breaks)
app.command("reconcile", epilog=EXAMPLES["migration-reconcile"])(series.reconcile)
app.command("indices", epilog=EXAMPLES["migration-indices"])(indices.indices)
app.command("fit", epilog=EXAMPLES["migration-fit"])(flows.fit)
app.command("net", epilog=EXAMPLES["migration-net"])(flows.net)
app.command("stocks", epilog=EXAMPLES["migration-stocks"])(stocks.stocks)
app.command("round", epilog=EXAMPLES["migration-round"])(tables.round_flows)
app.command("components", epilog=EXAMPLES["migration-components"])(tables.components)
app.command("gravity", epilog=EXAMPLES["migration-gravity"])(tables.gravity)
app.command("ages", epilog=EXAMPLES["migration-ages"])(profiles.ages)
app.command("residual", epilog=EXAMPLES["migration-residual"])(profiles.residual)
