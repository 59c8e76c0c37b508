# Chapter 1: migration.
mig-chapter = Migration

# Terms.
mig-arrivals = Arrivals
mig-departures = Departures
mig-net = Net migration
mig-net-rate = Net migration per 1,000 people
mig-net-migration = Net migration
mig-rank = Rank
mig-mid-population = Mean population of the year
mig-natural = Natural increase
mig-internal = Internal migration
mig-external = External migration
mig-boundary = Change of borders
mig-statistical = Statistical adjustment
mig-start = Population on 1 January
mig-end = Population at the end of the year
mig-urban = Urban
mig-rural = Rural
mig-natural-rate = Natural increase per 1,000 people
mig-change-rate = Natural increase and migration per 1,000 people
mig-rate-of = { $year }, per 1,000
mig-unit-net-and-rate = people; last two columns per 1,000 people
mig-official = Official
mig-difference = Difference
mig-printed-column = As printed
mig-sum-printed = Sum as printed
mig-place-number = { $area } ({ $number })
mig-of-which = { $codes }
mig-area-or-group = Area or group
mig-place-of-which = { $area }: { $codes }

# Findings.
mig-external-gain = { $area } gained { $net } people from other countries in { $year }: { $run ->
    [1] the first year of gain
   *[other] { $run } years of gain in a row
 } after { $opposite ->
    [one] { $opposite } year
   *[other] { $opposite } years
 } of loss. In { $before } it still lost { $other }.
mig-external-loss = { $area } lost { $net } people to other countries in { $year }: { $run ->
    [1] the first year of loss
   *[other] { $run } years of loss in a row
 } after { $opposite ->
    [one] { $opposite } year
   *[other] { $opposite } years
 } of gain. In { $before } it still gained { $other }.
mig-external-gain-always = { $area } gained { $net } people from other countries in { $year }; it has gained in each of the { $run } years on record.
mig-external-loss-always = { $area } lost { $net } people to other countries in { $year }; it has lost in each of the { $run } years on record.
mig-growth-grows = In { $year } natural increase made up for the net outflow from { $area }: it was { $natural } people, and migration took { $net }; the population grew by { $rate } per 1,000{ $later }.
mig-growth-shrinks = In { $year } natural increase did not make up for the net outflow from { $area }: it was { $natural } people, but migration took { $net }; the population fell by { $rate } per 1,000{ $later }.
mig-growth-later-rose = ; in { $year } the population rose by { $change } people (how much of that is migration is not known yet)
mig-growth-later-fell = ; in { $year } the population fell by { $change } people (how much of that is migration is not known yet)
mig-growth-both = The population of { $area } grows from natural increase above all: in { $year } it was { $natural } people, and migration added { $net }; together { $rate } per 1,000{ $later }.
mig-break = Registered moves within the country changed from { $before } in { $first } to { $after } in { $last } ({ $change }). A jump of this size in one year is more likely a change in how moves are registered than in how people behave; compare years across it with care.
mig-break-everywhere = Registered moves within the country jumped from { $before } in { $first } to { $after } in { $last } ({ $change }), and they rose in every region. That is more likely a change in how moves are registered than in how people behave; compare years across it with care.

