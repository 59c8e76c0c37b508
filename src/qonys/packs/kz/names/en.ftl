# Names of areas, as in running text, and of units of this country.
# The value is the name in a sentence; .official is the full name, .short is for maps and charts.
# The forms stand with their preposition, so that a message reads the same for each area:
# .gen Astana's, .dat and .into to Astana, .acc Astana, .loc in Astana, .abl from Astana, .ins with Astana.

area-KZ = Kazakhstan
    .official = Republic of Kazakhstan
    .short = Kazakhstan
    .gen = Kazakhstan's
    .dat = to Kazakhstan
    .acc = Kazakhstan
    .loc = in Kazakhstan
    .abl = from Kazakhstan
    .into = to Kazakhstan
    .ins = with Kazakhstan

area-KZ-10 = Abai Region
    .official = Abai Region
    .short = Abai
    .gen = Abai Region's
    .dat = to Abai Region
    .acc = Abai Region
    .loc = in Abai Region
    .abl = from Abai Region
    .into = to Abai Region
    .ins = with Abai Region

area-KZ-11 = Akmola Region
    .official = Akmola Region
    .short = Akmola
    .gen = Akmola Region's
    .dat = to Akmola Region
    .acc = Akmola Region
    .loc = in Akmola Region
    .abl = from Akmola Region
    .into = to Akmola Region
    .ins = with Akmola Region

area-KZ-15 = Aktobe Region
    .official = Aktobe Region
    .short = Aktobe
    .gen = Aktobe Region's
    .dat = to Aktobe Region
    .acc = Aktobe Region
    .loc = in Aktobe Region
    .abl = from Aktobe Region
    .into = to Aktobe Region
    .ins = with Aktobe Region

area-KZ-19 = Almaty Region
    .official = Almaty Region
    .short = Almaty Region
    .gen = Almaty Region's
    .dat = to Almaty Region
    .acc = Almaty Region
    .loc = in Almaty Region
    .abl = from Almaty Region
    .into = to Almaty Region
    .ins = with Almaty Region

area-KZ-23 = Atyrau Region
    .official = Atyrau Region
    .short = Atyrau
    .gen = Atyrau Region's
    .dat = to Atyrau Region
    .acc = Atyrau Region
    .loc = in Atyrau Region
    .abl = from Atyrau Region
    .into = to Atyrau Region
    .ins = with Atyrau Region

area-KZ-27 = West Kazakhstan Region
    .official = West Kazakhstan Region
    .short = West Kazakhstan
    .gen = West Kazakhstan Region's
    .dat = to West Kazakhstan Region
    .acc = West Kazakhstan Region
    .loc = in West Kazakhstan Region
    .abl = from West Kazakhstan Region
    .into = to West Kazakhstan Region
    .ins = with West Kazakhstan Region

area-KZ-31 = Zhambyl Region
    .official = Zhambyl Region
    .short = Zhambyl
    .gen = Zhambyl Region's
    .dat = to Zhambyl Region
    .acc = Zhambyl Region
    .loc = in Zhambyl Region
    .abl = from Zhambyl Region
    .into = to Zhambyl Region
    .ins = with Zhambyl Region

area-KZ-33 = Zhetysu Region
    .official = Zhetysu Region
    .short = Zhetysu
    .gen = Zhetysu Region's
    .dat = to Zhetysu Region
    .acc = Zhetysu Region
    .loc = in Zhetysu Region
    .abl = from Zhetysu Region
    .into = to Zhetysu Region
    .ins = with Zhetysu Region

area-KZ-35 = Karaganda Region
    .official = Karaganda Region
    .short = Karaganda
    .gen = Karaganda Region's
    .dat = to Karaganda Region
    .acc = Karaganda Region
    .loc = in Karaganda Region
    .abl = from Karaganda Region
    .into = to Karaganda Region
    .ins = with Karaganda Region

area-KZ-39 = Kostanay Region
    .official = Kostanay Region
    .short = Kostanay
    .gen = Kostanay Region's
    .dat = to Kostanay Region
    .acc = Kostanay Region
    .loc = in Kostanay Region
    .abl = from Kostanay Region
    .into = to Kostanay Region
    .ins = with Kostanay Region

area-KZ-43 = Kyzylorda Region
    .official = Kyzylorda Region
    .short = Kyzylorda
    .gen = Kyzylorda Region's
    .dat = to Kyzylorda Region
    .acc = Kyzylorda Region
    .loc = in Kyzylorda Region
    .abl = from Kyzylorda Region
    .into = to Kyzylorda Region
    .ins = with Kyzylorda Region

