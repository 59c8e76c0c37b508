# Chapter 4: effects of migration, and what if.
eff-chapter = Effects of migration
eff-after = What follows net migration
eff-how-sure = One estimate by every method
eff-curve = All defensible specifications
eff-path = Effects in the years that follow
eff-flows = Migration within the country and from abroad
eff-missing = What cannot be estimated yet
eff-cannot = The figures known on this day do not carry an estimate of effects.

# What an estimate says; _level: in the outcome's own unit.
eff-says-effect = Where “{ $exposure }” is higher by { $step }, “{ $outcome }” changes by { $effect } (95% interval from { $low } to { $high }).
eff-says-effect-level = Where “{ $exposure }” is higher by { $step }, “{ $outcome }” changes by { $effect } { $unit } (95% interval from { $low } to { $high }).
eff-says-null = “{ $outcome }” shows no link with “{ $exposure }”: for { $step } more the difference lies between { $low } and { $high }, less than one that matters ({ $smallest }).
eff-says-null-level = “{ $outcome }” shows no link with “{ $exposure }”: for { $step } more the difference lies between { $low } and { $high } { $unit }, less than one that matters ({ $smallest }).
eff-says-unknown = “{ $outcome }”: the data cannot tell. For { $step } more of “{ $exposure }” the difference lies between { $low } and { $high }; only an effect of { $detectable } or more would have been seen.
eff-says-unknown-level = “{ $outcome }”: the data cannot tell. For { $step } more of “{ $exposure }” the difference lies between { $low } and { $high } { $unit }; only an effect of { $detectable } or more would have been seen.
eff-says-cannot-tell = The data cannot tell for these outcomes: { $names_inside }. Each interval includes both no difference and one that matters; the table shows from what size on a difference would have been seen.
eff-says-sample = { $observations } figures of { $areas } areas; intervals by { $method }.
eff-says-fails = None of the methods that apply keeps its size with { $areas } areas: read the interval as too short.
eff-not-causal = Migration is taken as it was: where people go for better incomes, the estimate mixes cause and consequence.

eff-lead-unknown = For none of { $all } outcomes can the data tell whether net migration has an effect: each interval includes both no difference and one that matters.
eff-lead-none = Of { $all } outcomes none shows an effect of net migration that chance could not explain; for { $nulls } an effect that matters is ruled out, for { $unknown } the data cannot tell.
eff-lead-some = Of { $all } outcomes { $found } shows an effect of net migration that chance could hardly explain: { $names_inside }; for { $nulls } an effect that matters is ruled out, for { $unknown } the data cannot tell.
eff-lead-curve = { $outcome }: of { $count } defensible specifications { $positive } give a positive effect and { $negative } a negative one; by chance alone such a picture arises with probability { $p }.
eff-lead-labour = Effects of foreign workers and ethnic returnees on regions cannot be estimated: there are no series by region and year, only { $workers } and { $returnees } single figures.

eff-table = What changes a year later where net migration is higher by 10 per 1,000 people
eff-chart-title = What changes a year later where net migration is higher by { $step } per 1,000 people
eff-chart-alt = For each outcome three dots: the estimate and the two bounds of its 95% interval, in percent of the outcome.
eff-outcome = Outcome
eff-effect = Difference
eff-low = Lower bound
eff-high = Upper bound
eff-p = p value
eff-detectable = Smallest difference that could be seen
eff-smallest = Smallest difference that matters
eff-observations = Number of figures
eff-areas = Number of areas
eff-verdict = Conclusion
eff-verdict-effect = differs from zero, not corrected for the number of outcomes
eff-verdict-null = no difference that matters
eff-verdict-unknown = the data cannot tell
eff-unit-note = Percent of the outcome where it enters in logarithms; { $names_inside } in percentage points. Areas are weighted alike; effects of areas and of years are taken out.
eff-borders-note = Areas that changes of borders do not cut, in all years; the years in which a census moved the accounts are left out. Where net migration is not published it is computed from the population accounts.
eff-placebo-note = { $count ->
    [0] Migration of the following year, which cannot have had an effect, is linked with none of { $all } outcomes by the same test.
   *[other] Migration of the following year, which cannot have had an effect, is linked with { $count } of { $all } outcomes by the same test.
 }

eff-methods-table = { $outcome }: the same estimate by every method
eff-method = Method
eff-se = Standard error
eff-holds = Keeps its size
eff-yes = yes
eff-no = no
eff-methods-note = There is one estimate; methods differ in what they allow errors to do. Which of them keep their size with so few areas was found by simulation; “no” is a warning, not a result.

