"""Small valid inputs: what mutations are made of."""

from __future__ import annotations

from toyland import TOY

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
EVENTS = "area,year,pay,arrivals,reached\n" + "".join(
    f"R{a:02d},{y},{10 + a % 5 + (y - 2010) / 4 + 2 * (a < 5 and y >= 2014) + (a * 7 + y * 3) % 11 / 8},"
    f"{(a * 5 + y * 13) % 17 / 3 + 0.25},{2014 if a < 5 else ''}\n"
    for a in range(10) for y in range(2010, 2018)
)  # fmt: skip
AGES = "age,rate\n" + "".join(
    f"{a},{0.02 * 0.9**a + 0.06 * (a > 15) * 0.93 ** abs(a - 23) + 0.004:.6f}\n" for a in range(0, 66)
)
COUNTED_AGES = "age,migrants,population\n" + "".join(
    f"{a},{20 + 60 * (18 < a < 30) + 200 // (a + 5)},{1000 + 3 * a}\n" for a in range(0, 66)
)
GROUPS = "area,group\nNord,upper\nSud,lower\nEst,lower\n"
REGIONS = "region,pay,arrivals\n" + "".join(
    f"R{i:02d},{2 * (i * 7 % 19) / 3 + (i * 5 % 13) / 9:.4f},{(i * 7 % 19) / 3 + (i * 11 % 7) / 5 + 0.1:.4f}\n"
    for i in range(24)
)
SHARES = "region,sector,share\n" + "".join(
    f"R{i:02d},S{k},{(1 + (i * (k + 3) + k) % 9) / 100:.4f}\n" for i in range(24) for k in range(8)
)
SHOCKS = "sector,shock\n" + "".join(f"S{k},{(k * 5 % 7) / 3 + 0.15:.4f}\n" for k in range(8))
HOUSEHOLDS = (
    "id,size,workers,occupations,children,wishes,day\n"
    "ha,4,1,driver,1,North;South,1\nhb,5,2,driver;driver,1,North,2\nhc,3,0,,0,North,3\nhd,2,1,,0,,4\n"
)
PLACES = "place,open,largest,persons,jobs_driver,school\nNorth,1,5,9,2,\nSouth,1,,6,,2\nWest,0,,50,,\n"
AUDIT = "id,group\nha,x\nhb,y\nhc,x\nhd,y\n"
DISTRICTS = "place,within,open,largest,persons,jobs_driver,school\nNorth hill,North,1,5,6,,\nNorth bay,North,1,,4,,\n"
NEEDS = "area,sector,category,need_low,need,need_high,staff,used\n" + (
    "North,F,3,10,60,90,900,20\nNorth,F,4,0,40,60,900,0\nSouth,F,3,5,30,50,900,0\nSouth,F,4,5,50,60,900,0\n"
)
LIMITS = """year = "2026"
output = 10
[cap]
rate = 0.5
labour_force = 20000
act = "Order 1"
[[category]]
id = "3"
group = "34"
vulnerable = 0.1
[[category]]
id = "4"
group = "34"
cap = 70
act = "Order 2"
[[local_content]]
id = "34"
percent = 90
act = "Order 3"
[[sector]]
id = "F"
names = { kk = "құрылыс", ru = "строительство", en = "construction" }
[[area]]
id = "North"
output = 20
"""
COMPONENTS = """[index]
concentration = 40
[people]
population = "population_start"
births = "births"
deaths = "deaths"
[[component]]
id = "income"
series = "income_per_capita"
direction = "higher"
weight = 2
error = 1
unit = "crown"
[[component]]
id = "vacancies"
direction = "higher"
weight = 1
error = 1
unit = "ratio"
file = "observations/vacancies.csv"
[[capacity]]
id = "jobs"
series = "population_start"
kind = "stock"
"""
NEED_FIGURES = "area,income,vacancies,jobs,natural_increase\nNorth,30,2,100,20\nSouth,51,4,40,5\nWest,92,7,77,9\n"
OWN_HOUSEHOLDS = "id,members,status,quota\nha,2,guest,yes\nhb,3,,\nhc,5,guest,no\n"
IMPACT_FIGURES = (
    "area,population,labour_force,unemployment_rate,output_per_head,wage,housing_per_person,school_places_free\n"
    "Nord,20000,10000,0.06,9000,8000,21,10\nSud,30000,14000,0.08,7000,6500,19,40\n"
)
IMPACT_PARAMETERS = "\n".join((TOY / "impact" / name).read_text("utf-8") for name in ("parameters.toml", "kinds.toml"))
SCENARIO = "kind,people,sector\nworkers,500,docks\nworkers,300,farms\n"
RELEASE = "indicator,area,borders,period,dimensions,value,unit,status,vintage,source,locator,note\n" + "".join(
    f"births,TL-{area},,2023,,{700 + k * 13},persons,A,2024-05,bureau,by hand,\n" for k, area in enumerate("EFGH")
)
PACKAGE = """[package]
name = "Two measures"
area = "TL-F"
year = "2022"
seed = 3
draws = 200
[[measure]]
lever = "permits"
size = 400
[[measure]]
lever = "homes"
size = 50
"""
IMETA = "iCode,Level,Parent,Direction,Weight,Type,iName\n" + (
    "index,2,,1,1,Aggregate,Own\nincome,1,index,1,2,Indicator,Income\njobless,1,index,-1,1,Indicator,Jobless\n"
)
FIVE = ("Nord", "Sud", "Est", "West", "Mitte")
FIVE_FLOWS = "origin,destination,flow\n" + "".join(
    f"{a},{b},{30 + (i * 17 + j * 29 + i * i * j) % 41}\n"
    for i, a in enumerate(FIVE) for j, b in enumerate(FIVE) if a != b
)  # fmt: skip
FIVE_DISTANCES = "origin,destination,km\n" + "".join(
    f"{a},{b},{100 + (i * 37 + j * 53) % 190}\n" for i, a in enumerate(FIVE) for j, b in enumerate(FIVE) if i < j
)
METHOD = """[method]
normalise = { how = "min max", low = 1, high = 100 }
aggregate = "geometric"
[doubt]
normalise = [{ how = "percentile rank", low = 1, high = 100 }]
"""
