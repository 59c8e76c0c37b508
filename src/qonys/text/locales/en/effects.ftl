# Chapter 4: effects of migration, and what if.
eff-chapter = Effects of migration
eff-after = What follows net migration
eff-how-sure = One estimate by every method
eff-curve = Every defensible specification
eff-path = Over the years that follow
eff-flows = Migration within the country and from abroad
eff-missing = What cannot be estimated yet
eff-cannot = The figures known on this day do not carry an estimate of effects.

# What an estimate says; _level: in the outcome's own unit.
eff-says-effect = With “{ $exposure }” higher by { $step }, “{ $outcome }” differs by { $effect } (95% interval from { $low } to { $high }).
eff-says-effect-level = With “{ $exposure }” higher by { $step }, “{ $outcome }” differs by { $effect } { $unit } (95% interval from { $low } to { $high }).
eff-says-null = “{ $outcome }” does not follow “{ $exposure }”: for { $step } more the difference lies between { $low } and { $high }, less than the { $smallest } that would matter.
eff-says-null-level = “{ $outcome }” does not follow “{ $exposure }”: for { $step } more the difference lies between { $low } and { $high } { $unit }, less than the { $smallest } that would matter.
eff-says-unknown = “{ $outcome }”: the data cannot tell. For { $step } more of “{ $exposure }” the difference lies between { $low } and { $high }; only { $detectable } or more would have been seen.
eff-says-unknown-level = “{ $outcome }”: the data cannot tell. For { $step } more of “{ $exposure }” the difference lies between { $low } and { $high } { $unit }; only { $detectable } or more would have been seen.
eff-says-sample = { $observations } figures of { $areas } areas; intervals by { $method }.
eff-says-fails = None of the methods that apply keeps its size with { $areas } areas: read the interval as too short.
eff-not-causal = The exposure is taken as it comes: where people go for better incomes, the estimate mixes cause and consequence.

eff-lead-none = Of { $all } outcomes none shows an effect of net migration that chance could not explain; for { $nulls } an effect that matters is ruled out, for { $unknown } the data cannot tell.
eff-lead-some = Of { $all } outcomes { $found } shows an effect of net migration that chance could hardly explain: { $names }; for { $nulls } an effect that matters is ruled out, for { $unknown } the data cannot tell.
eff-lead-curve = { $outcome }: of { $count } defensible specifications { $positive } give a positive effect and { $negative } a negative one; by chance alone such a picture arises with probability { $p }.
eff-lead-labour = Effects of foreign workers and of returnees on regions cannot be estimated: there is no panel, only { $workers } and { $returnees } figures of single regions.

eff-table = What ten more net arrivals per 1,000 people go with a year later
eff-chart-title = What { $step } more net arrivals per 1,000 people go with a year later
eff-chart-alt = For each outcome three dots: the estimate and the two ends of its 95% interval, in percent of the outcome.
eff-outcome = Outcome
eff-effect = Difference
eff-low = Lower end
eff-high = Upper end
eff-p = p
eff-detectable = Smallest that could be seen
eff-smallest = Smallest that matters
eff-observations = Figures
eff-areas = Areas
eff-verdict = Reading
eff-verdict-effect = an effect
eff-verdict-null = no effect that matters
eff-verdict-unknown = the data cannot tell
eff-unit-note = Shares of the outcome where it enters in logarithms; { $names }: percentage points. Areas are weighed alike; effects of areas and of years are taken out.
eff-borders-note = Areas that changes of borders cannot cut, in all years; the years in which a census moved the accounts are left out of the exposure. Where no net migration is published it is what the accounts imply.
eff-placebo-note = Migration of the year after, which cannot have had an effect, goes with { $count } of { $all } outcomes by the same test.

eff-methods-table = { $outcome }: the same estimate by every method
eff-method = Method
eff-se = Standard error
eff-holds = Keeps its size
eff-yes = yes
eff-no = no
eff-methods-note = The estimate is one; methods differ in what they allow errors to do. Which of them keep their size with so few areas was found by simulation; “no” is a warning, not a result.

eff-curve-title = { $outcome }: { $count } specifications in the order of the effect
eff-curve-alt = A line of effects from the smallest to the largest with the ends of their 95% intervals.
eff-curve-table = What all specifications say together
eff-curve-count = Specifications
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

eff-path-title = { $outcome }: change since the year before, { $step } more net arrivals per 1,000 people in year 0
eff-path-alt = A line of the effect by year after migration with the ends of its 95% interval.
eff-path-year = Years after
eff-path-low = Lower end, 95%
eff-path-high = Upper end, 95%
eff-path-table = { $outcome }: answer to { $step } more net arrivals per 1,000 people
eff-path-note = Local projections with one lag of outcome and exposure; ends by delete-one-area jackknife. With a lagged outcome and fixed effects a bias of about one part in the number of years remains.

eff-flows-table = What ten more arrivals per 1,000 people from other regions, or from abroad, go with in the same year
eff-flows-note = By region both flows are published for { $first }–{ $last } alone: so few years cannot tell much.
eff-flow-internal = Migration between regions
eff-flow-external = External migration
eff-flow = Flow

eff-needs-table = What a panel of regions would have to have
eff-needs-known = Figures of regions now
eff-needs-spread = Spread, per 1,000 people
eff-needs-needed = Figures needed, at least
eff-needs-periods = Years, at least
eff-needs-note = To see an effect of one percent of income for ten per 1,000 with a probability of 80%. The scatter of income is that of the estimate above; the spread is that of the known figures, which is more than areas vary over time: the numbers are lower bounds. The design stands ready: a CSV of regions and years is all that it takes.

eff-exposure-default = exposure
eff-method-homoskedastic = equal independent errors
eff-method-hc1 = robust to unequal errors (HC1)
eff-method-crv1 = clustered by area (CRV1)
eff-method-crv3 = delete-one-area jackknife (CRV3)
eff-method-wild-webb = wild cluster bootstrap, six points
eff-method-wild-rademacher = wild cluster bootstrap, signs
eff-method-wild-jackknife = wild cluster bootstrap on jackknifed residuals
eff-method-driscoll-kraay = Driscoll and Kraay
eff-method-conley = Conley, by distance and time
eff-method-randomisation = randomisation of whole paths
eff-method-iv-crv1 = two-stage least squares, clustered by area
eff-method-wild-efficient = restricted efficient wild bootstrap
eff-method-anderson-rubin = Anderson and Rubin
unit-outcome-units = unit of the outcome
unit-points = percentage points