eff-curve-title = { $outcome }: { $count } specifications by size of the effect
eff-curve-alt = A line of effects from the smallest to the largest with the bounds of their 95% intervals.
eff-curve-table = What all specifications show together
eff-curve-count = Number of specifications
eff-curve-positive = Positive
eff-curve-negative = Negative
eff-curve-significant-positive = Positive and significant
eff-curve-significant-negative = Negative and significant
eff-curve-median = Median
eff-curve-p = p of the median
eff-curve-note = Lags, controls, trends of areas, weights, first year, borders and areas left out are varied; p is the chance of a median as far from zero if no specification had an effect, one bootstrap for all.
eff-curve-choice = { $outcome }: the result depends most on { $choice }, which explains { $share } of the variance of the estimates.
eff-choice-lag = the lag of migration
eff-choice-controls = the control for natural increase
eff-choice-fixed = trends of areas
eff-choice-weights = weights
eff-choice-first = the first year
eff-choice-borders = borders
eff-choice-without = areas left out
eff-choice-skip = years left out
eff-choice-transform = levels or changes

eff-path-title = { $outcome }: change since the year before where net migration is higher by { $step } per 1,000 people in year 0
eff-path-alt = A line of the effect by year after migration with the bounds of its 95% interval.
eff-path-year = Years after
eff-path-low = Lower bound, 95%
eff-path-high = Upper bound, 95%
eff-path-table = { $outcome }: response to net migration higher by { $step } per 1,000 people
eff-path-note = Local projections with one lag of outcome and migration; bounds by delete-one-area jackknife. With a lagged outcome and fixed effects a bias of about one part in the number of years remains.

eff-flows-table = What changes in the same year where arrivals from other regions, or from abroad, are higher by 10 per 1,000 people
eff-flows-note = By region both flows are published for { $first }–{ $last } only: so few years cannot tell much.
eff-flow-internal = Migration between regions
eff-flow-external = External migration
eff-flow = Flow

eff-needs-table = What figures of regions an estimate would need
eff-needs-known = Figures of regions at present
eff-needs-needed = Figures needed, at least
eff-needs-periods = Years, at least
eff-needs-note = To see such a difference of “{ $outcome }” with a probability of 80% where the exposure is one standard deviation higher. The scatter is that of the estimate above, and the exposure is taken to vary alike in all areas, so that the numbers are lower bounds. The method stands ready: figures by region and year are enough.

eff-exposure-default = exposure
eff-method-homoskedastic = equal independent errors
eff-method-hc1 = robust to unequal errors (HC1)
eff-method-crv1 = clustered by area (CRV1)
eff-method-crv2 = clustered by area, bias-reduced (CRV2)
eff-method-crv3 = delete-one-area jackknife (CRV3)
eff-method-wild-webb = wild cluster bootstrap, six points
eff-method-wild-rademacher = wild cluster bootstrap, signs
eff-method-wild-jackknife = wild cluster bootstrap on jackknifed residuals
eff-method-wild-score = wild cluster bootstrap of scores (Poisson)
eff-method-driscoll-kraay = Driscoll and Kraay
eff-method-conley = Conley, by distance and time
eff-method-randomisation = randomisation of whole paths
eff-method-iv-crv1 = two-stage least squares, clustered by area
eff-method-wild-efficient = restricted efficient wild bootstrap
eff-method-anderson-rubin = Anderson and Rubin
unit-outcome-units = unit of the outcome
unit-points = percentage points

eff-influence = Who drives the result
eff-influence-table = { $outcome }: share of each area in the variation of migration, and the estimate without it
eff-influence-note = The share is the area’s part of what is left of migration once areas and years are taken out; where one area has more than half, the estimate is above all about that area.
eff-leverage = Share in the variation
eff-without = Difference without it
eff-without-table = The same without { $area }
eff-joined = { $areas } together
    .acc = { $areas } together
    .dat = { $areas } together
eff-lead-influence = { $area } alone accounts for { $share } of the differences in migration that the estimates rest on; without it the estimate for “{ $outcome }” would be { $effect }.
eff-known-table = What is published by region
eff-needs-size = Difference for one standard deviation
eff-whatif = What if people arrive
eff-whatif-table = { $area }: what follows if { $scenario } arrive
eff-whatif-depends = The change of local pay without higher education depends most on { $source }: { $share } of its variance.
eff-whatif-inputs = What went in: { $figure } official figures, { $range } ranges with a source, { $assumption } assumptions. This is a scenario, not a forecast.
eff-claims = Two claims examined
eff-claim-wage = “Informal migrants lowered the pay of local workers without higher education by { $fall }%” is possible only in { $possible } of the draws of the model, and then only with { $stock } migrants or more.
eff-stocks-table = Share of gross domestic product that the published numbers of migrants stand for
eff-stocks-note = A permit is not a worker, and those without one are not counted: the shares are those of the published numbers alone.
eff-share-low = Share, lower bound
eff-share-value = Share, median
eff-share-high = Share, upper bound
eff-lead-claim = For migrants to give { $claimed }% of GDP there would have to be { $value } migrant workers (90% interval from { $low } to { $high }), { $share } of all employed.
eff-says-open = “{ $outcome }”: the data cannot tell; no value is ruled out on at least one side.
reason-no-end = the interval has no bound on this side
reason-cannot-tell = the data cannot tell
eff-percent = { $value }%
