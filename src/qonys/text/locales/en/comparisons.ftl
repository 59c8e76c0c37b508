# Sentences that compare: superlatives, ranks, changes. Each states the set that it compares ($…_set, $…_of).
cmp-none = { "" }
cmp-apart = , which cannot be told apart
cmp-tied = , equal
cmp-counter-most = ; { $label } had { $total } together, more a year on average
cmp-counter-least = ; { $label } had { $total } together, less a year on average

# What was compared; stands after a superlative.
cmp-set-areas = of { $count } regions
cmp-set-areas-known = of the { $count } regions with a figure (out of { $all })
cmp-set-years = of the years { $first }–{ $last }
cmp-set-years-known = of the { $count } years known ({ $years })
cmp-set-months = of { $count } months
cmp-set-months-of = of the { $count } months of { $year }
cmp-set-cells = of { $count } monthly figures of regions
cmp-set-parts = of the { $count } groups published
cmp-set-flows = of { $count } flows between regions
cmp-set-criteria = of { $count } criteria
cmp-set-sources = of { $count } sources
cmp-set-choices = of { $count } choices
cmp-set-capacities = of { $count } capacities known

# Why a sentence or figure stayed away.
cmp-why-no-figures = no figures
cmp-why-one-value = one figure: there is nothing to compare it with
cmp-why-all-equal = all figures are equal
cmp-why-not-separable = the intervals do not set a first one apart
cmp-why-wrong-sign = the figures have the other sign
cmp-why-contradicted = a known sum says otherwise
cmp-why-break = the series breaks: what is counted changed
cmp-why-other-unit = figures of different units have no common order
cmp-why-other-group = the figures count different groups
cmp-why-other-length = the periods differ in length
cmp-why-other-period = the periods do not overlap
cmp-why-other-borders = the figures are in different borders
cmp-why-other-version = the figures belong to different versions
cmp-why-not-met = what it would say does not hold
cmp-why-not-computed = a computation that it rests on is not possible with these figures
reason-other-group = the figures count different groups
reason-other-length = the periods differ in length
reason-other-period = the periods do not overlap
reason-other-borders = the figures are in different borders
reason-other-version = the figures belong to different versions
reason-total-unknown = the total is not published and not all of its parts are known
reason-zero = there is nothing to divide by
cmp-explain-absent = Stayed away or changed
cmp-explain-none = Nothing stayed away.
cmp-explain-line = { $id }: { $why }
cmp-explain-instead = { $id }: { $why }; { $instead } stands in its place

