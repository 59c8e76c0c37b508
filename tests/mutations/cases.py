"""Commands with small valid inputs: what mutations are made of."""

from __future__ import annotations

from dataclasses import dataclass

LONG = "origin,destination,flow\nNord,Sud,40\nNord,Est,20\nSud,Nord,31\nSud,Est,9\nEst,Nord,19\nEst,Sud,11\n"
SQUARE = "origin,Nord,Sud,Est\nNord,5,40,20\nSud,31,7,9\nEst,19,11,3\n"
DATED = "origin,destination,year,flow\n" + "".join(
    f"{o},{d},{y},{v + y - 2020}\n" for y in (2020, 2021) for o, d, v in (("Nord", "Sud", 40), ("Sud", "Nord", 31))
)
PEOPLE = "area,population\nNord,1000\nSud,2000\nEst,500\n"
PAIR_PEOPLE = "area,year,population\nNord,2020,1000\nSud,2020,2000\nNord,2021,1010\nSud,2021,2010\n"
MARGINS = "area,departures,arrivals\nNord,60,50\nSud,40,50\nEst,30,30\n"
NET = "area,net\nNord,30\nSud,-40\nEst,10\n"
RESIDUAL = "area,pop_start,pop_end,births,deaths\nNord,1000,1010,20,10\nSud,500,450,5,7\nEst,800,820,9,4\n"
DISTANCE = "origin,destination,km\nNord,Sud,100\nNord,Est,150\nSud,Est,80\n"
VITAL = "area,births,deaths\nNord,2,1\nSud,3,2\nEst,1,1\n"
STOCKS_END = "origin,Nord,Sud,Est\nNord,5,38,21\nSud,32,7,10\nEst,19,11,3\n"
SEASON = "month,arrivals\n" + "".join(
    f"{2021 + m // 12}-{m % 12 + 1:02d},{900 + 10 * (m // 12) + 600 * (m % 12 == 7)}\n" for m in range(36)
)
QUARTERS = "quarter,arrivals\n" + "".join(
    f"{2021 + q // 4}-Q{q % 4 + 1},{700 + 5 * q + 400 * (q % 4 == 2)}\n" for q in range(12)
)
BREAKS = "area,period,arrivals,departures\n" + "".join(
    f"{a},{y},{100 * k + 7 * (y - 2018)},{90 * k + 5 * (y - 2018)}\n"
    for k, a in enumerate(("Nord", "Sud", "Est", "West"), 1) for y in range(2018, 2022)
)  # fmt: skip
CRITERIA = "area,year,income,jobless\n" + "".join(
    f"{a},{y},{100 + 7.5 * k + (y - 2020) * 1.25},{5.1 + (k * 37 % 11) / 4}\n"
    for k, a in enumerate(("Nord", "Sud", "Est", "West")) for y in (2020, 2021)
)  # fmt: skip
FRAMEWORK = """[goal]
id = "index"
name = "Own"
[[indicator]]
id = "income"
parent = "index"
direction = "higher"
[[indicator]]
id = "jobless"
parent = "index"
direction = "lower"
[method]
normalise = { how = "min max", low = 0, high = 100 }
aggregate = "arithmetic"
"""
PANEL = "area,year,pay,arrivals\n" + "".join(
    f"R{a:02d},{y},{3 + (a * 7 + y * 3) % 11 / 4 + 0.5 * ((a * 5 + y * 13) % 17 / 3)},{(a * 5 + y * 13) % 17 / 3}\n"
    for a in range(8) for y in range(2010, 2018)
)  # fmt: skip
STUDY = """[[effect]]
id = "pay"
outcome = { series = "pay" }
exposure = { series = "arrivals" }
fixed = ["area", "period"]
"""
TERMS = "term,value,deviation\nall,100,0\nmen,47,1\nwomen,50,2\n"
IDENTITIES = "identity,term,coefficient\nsexes,men,1\nsexes,women,1\nsexes,all,-1\n"


@dataclass(frozen=True)
class Case:
    """A command; `{name}` in its words stands for the file of that name."""

    words: str
    files: dict[str, str]


CASES = (
    Case("migration season --series {a.csv}", {"a.csv": SEASON}),
    Case("migration season --series {a.csv}", {"a.csv": QUARTERS}),
    Case("migration breaks --flows {a.csv}", {"a.csv": BREAKS}),
    Case("migration indices --flows {a.csv} --population {b.csv} --draws 0", {"a.csv": LONG, "b.csv": PEOPLE}),
    Case("migration indices --flows {a.csv} --population {b.csv} --draws 0", {"a.csv": DATED, "b.csv": PAIR_PEOPLE}),
    Case("migration components --flows {a.csv}", {"a.csv": SQUARE}),
    Case("migration round --flows {a.csv}", {"a.csv": LONG}),
    Case("migration fit --margins {a.csv}", {"a.csv": MARGINS}),
    Case("migration net --net {a.csv} --seed-flows {b.csv}", {"a.csv": NET, "b.csv": LONG}),
    Case("migration stocks --start {a.csv} --end {b.csv} --vital {c.csv}",
         {"a.csv": SQUARE, "b.csv": STOCKS_END, "c.csv": VITAL}),
    Case("migration fit --margins {a.csv} --distances {b.csv}", {"a.csv": MARGINS, "b.csv": DISTANCE}),
    Case("migration residual --figures {a.csv}", {"a.csv": RESIDUAL}),
    Case("migration reconcile --terms {a.csv} --identities {b.csv}", {"a.csv": TERMS, "b.csv": IDENTITIES}),
    Case("wellbeing index --framework {f.toml} --data {a.csv}", {"a.csv": CRITERIA, "f.toml": FRAMEWORK}),
    Case("effect estimate --study {s.toml} --data {a.csv} --draws 99", {"a.csv": PANEL, "s.toml": STUDY}),
)  # fmt: skip