# Sections, figures, tables.
mig-external-alt = Columns of net external migration of { $area } for each year from { $first } to { $last }; columns below zero are losses.
mig-external-table = External migration of { $area } by year
mig-partners-alt = Arrivals and departures by partner country in { $year }, two dots on a line for each country.
mig-regions = The regions compared
mig-map-alt = Map of regions coloured by net migration per 1,000 people in { $year }.
mig-ranking-alt = Bars of net migration of each region in { $year }, from the highest to the lowest.
mig-ranking-table = Net migration by region, { $year }
mig-movers-table = Share of the population that moved within the country in the year
mig-growth = What growth is made of
mig-growth-years-alt = Stacked columns of natural increase and net migration of { $area } by year.
mig-growth-regions-alt = Stacked bars of the parts of population change of each region in { $year }.
mig-accounts-table = Population account of the regions, { $year }
mig-accounts-area-table = Population account of { $area } by year
mig-locality = Towns and villages
mig-locality-title = Net migration in { $year }: towns { $urban }, villages { $rural } people
mig-locality-alt = Two lines of net migration, of towns and of villages, from { $first } to { $last }.
mig-locality-table = Net migration of towns and villages, { $area }
mig-decades = Over the decades
mig-decades-alt = One small line chart for each region: net migration per 1,000 people from { $first } to { $last }, on one scale.
mig-decades-cities-alt = One line for each city: net migration per 1,000 people from { $first } to { $last }.
mig-decades-table = Net migration of the regions in the borders of { $year }
mig-history-alt = Columns of net migration of { $area } by year.
mig-months = By month
mig-months-alt = Coloured cells of net internal migration by region and month of { $year }.
mig-months-own-alt = Columns of net internal migration of { $area } by month of { $year }.
mig-season-alt = Columns of departures within the country by month of { $year } relative to the monthly mean.
mig-region = Rank among the regions
mig-region-alt = Bars of net migration per 1,000 people of each region in { $year }.
mig-beside-table = { $area } and the country as a whole, { $year }
mig-printed = A publication checked against the official figures
mig-printed-lead = What a publication prints is shown as printed, right or wrong, with the official figure of the same cell beside it. The two are never mixed.
mig-printed-sum = The { $cells } monthly figures of the regions add up to { $parts } people as printed; the official figure of { $year } is { $official }. The difference is { $difference }.
mig-printed-months = { $indicator } by month as printed, { $year }
mig-printed-list = Other figures as printed and official

# Notes.
mig-note-external = Moves across the border of the country that were registered with a change of residence.
mig-note-net-rate = Per 1,000 of the mean annual population (half the sum of the populations at the start and the end of the year).
mig-note-rank = Rank 1 has the highest balance.
mig-note-census = In years of a census the account was rebased; the correction is in the accounts as a statistical adjustment, not here.
mig-note-published = Net migration is shown for years in which it was published.
mig-note-own-borders = Each year in the borders of that year.
mig-note-internal = Internal migration counts all moves within the country, those inside a region too.
mig-note-balance = Population on 1 January + natural increase + migration + change of borders + statistical adjustment = population at the end of the year.
mig-note-statistical = The statistical adjustment is what the published figures leave over: rebasing on a census, or a revision of one figure and not of another.
mig-note-locality = Moves between town and village within the country are part of both lines and cancel in the sum.
mig-note-derived = Where net migration was not published it is computed from population, births and deaths and marked as an estimate; years rebased on a census have none.
mig-note-borders = In the borders of { $year }: figures from after a split are added up over the areas that were split off.
mig-note-transfer = Two areas between which land was transferred have no comparable figures before the transfer.
mig-note-one-year = One year alone cannot separate the season from general growth.
mig-note-printed = As printed by the publication; the difference is the printed figure less the official one.
mig-note-movers = Arrivals within the country as a percentage of the mean annual population (half the sum of the populations at the start and the end of the year).

# Flows between regions.
mig-flows = Who exchanges people with whom
mig-flows-lead = The bureau publishes arrivals and departures of each region for { $year }, but not who went where. The flows below are estimated: their sums equal the published totals exactly, and distance and shared borders set how moves spread between regions. Every number here is an estimate with an interval.
mig-flow-matrix-alt = Cells of estimated moves between regions in { $year }: origins down, destinations across.
mig-flow-ring-alt = Ring of regions with ribbons for estimated moves between them in { $year }; the numbers are in the matrix.
mig-note-flow-arrows = The width of an arrow is in proportion to the number of people; all numbers are estimates.
mig-note-ring = The length of an arc is the number who leave the region, the width of a ribbon at each end is the number who leave there; its colour is that of the region that more people leave. Ribbons of less than 0.4% of all moves are left out.
mig-flow-pair = { $origin } to { $destination }
mig-flow-partners-table = { $area }: from where people come and where they go in { $year }, estimated
mig-flow-check-table = The estimate checked against the flows that were printed: { $inside } of { $count } lie within the interval
mig-origin = From
mig-destination = To
mig-moves = Moves
mig-low = Lower bound
mig-high = Upper bound
mig-printed-share = Printed
mig-estimated = Estimated
mig-note-flows = Estimated by iterative proportional fitting to the published arrivals and departures; the starting table is a gravity model with the distance between chief towns and shared borders, its coefficients within the range estimated for countries that publish all flows.
mig-note-flow-inside = Moves inside a region are left out of the picture: their share is not published and is estimated too.
mig-note-interval = 90% of the tables that agree with the published totals lie between the bounds.
mig-note-flow-check = Shares of the arrivals from other regions of each destination; printed for one quarter, estimated for the first full year. A printed share outside the interval shows what distance and borders miss: a city inside a region takes far more of that region’s people than the model says.