# Migration.
mig-leader = In { $year }, { $top_value } more people left { $top } than came, the largest net outflow { $top_set }{ $top_apart }. Per 1,000 people that is { $rate_value }, rank { $rate_place } of the { $rate_of } regions with an outflow; the largest is that of { $worst } ({ $worst_value }).
mig-leader-same = In { $year }, { $top_value } more people left { $top } than came: the largest net outflow { $top_set }, per 1,000 people too ({ $worst_value }).
mig-magnets = In { $year } more people left than came in { $losers } of { $areas } regions. The migration gain of the other { $gainers } was { $gain } people; { $top_set } { $top } gained most ({ $top_value }){ $top_apart }.
mig-magnets-plain = In { $year } more people left than came in { $losers } of { $areas } regions.
mig-villages-record = In { $year } net migration was { $record_value } people in villages, the lowest { $record_set }, and { $urban } in towns.
mig-villages = In { $year } net migration was { $rural } people in villages and { $urban } in towns.
mig-region-loss = In { $year }, { $count_value } more people left { $area } than came: rank { $count_place } of the { $count_of } regions with an outflow by its size, rank { $rate_place } of { $rate_of } by outflow per 1,000 people ({ $rate_value }){ $beside }.
mig-region-gain = In { $year }, { $count_value } more people came to { $area } than left: rank { $count_place } of the { $count_of } regions with an inflow by its size, rank { $rate_place } of { $rate_of } by inflow per 1,000 people ({ $rate_value }){ $beside }.
mig-region-beside = ; the most per 1,000 people { $top_set } is that of { $top } ({ $top_value })
mig-region-loss-plain = In { $year } { $net } more people left { $area } than came ({ $rate } per 1,000 people).
mig-region-gain-plain = In { $year } { $net } more people came to { $area } than left ({ $rate } per 1,000 people).
mig-region-even = In { $year } as many people came to { $area } as left.
mig-region-title-loss = { $rank }: { $rate } per 1,000 people in { $year }, rank { $rank_place } of the { $rank_of } regions with an outflow
mig-region-title-gain = { $rank }: { $rate } per 1,000 people in { $year }, rank { $rank_place } of the { $rank_of } regions with an inflow
mig-region-title-plain = Net migration per 1,000 people by region, { $year }
mig-external-title = Net external migration of { $area }: { $last } in { $last_year }; the lowest { $low_set } is that of { $low } ({ $low_value })
mig-external-title-plain = Net external migration of { $area } by year
mig-history-title = Net migration of { $area }: { $last } in { $last_year }; the lowest { $low_set } is that of { $low } ({ $low_value })
mig-history-title-plain = Net migration of { $area } by year
mig-partners-title = { $top_set } most arrivals in { $year } came from { $top }: { $top_value }{ $top_apart }
mig-partners-title-plain = Arrivals and departures by country, { $year }
mig-map-title = Net migration per 1,000 people in { $year }: { $high_set } the highest is that of { $high } ({ $high_value }), the lowest that of { $low } ({ $low_value })
mig-ranking-title = Net migration in { $year }: { $high_set } the highest is that of { $high } ({ $high_value }), the lowest that of { $low } ({ $low_value })
mig-growth-years-title = { $area }: natural increase { $natural } people in { $year }; the largest { $high_set } is that of { $high } ({ $high_value })
mig-growth-years-title-plain = { $area }: natural increase and net migration by year
mig-growth-regions-title = Population growth in { $year }: { $high_set } { $high } grew most ({ $high_value } per 1,000 people), { $low } least ({ $low_value })
mig-growth-regions-title-plain = Parts of population change per 1,000 people by region, { $year }
mig-decades-title = { $turn_set } net migration changed most in { $turn }: from { $then } per 1,000 people in { $first } to { $now } in { $last }{ $turn_apart }
mig-decades-apart-title = { $turn_set }, cities apart, net migration changed most in { $turn }: from { $then } per 1,000 people in { $first } to { $now } in { $last }{ $turn_apart }
mig-decades-title-plain = Net migration of the regions per 1,000 people, { $first } to { $last }
mig-decades-cities-title = Among the cities, { $turn_set }, net migration changed most in { $turn }: from { $then } per 1,000 people in { $first } to { $now } in { $last }{ $turn_apart }
mig-decades-cities-title-plain = Net migration of the cities per 1,000 people, { $first } to { $last }
mig-months-title = Net internal migration: { $low_set } the lowest is that of { $low } people
mig-area-month = { $area } in { $month }: { $net }
mig-months-title-plain = Net internal migration by region and month of { $year }
mig-months-own-title = Net internal migration, { $area }: the lowest { $low_set } is that of { $low } ({ $low_value } people), the highest that of { $high } ({ $high_value })
mig-months-own-title-plain = { $area }: net internal migration by month of { $year }
mig-season-title = { $area }: { $high_set } departures within the country were most in { $high } ({ $high_value } times the monthly mean), fewest in { $low } ({ $low_value } times)
mig-season-title-plain = { $area }: departures within the country by month relative to the monthly mean, { $year }
mig-flow-first-title = { $top_set } the largest by estimate in { $year } is { $top }: { $top_value } people ({ $low } to { $high }){ $top_apart }
mig-flow-matrix-plain = Estimated moves from region (rows) to region (columns), { $year }
mig-flow-map-plain = Estimated moves between regions, { $year }: the { $top_shown } largest estimates { $top_set }
mig-flow-map-own-plain = { $area }: the { $top_shown } largest estimates { $top_set } that begin or end here, { $year }
mig-flow-ring-title = Estimated moves between regions, { $year }: the length of an arc is the number of departures
mig-flow-ranking-title = The order of flows is not certain: { $top_count ->
    [0] none of the { $top_shown } largest estimates { $top_set } can be told from the first
   *[other] of the { $top_shown } largest estimates { $top_set } { $top_count } can be told from the first
 }