area-KZ-47 = Mangystau Region
    .official = Mangystau Region
    .short = Mangystau
    .gen = Mangystau Region's
    .dat = to Mangystau Region
    .acc = Mangystau Region
    .loc = in Mangystau Region
    .abl = from Mangystau Region
    .into = to Mangystau Region
    .ins = with Mangystau Region

area-KZ-55 = Pavlodar Region
    .official = Pavlodar Region
    .short = Pavlodar
    .gen = Pavlodar Region's
    .dat = to Pavlodar Region
    .acc = Pavlodar Region
    .loc = in Pavlodar Region
    .abl = from Pavlodar Region
    .into = to Pavlodar Region
    .ins = with Pavlodar Region

area-KZ-59 = North Kazakhstan Region
    .official = North Kazakhstan Region
    .short = North Kazakhstan
    .gen = North Kazakhstan Region's
    .dat = to North Kazakhstan Region
    .acc = North Kazakhstan Region
    .loc = in North Kazakhstan Region
    .abl = from North Kazakhstan Region
    .into = to North Kazakhstan Region
    .ins = with North Kazakhstan Region

area-KZ-61 = Turkistan Region
    .official = Turkistan Region
    .short = Turkistan
    .gen = Turkistan Region's
    .dat = to Turkistan Region
    .acc = Turkistan Region
    .loc = in Turkistan Region
    .abl = from Turkistan Region
    .into = to Turkistan Region
    .ins = with Turkistan Region

area-KZ-62 = Ulytau Region
    .official = Ulytau Region
    .short = Ulytau
    .gen = Ulytau Region's
    .dat = to Ulytau Region
    .acc = Ulytau Region
    .loc = in Ulytau Region
    .abl = from Ulytau Region
    .into = to Ulytau Region
    .ins = with Ulytau Region

area-KZ-63 = East Kazakhstan Region
    .official = East Kazakhstan Region
    .short = East Kazakhstan
    .gen = East Kazakhstan Region's
    .dat = to East Kazakhstan Region
    .acc = East Kazakhstan Region
    .loc = in East Kazakhstan Region
    .abl = from East Kazakhstan Region
    .into = to East Kazakhstan Region
    .ins = with East Kazakhstan Region

area-KZ-71 = Astana
    .official = City of Astana
    .short = Astana
    .gen = Astana's
    .dat = to Astana
    .acc = Astana
    .loc = in Astana
    .abl = from Astana
    .into = to Astana
    .ins = with Astana

area-KZ-75 = Almaty
    .official = City of Almaty
    .short = Almaty city
    .gen = Almaty's
    .dat = to Almaty
    .acc = Almaty
    .loc = in Almaty
    .abl = from Almaty
    .into = to Almaty
    .ins = with Almaty

area-KZ-79 = Shymkent
    .official = City of Shymkent
    .short = Shymkent
    .gen = Shymkent's
    .dat = to Shymkent
    .acc = Shymkent
    .loc = in Shymkent
    .abl = from Shymkent
    .into = to Shymkent
    .ins = with Shymkent

area-KZ-YUZ = South Kazakhstan Region
    .official = South Kazakhstan Region
    .short = South Kazakhstan
    .gen = South Kazakhstan Region's
    .dat = to South Kazakhstan Region
    .acc = South Kazakhstan Region
    .loc = in South Kazakhstan Region
    .abl = from South Kazakhstan Region
    .into = to South Kazakhstan Region
    .ins = with South Kazakhstan Region

# Units.

unit-kzt = tenge
    .sign = ₸
unit-thousand-kzt = thousand tenge
unit-kzt-month = tenge a month
unit-kzt-hour = tenge an hour
unit-per-1000-women = per 1,000 women
unit-mci = MCI

# The country's own word for ethnic returnees.

lab-chapter = Labour migrants and kandas
lab-returnees = Kandas: ethnic Kazakhs who return
lab-returnees-fell = { $fall_is } people were granted the status of kandas in { $fall_after }, fewer than in { $fall_before } ({ $fall_was }), the most { $high_set }{ $high_counter }.
lab-stale-year = The figure of { $printed } kandas published for { $year } is out of date: the totals since 1991 at the start and the end of the year give { $granted } (± { $error }).
lab-returnee-years-table = Kandas by year, computed from totals since 1991
lab-free-share = Share of all kandas
eff-lead-labour = Effects of foreign workers and kandas on regions cannot be estimated: there are no series by region and year, only { $workers } and { $returnees } single figures.
unit-points-per-billion = points for 1 billion tenge
unit-days = days
unit-million-kzt = million tenge
