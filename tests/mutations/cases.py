"""Commands with small valid inputs: every option that takes a user's table is in some case."""

from __future__ import annotations

from dataclasses import dataclass

from mutations import tables as t


@dataclass(frozen=True)
class Case:
    """A command; `{name}` in its words stands for the file of that name."""

    words: str
    files: dict[str, str]
    pack: str = ""
    """The pack of the invented country, where the command needs one: `toy`, or `measures` with declared levers."""
    ordered: bool = False
    """Whether the order of rows carries a meaning, or draws follow it."""


FLOWS, INDEX = (
    "migration indices --flows {a.csv} --population {b.csv} --draws 0",
    {"a.csv": t.CRITERIA, "f.toml": t.FRAMEWORK, "m.toml": t.METHOD},
)
SHIFT = "effect shiftshare --data {a.csv} --shares {b.csv} --shocks {c.csv} --outcome pay --treatment arrivals"
SETTLE = "plan settlement --households {h.csv} --places {p.csv} --show households"
HOMES = {"h.csv": t.HOUSEHOLDS, "p.csv": t.PLACES}
SIMULATE = "impact simulate --figures {a.csv} --parameters {p.toml} --area Nord"
CASES = (
    Case("migration season --series {a.csv}", {"a.csv": t.SEASON}),
    Case("migration season --series {a.csv}", {"a.csv": t.QUARTERS}),
    Case("migration breaks --flows {a.csv}", {"a.csv": t.BREAKS}),
    Case(FLOWS, {"a.csv": t.LONG, "b.csv": t.PEOPLE}),
    Case(FLOWS, {"a.csv": t.DATED, "b.csv": t.PAIR_PEOPLE}),
    Case(f"{FLOWS} --distances {{c.csv}} --groups {{d.csv}}",
         {"a.csv": t.LONG, "b.csv": t.PEOPLE, "c.csv": t.DISTANCE, "d.csv": t.GROUPS}),
    Case("migration components --flows {a.csv}", {"a.csv": t.SQUARE}),
    Case("migration round --flows {a.csv}", {"a.csv": t.LONG}),
    Case("migration fit --margins {a.csv}", {"a.csv": t.MARGINS}),
    Case("migration fit --margins {a.csv} --seed-flows {b.csv}", {"a.csv": t.MARGINS, "b.csv": t.LONG}),
    Case("migration net --net {a.csv} --seed-flows {b.csv}", {"a.csv": t.NET, "b.csv": t.LONG}),
    Case("migration net --net {a.csv} --distances {b.csv}", {"a.csv": t.NET, "b.csv": t.DISTANCE}),
    Case("migration stocks --start {a.csv} --end {b.csv} --vital {c.csv}",
         {"a.csv": t.SQUARE, "b.csv": t.STOCKS_END, "c.csv": t.VITAL}),
    Case("migration fit --margins {a.csv} --distances {b.csv}", {"a.csv": t.MARGINS, "b.csv": t.DISTANCE}),
    Case("migration residual --figures {a.csv}", {"a.csv": t.RESIDUAL}),
    Case("migration reconcile --terms {a.csv} --identities {b.csv}", {"a.csv": t.TERMS, "b.csv": t.IDENTITIES}),
    Case("migration ages --rates {a.csv}", {"a.csv": t.AGES}),
    Case("migration ages --rates {a.csv}", {"a.csv": t.COUNTED_AGES}),
    Case("migration gravity --flows {a.csv} --distances {b.csv}", {"a.csv": t.FIVE_FLOWS, "b.csv": t.FIVE_DISTANCES}),
    Case("wellbeing index --framework {f.toml} --method {m.toml} --data {a.csv}", INDEX),
    Case("wellbeing index --framework {f.csv} --data {a.csv}", {"a.csv": t.CRITERIA, "f.csv": t.IMETA}),
    Case("wellbeing steps --framework {f.toml} --method {m.toml} --data {a.csv}", INDEX),
    Case("wellbeing explain --framework {f.toml} --method {m.toml} --data {a.csv} --area Nord --criterion income",
         INDEX),
    Case("wellbeing profile --framework {f.toml} --method {m.toml} --data {a.csv} --area Nord", INDEX),
    Case("wellbeing diagnose --framework {f.toml} --method {m.toml} --data {a.csv}", INDEX),
    Case("wellbeing uncertainty --framework {f.toml} --method {m.toml} --data {a.csv} --draws 64", INDEX, ordered=True),
    Case("effect estimate --study {s.toml} --data {a.csv} --draws 99",
         {"a.csv": t.PANEL, "s.toml": t.STUDY}, ordered=True),
    Case("effect curve --study {s.toml} --data {a.csv} --draws 99",
         {"a.csv": t.PANEL, "s.toml": t.STUDY}, ordered=True),
    Case("effect power --study {s.toml} --data {a.csv}", {"a.csv": t.PANEL, "s.toml": t.STUDY}, ordered=True),
    Case("effect power --data {a.csv} --outcome pay --exposure arrivals", {"a.csv": t.PANEL}, ordered=True),
    Case("effect path --study {s.toml} --data {a.csv} --horizons 2",
         {"a.csv": t.PANEL, "s.toml": t.STUDY}, ordered=True),
    Case("effect events --data {a.csv} --outcome pay --event reached --draws 99", {"a.csv": t.EVENTS}, ordered=True),
    Case("effect synthetic --data {a.csv} --outcome pay --event 2014 --treated R00,R01,R02,R03,R04 --draws 20",
         {"a.csv": t.EVENTS}, ordered=True),
    Case(SHIFT, {"a.csv": t.REGIONS, "b.csv": t.SHARES, "c.csv": t.SHOCKS}, ordered=True),
    Case(f"{SIMULATE} --people workers=500,sector=docks --draws 100",
         {"a.csv": t.IMPACT_FIGURES, "p.toml": t.IMPACT_PARAMETERS}),
    Case(f"{SIMULATE} --scenario {{s.csv}} --draws 100",
         {"a.csv": t.IMPACT_FIGURES, "p.toml": t.IMPACT_PARAMETERS, "s.csv": t.SCENARIO}),
    Case("impact examine --figures {a.csv} --parameters {p.toml} --area Nord --share 0.08",
         {"a.csv": t.IMPACT_FIGURES, "p.toml": t.IMPACT_PARAMETERS}),
    Case("impact parameters --parameters {p.toml}", {"p.toml": t.IMPACT_PARAMETERS}, pack="toy"),
    Case("plan need --components {c.toml} --figures {a.csv}",
         {"a.csv": t.NEED_FIGURES, "c.toml": t.COMPONENTS}, ordered=True),
    Case("plan quota --needs {a.csv} --limits {l.toml}", {"a.csv": t.NEEDS, "l.toml": t.LIMITS}),
    Case(SETTLE, HOMES, ordered=True),
    Case(f"{SETTLE} --districts {{d.csv}}", {**HOMES, "d.csv": t.DISTRICTS}, ordered=True),
    Case("plan settlement --households {h.csv} --places {p.csv} --show audit --audit {g.csv}",
         {**HOMES, "g.csv": t.AUDIT}, ordered=True),
    Case("plan procedure --household {a.csv} --date 2017-07-01", {"a.csv": t.OWN_HOUSEHOLDS}, pack="toy"),
    Case("plan measures --package {p.toml}", {"p.toml": t.PACKAGE}, pack="measures"),
    Case("data import {a.csv} --store {store} ; data panel births --periods 2023 --borders 2023 --store {store}",
         {"a.csv": t.RELEASE}, pack="toy"),
)  # fmt: skip