mig-flow-ranking-alt = The { $top_shown } largest estimates { $top_set } in { $year }, three dots on a line each: lower bound, estimate, upper bound.
mig-flow-map-alt = Map with { $count } arrows for estimated flows between regions in { $year }, from origin to destination; their numbers are in the table.
mig-largest-flow = The largest flow { $top_set } in { $year } is, by estimate, { $top }: about { $top_value } people (between { $low } and { $high }){ $top_apart }; the table of flows is not published.
mig-largest-flow-open = Which { $top_set } was the largest in { $year } cannot be told: the table is not published, and of the { $top_shown } largest estimates { $top_count ->
    [0] none
   *[other] { $top_count }
 } can be told from the first.
mig-largest-flows-table = The { $top_shown } largest estimates { $top_set }, { $year }

# Labour.
lab-returnees-fell = { $fall_is } ethnic returnees were granted the status in { $fall_after }, fewer than in { $fall_before } ({ $fall_was }), the most { $high_set }{ $high_counter }.
lab-by-date-title = { $indicator } on { $date }: { $top_set } the largest is { $top } ({ $top_value }){ $top_apart }
lab-breakdown-title = { $indicator }, { $period }: { $top_set } the largest is { $top } ({ $top_value }){ $top_apart }
lab-area-title = { $indicator }, { $period }: { $top_set } the largest is that of { $top } ({ $top_value }){ $top_apart }
lab-figure-plain = { $indicator }
lab-yearly-title = { $indicator }: { $last } in { $last_year }{ $version }; the most { $high_set } is that of { $high } ({ $high_value }){ $high_apart }{ $high_counter }
lab-yearly-version = { " " }(the last of { $count } versions)
lab-season-title = Seasonal work: { $high_set } most in { $high } ({ $high_value } times the monthly mean), least in { $low } ({ $low_value } times){ $high_apart }
lab-season-title-plain = Number of seasonal workers by month relative to the monthly mean
lab-note-newer = Newer figures, { $newer }, do not serve: { $lacks }.
lab-lacks-parts = fewer than three parts are stated
lab-note-share = Shares are computed from the stated numbers; the denominator is the stated total of the same day.
lab-note-version = A year with several versions shows the last one.
lab-note-no-fulfilment = The number of people moved is published for both groups together and the quotas of regions for one of them: their ratio would not be like for like, so it is not given.
lab-note-length = A figure for part of a year is not set against the quota of the year.
lab-note-steered = Shares of the quota are computed from the published total of the same group.
lab-two-channels = In { $year } labour immigrants of private employers were given { $immigrants } permits, enterprises { $employers }.
lab-note-season = Dates with a split into categories only; seasonal work changes within the year, so compare the same month of different years.
mig-growth-moves = The population of { $area } grows from migration above all: in { $year } it added { $net } people, natural increase { $natural }; together { $rate } per 1,000{ $later }.
mig-growth-ages = Deaths exceed births in { $area }: by { $natural } people in { $year }; net migration was { $net } people; together { $rate } per 1,000{ $later }.
mig-growth-plain = { $area }: in { $year } natural increase was { $natural } people, net migration { $net }; together { $rate } per 1,000{ $later }.
mig-region-internal-loss = The net outflow of { $area } is above all to other regions, not to other countries: in { $year } net internal migration was { $internal }, net external migration { $external } people.
mig-region-internal-gain = The net inflow of { $area } is above all from other regions, not from other countries: in { $year } net internal migration was { $internal }, net external migration { $external } people.

# Well-being.
wel-ends = { $leads } { $trails }
wel-leads = Well-being in { $year }: { $top_set } it is highest in { $top } ({ $top_value } points of 100){ $top_apart }.
wel-leads-open = Which { $top_set } has the highest well-being in { $year } cannot be told: { $top_count ->
    [0] none
   *[other] only { $top_count }
 } of the others can be told from { $first }, which has most points.
wel-trails = It is lowest, { $top_set }, in { $top } ({ $top_value }){ $top_apart }.
wel-trails-open = Which { $top_set } has the lowest cannot be told: { $top_count ->
    [0] none
   *[other] only { $top_count }
 } of the others can be told from { $first }, which has fewest points.