# Jumps of all regions at once.
mig-jumps-table = Moves within the country from year to year: is it people, or the count?
mig-jump-pair = { $first } to { $last }
mig-jump-pooled = Ratio
mig-jump-low = Lower bound
mig-jump-high = Upper bound
mig-jump-scatter = Scatter between regions
mig-jump-same_way = Share of regions that changed the same way
mig-jump-effectiveness_before = Effectiveness before, %
mig-jump-effectiveness_after = Effectiveness after, %
mig-jump-verdict = What it likely is
mig-jump-registration_likely = a change of registration
mig-jump-behaviour_possible = behaviour may have changed
mig-jump-no_jump = no jump
mig-jump-cannot_tell = the data cannot tell
mig-note-jump = A change of rules multiplies moves by nearly one factor in all regions, arrivals and departures alike; people who choose other places change the pattern of net flows. A rise that is alike everywhere looks the same in both cases, so that the verdict is never more than likely. Limits were set on a country without a change of rules.

# Indices.
mig-indices = How much people move, and what it changes
mig-indices-lead = A few indices describe migration between regions as a whole. They rest on the estimated flows; the uncertainty of each stands beside it.
mig-indices-table = Indices of migration between regions, { $year }
mig-index = Index
mig-index-value = Value
mig-index-merged = In the borders of { $year }
mig-index-cmi = Crude migration intensity, % of the population
mig-index-courgeau-k = Courgeau’s k
mig-index-effectiveness = Effectiveness, %
mig-index-anmr = Aggregate net migration rate, %
mig-index-connectivity = Connectivity
mig-index-inequality-equal = Inequality relative to equal flows
mig-index-inequality-size = Inequality relative to flows by size alone
mig-index-gini-total = Gini index of all flows
mig-index-acv = Aggregate coefficient of variation
mig-index-mean-distance = Mean distance, km
mig-index-median-distance = Median distance, km
mig-index-decay = Decay with distance
mig-note-indices = Intensity: how many of 100 people changed region. Effectiveness: 0 if each move has its counter-move, 100 if all go one way. Net rate: how many of 100 people migration redistributed; intensity times effectiveness.
mig-note-zoning = The last column is in coarser borders: its difference from the first is due to zoning, not to behaviour. Courgeau’s k removes most of it.
mig-flow-held = Printed for { $year } and kept in the estimate to within rounding: flows: { $flows }, shares: { $shares }.
mig-flow-contradicts-margins = These printed figures contradict the published arrivals and departures of { $year } and are left out: { $flows }.
mig-flow-contradicts-print = These printed figures contradict other printed figures on the same flow for { $year } and are left out: { $flows }.
mig-flow-number = { $flow }: { $number }
mig-flow-share-arrivals = { $flow }: { $number } of those who came from other regions
mig-flow-share-departures = { $flow }: { $number } of those who left for other regions
mig-flow-evidence-table = Flows printed for other periods beside the estimate for { $year }: { $inside } of { $count } lie within the interval
mig-printed-for = Printed for
mig-pace = At the pace of a year
mig-agrees = Within the interval
mig-agrees-yes = yes
mig-agrees-no = no: contradicts the estimate
mig-note-flow-evidence = Flows of another period are no constraint on the estimate: they stand beside it. A part of a year is brought to a year by the season of all moves; what changed between the periods is in the difference.
reason-contradicts-margins = it contradicts the published arrivals and departures
reason-contradicts-print = it contradicts another printed figure on the same flow