wel-map-title = Well-being in { $year }, { $high_set }: highest in { $high }{ $high_apart }; lowest in { $low }{ $low_apart }
wel-map-plain = Well-being by region, { $year }
wel-place = { $rank } ranks { $rank_place } of { $rank_of } regions in well-being in { $year }; allowing for the uncertainty, { $low } to { $high }. Its strengths: { $best }. Its weaknesses: { $worst }.
wel-place-plain = { $area } in well-being in { $year }. Its strengths: { $best }. Its weaknesses: { $worst }.
wel-best-in = { $part_inside }: { $best }
wel-parts-title = Most points { $any_set } by dimension: { $best }
wel-parts-plain = Points by dimension and region, { $year }
wel-moved = From { $first } to { $last }, { $risen_set }, the rank has most probably improved in { $risen } ({ $risen_value }) and most probably worsened in { $fallen } ({ $fallen_value }).
wel-blame = The uncertainty of the ranks comes mostly, { $top_set }, from { $top }: { $top_value } of the variance{ $top_apart }.
wel-without-table = Which { $any_set } would move most if a criterion were left out
wel-without-plain = Ranks if a criterion were left out
reason-several = several move alike
reason-none-moves = none moves

# Effects.
eff-verdict-effect = differs from zero, corrected for { $all } outcomes
eff-verdict-single = by itself yes, as one of { $all } outcomes no
eff-p-holm = p, corrected
eff-holm-note = p is corrected for the number of outcomes by the steps of Holm: an effect is one that holds among all of them.
eff-says-single = “{ $outcome }” would differ from zero if it were the only outcome (p = { $p }); as one of { $all } it does not (p = { $adjusted }).
eff-curve-choice = { $outcome }: the result depends most, { $top_set }, on { $top }, which explains { $top_value } of the variance of the estimates.
eff-whatif-depends = The change of local pay without higher education depends most, { $top_set }, on { $top }: { $top_value } of its variance.

# Demand for labour.
need-lead-first = { $top_set } labour is shortest in { $top } (index { $top_value }){ $top_apart }. Indicators that too few regions publish carry { $unknown } of the index.
need-lead-open = Where { $top_set } labour is shortest cannot be told, because the intervals overlap: the index of { $last } may reach { $high }, and that of { $first } may be only { $low }. Indicators that too few regions publish carry { $unknown } of the index.
need-lead-region = { $rank } ranks { $rank_place } of { $rank_of } regions by shortage of labour; allowing for what is not known, { $best } to { $worst }.
need-index-title = { $top_set } the highest index of labour shortage is that of { $top }: { $top_value } ({ $low } to { $high }){ $top_apart }
need-index-table = Index of labour shortage by region, with its interval and the rank of the region
need-binding = { $area }: { $top_set } “{ $top }” leaves the least room, for { $top_value } people a year.
need-binding-open = { $area }: which leaves the least room { $top_set } cannot be told: their intervals meet.
need-binding-one = { $area }: “{ $capacity }” leaves room for { $people } people a year; no other capacity is known.

# Measures.
cmp-set-paying = of the { $count } that give more than they cost in most draws
plan-lead-none = None of { $count } applicable measures { $area_loc } does good and gives more than it costs in most of the draws, in a model with declared ranges.{ $saves }
plan-lead-pays = { $paying } of { $count } applicable measures { $area_loc } { $paying ->
    [one] does good and gives more than it costs
   *[other] do good and give more than they cost
 } in most of the draws, in a model with declared ranges: { $names }.{ $best }{ $saves }
plan-saves = { " " }Saves more money than it takes away, though it does no other good: { $names }.
plan-paying = “{ $name }” ({ $size }; { $share } of the draws)
plan-best = { " " }Per unit of cost { $top } gives most { $top_set }{ $top_apart }.
plan-best-open = { " " }Which of them gives most per unit of cost cannot be told: { $top_count ->
    [0] none
   *[other] only { $top_count }
 } can be told from the first { $top_set }.
plan-order-index = Measures { $area_loc } in the order of their effect, in points of the index
plan-order-money = Measures { $area_loc } in the order of their effect, { $unit } a year
plan-table-costs = Measures { $area_loc } in the order of effect per unit of cost: what they cost, { $unit } a year, and who pays
plan-col-more = Money on balance above zero, share of draws
plan-note-order = Measures that do good and save money come first, then those that do good for money, by effect per unit of cost; those that do harm come last.
cmp-value-of = { $who }: { $value }
reason-one-group = published for one group only
