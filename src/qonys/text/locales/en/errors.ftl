# Errors by code: the value says what is wrong, .fix what to do. Without .fix the advice of the error itself is printed.
error-label-where = where
error-label-try = try
error-more-faults = and { $count } more
error-faulty-file = { $count ->
    [one] { $count } fault in the file
   *[other] { $count } faults in the files
 }
    .fix = put the rows right and run the command again

# Where: one thing by its name or number, and things as such.
where-one-pack = pack { $name }
where-one-period = period { $name }
where-one-unit = unit { $name }
where-one-row = row { $name }
where-one-column = column { $name }
where-one-sector = sector { $name }
where-one-cluster = cluster { $name }
where-one-group = group { $name }
where-one-cohort = cohort { $name }
where-one-horizon = horizon { $name }
where-one-cell = cell { $name }
where-one-borders = borders { $name }
where-pack = pack
where-margins = margins
where-outcome = outcome
where-exposure = exposure
where-clusters = clusters
where-instruments = instruments
where-sample = sample
where-weights = weights
where-controls = controls
where-regressors = regressors
where-events = events
where-periods = periods
where-fixed-effects = fixed effects
where-regions = regions
where-figures = figures
where-values = values
where-table = table
where-rates = rates
where-distance = distance

# What nothing answers to.
error-area-not-found = no area “{ $name }”
error-area-ended = { $name } no longer exists in { $year }; its territory belongs to others
error-chapter-empty = no figures for the chapters asked for: { $name }
error-area-not-in-force = { $text } is not in force in the division of { $year }
error-indicator-not-found = no indicator “{ $name }”
error-pack-not-found = no pack “{ $name }”
    .fix = { $known }, or a folder that holds a pack.toml
error-claim-not-found = no claim “{ $name }”
error-function-not-found = no computation “{ $name }”
error-file-not-found = no file “{ $name }”
error-file-is-folder = “{ $name }” is a folder, not a file
error-bad-form = no table is written as { $text }
error-cell = a cell is named by its axes: { $names }
    .fix = name a label for each axis
error-label = no label “{ $label }”
error-year-outside = no figures in { $text }; there are figures from { $first } to { $last }

# What the user wrote.
error-period = no period “{ $text }”
error-dimensions = no dimensions “{ $text }”
error-equation = no equation “{ $text }”
error-bad-option = the option does not take “{ $text }”
error-bad-parameter = the computation does not take this value of { $name }: { $text }
    .fix = look at the parameters of the computation
error-settings-empty = the file { $name } settles nothing
error-file-empty = the file { $name } has no figures
error-ftl-syntax = no Fluent text: { $text }
error-conflict = two figures for one cell differ
    .fix = name the source whose figure is to be taken
error-boundaries-codes = not both in the boundaries and in the newest division: { $names }
    .fix = give each area in force one feature with the property code

# Changes of borders.
error-lineage-count = { $change ->
    [split] a split has one old area and at least one new one
    [merge] a merger has at least one old area and one new one
   *[transfer] a transfer has one old area and one new one
 }; here the old ones are { $old }, the new ones { $new }
    .fix = write one event for each change
error-lineage-twice = a change of borders names each area once on a side; here { $old } become { $new }
    .fix = name each area once
error-lineage-continues = { $name } carries on the old name but is not among the new areas: { $new }
    .fix = name one of the new areas
error-lineage-not-in-force = { $name } is not in force when its borders change
    .fix = put the dates of the events and the years of the areas right
error-lineage-in-force = { $name } is in force already when a change of borders makes it
    .fix = name the area among the old ones, or put the date right

# What the figures do not carry.
error-no-value = there is no value
error-no-net-migration = no year has net migration of regions
    .fix = add figures of net migration, or leave out --as-of

# Files that the program wrote or is to write.
error-claims-broken = { $name } is no file of claims
error-unwritable = the folder cannot be written
    .fix = name another folder, or put the rights of this one right
error-disk-full = the disk is full
    .fix = free some space, or name another folder

# Faults of a pack's files, one line each.
fault-unknown-indicator = no indicator “{ $text }”
fault-unknown-area = no area “{ $text }”
fault-unknown-source = no source “{ $text }”
fault-unknown-dimension = no dimension or code “{ $text }”
fault-unknown-unit = no unit “{ $text }”
fault-unknown-level = no level “{ $text }”: country, region
fault-unknown-kind = no kind “{ $text }”
fault-unknown-change = no change “{ $text }”: split, merge, transfer
fault-unknown-check = no check “{ $text }”
fault-unknown-column = no such column: “{ $text }”
fault-missing-column = the column “{ $text }” is missing
fault-cell-count = the row has { $got } cells, the header { $wanted }
fault-csv-syntax = not CSV ({ $text })
fault-toml-syntax = not TOML ({ $text })
fault-toml-schema = { $kind ->
    [missing] { $text }: is missing
    [unknown] { $text }: is not a known name
    [text] { $text }: takes text in quotes
    [number] { $text }: takes a number
    [whole] { $text }: takes a whole number
    [yes-or-no] { $text }: takes true or false
    [list] { $text }: takes a list in square brackets
    [table] { $text }: takes a table
    [day] { $text }: takes a day, 2024-08-01
    [least] { $text }: takes { $limit } or more
    [above] { $text }: takes more than { $limit }
    [most] { $text }: takes { $limit } or less
    [below] { $text }: takes less than { $limit }
    [one-of] { $text }: takes one of { $limit }
    [empty] { $text }: is empty
    [short] { $text }: takes { $limit } values or more
    [long] { $text }: takes { $limit } values at most
    [letters] { $text }: takes { $limit } letters at most
    [period] { $text }: takes a period, 2024, 2024-08, 2024-08-01
    [form] { $text }: does not have the form { $limit }
   *[other] { $text }: { $detail }
 }
fault-ftl-syntax = not Fluent: { $text }
fault-not-utf8 = the text is not UTF-8
fault-file-missing = the file is missing
fault-name-missing = a name is missing: { $text }
fault-locator-unsaid = the place in a source “{ $text }” is not said in three languages: add it to locators.csv
fault-parts-differ = { $text } and { $other }: different parts in braces
fault-text-missing = { $text }: no text in the language { $lang }
fault-wrong-unit = “{ $text }” is not a unit of this indicator
fault-bad-number = not a number, or one that cannot stand here: “{ $text }”
fault-impossible-value = impossible value: { $text }
fault-bad-period = no period “{ $text }”
fault-bad-status = no status “{ $text }”
fault-bad-vintage = no vintage “{ $text }”
fault-bad-dimensions = no dimensions “{ $text }”
fault-duplicate-key = stands twice: { $text }
fault-missing-without-reason = a missing figure has no reason: write a note
fault-area-not-in-force = { $text } is not in force in the division of { $year }
fault-equation = no equation: { $text }
fault-lineage-count = { $date }: { error-lineage-count }
fault-lineage-twice = { $date }: { error-lineage-twice }
fault-lineage-continues = { $date }: { error-lineage-continues }
fault-lineage-not-in-force = { $date }: { error-lineage-not-in-force }
fault-lineage-in-force = { $date }: { error-lineage-in-force }
fault-lineage-years = by the changes of borders { $text } is { $state ->
    [in] in force
   *[out] not in force
 } from { $year }; areas.csv says otherwise

# Figures of users: tables, margins, flows.
error-age-profile-faulty = the age profile holds figures that are no rates: { $count }
error-ages-not-adjoining = the age groups do not adjoin
error-areas-missing = areas without a figure in the column { $column }: { $names }
error-bad-distance = a distance is missing or not above 0
error-bad-figure = figures that cannot be used: { $count }
    .fix = give these figures, or a part without them
error-bad-level = the probability of an interval lies between 0 and 1
error-bad-mean = counts to be drawn are missing or negative
error-cannot-write = { $name } cannot be written: { $cause ->
    [ENOENT] no such folder
    [ENOTDIR] no such folder
    [EACCES] no right to write there
    [EPERM] no right to write there
    [ENOSPC] the disk is full
    [EISDIR] it is a folder
    [EROFS] the disk can only be read
   *[other] { $reason }
 }
    .fix = another place
error-cannot-read = { $name } cannot be read: { $cause ->
    [ENOENT] no such file
    [ENOTDIR] no such folder
    [EACCES] no right to read it
    [EPERM] no right to read it
    [EISDIR] it is a folder
    [ENAMETOOLONG] the name is longer than the file system takes
    [EIO] the disk reports an error
   *[other] { $reason }
 }
    .fix = another file, or the right to read this one
error-column-of = no column “{ $name }”, nor one of its other usual names; there are: { $have }
error-column = no column “{ $name }”
error-column-twice = the column “{ $name }” stands twice
    .fix = rename one of them
error-components-faulty-cells = cells of the table are missing or negative
error-components-no-moves = the table holds no moves
    .fix = leave this table out
error-exact-contradict = figures declared exact contradict each other in { $count } identities
    .fix = declare a deviation for one of them
error-fit-blocked = rows { $rows } need { $short } more than the columns open to them hold
    .fix = allow more cells, or change these totals
error-fit-slow = totals are met only to { $error }: cells must shrink to zero
    .fix = a larger tolerance, or more cells
error-flow-areas = origins and destinations name different areas: { $names }
    .fix = give each area on both sides
error-flow-axes = the file of the seed holds several tables: by { $names }
error-option-alone = { $option } changes nothing without { $other }
error-population-undivided = the flows are of { $parts }; the population has no column { $columns }
    .fix = a column { $columns } in the population; or --same-population, if one population is meant for all
note-population-shared = One population is used for { $parts }: intensities are those of people counted at one time.
error-margins-differ = two margins do not agree: { $first } and { $second }, apart by { $difference }
    .fix = make both sums equal
error-missing-intensity = an intensity is missing
    .fix = leave this division into areas out
error-net-blocked = areas { $areas } lose { $short } more than the cells of the seed let them send
    .fix = allow more cells
error-net-not-zero = net totals sum to { $text }, not to 0
    .fix = add the rest of the world as an area
error-net-slow = net totals are missed by up to { $text }: cells must shrink to zero
    .fix = allow more cells, or another total
error-no-breaks = breaks are sought in 15 values or more that are not all equal
    .fix = give more values
error-no-centre = areas without a centre: { $names }
    .fix = add a row code,place,latitude,longitude
error-no-distance = two areas stand at no distance from each other
    .fix = distances above 0
error-no-fit = margins are missed by up to { $text }
    .fix = allow more cells
error-no-flows = neither columns origin and destination nor a square table: rows { $rows }, columns { $columns }
error-no-freedom = too few observations to estimate the scatter
    .fix = give more observations
error-no-full-year = the longest stretch without gaps has { $length } values, a season needs { $period }
    .fix = give a full year
error-no-households = the number of households is not above 0
    .fix = give a positive number
error-no-identities = no identity can be tried in these years
    .fix = other years
error-no-label = an area has no label
    .fix = name the area that it joins
error-no-months = no monthly or quarterly figures
    .fix = 2024-01, 2024-02, … or 2024-Q1
error-no-periods = no period has figures of these series
    .fix = take other series, or name years
error-no-pair = there are no two periods to compare
    .fix = figures of two years
error-no-printed-flows = no flow between areas was printed
    .fix = add published flows
error-no-releases = no release states both figures for one day
    .fix = add figures of both for one day
error-no-reliabilities = the pack declares no reliabilities
error-no-rounding = no whole numbers meet the totals
    .fix = other totals
error-no-season = no year has two months with a figure
    .fix = figures of more months
error-no-table = { $name } is no table
    .fix = UTF-8 CSV
error-one-area = a division into areas has fewer than two areas
    .fix = name two areas at the least
error-one-zoning = divisions into areas do not differ in their number of areas
error-pairs-missing = { $count ->
    [one] { $count } pair of areas has no figure
   *[other] { $count } pairs of areas have no figure
 }; the first is { $first }
    .fix = a row for each pair
error-poisson-collinear = regressors follow from the effects or from each other: { $names }
    .fix = leave these out, or use fewer effects
error-poisson-nothing-left = no observation is left to estimate from
    .fix = use fewer effects
error-poisson-one-cluster = one cluster gives no standard errors
    .fix = take smaller clusters
error-poisson-slow = the estimate does not settle
    .fix = bring the columns to a similar scale
error-residual-faulty-figure = figures are missing or negative
error-row-twice = { $name } stands twice
error-schedule-faulty = rates or weights that are missing or negative: { $count }
    .fix = put these ages right, or leave them out
error-schedule-no-draws = no draw could be fitted
    .fix = join areas or years
error-schedule-no-moves = the profile holds no moves
    .fix = leave this profile out
error-schedule-too-few-ages = { $parameters } parameters need as many ages; ages that count: { $ages }
error-table-negative = cells of the table are missing or negative: { $count }
    .fix = put these cells right
error-table-not-a-number = cells of the table are no numbers: { $count }
    .fix = put these cells right
error-too-few-areas = fewer than two areas have figures of both years
error-undetermined = figures are determined by no identity
    .fix = take fewer years, or no whole numbers
error-group = “{ $name }” is in no group
fault-bad-value = not a number of 0 or more
fault-empty-cell = the cell is empty
fault-flow-twice = the flow from { $origin } to { $destination } stands on line { $line } too
fault-negative = { $text } is negative
fault-no-deviation = { $name } has a value and no deviation
fault-not-a-number = “{ $text }” is no number
fault-row-twice = { $name } stands on line { $line } too
fault-total-differs = the total { $text } is not the sum of its parts, { $sum }
fault-unknown-term = no term “{ $text }”
note-totals-left-out = { $name }: rows of totals are left out: { $text } ({ $count })
note-blank-as-zero = { $name }: pairs of areas that are not stated count as 0: { $count }
note-no-moves-inside = { $name }: moves inside areas are not stated
note-flows-held = Printed for the periods and held in the estimate to within rounding: { $count } of { $all } figures.
note-flows-contradicts-margins = Left out: { $origin } to { $destination }, { $period }: the printed figure contradicts the published arrivals and departures.
note-flows-contradicts-print = Left out: { $origin } to { $destination }, { $period }: the printed figure contradicts another printed figure on the same flow.
note-reconciled-fit = Figures and identities: chi-square { $chi }, { $degrees } degrees of freedom, p { $p }.
note-reconciled-whole = Whole numbers: the largest change by rounding is { $largest }.
error-stocks-not-closed = stocks cannot be made to agree by birthplace: zeros stand in the way
    .fix = an open system: --open
error-gravity-mean-distance = no flows with these margins have a mean distance of { $text }: it lies between { $low } and { $high }
error-gravity-figures = figures that cannot be used, { $name ->
    [flows] flows
    [distances] distances
    [covariates] covariates
    [populations] populations
   *[masses] masses
 }: { $count }
    .fix = put these figures right, or leave out their flows
fault-no-people = nobody lives in { $name }: a rate has no base
error-negative-flow = flows below 0: { $count }
error-missing-flow = flows without a figure: { $count }
error-negative-population = populations below 0: { $count }
error-missing-population = populations without a figure: { $count }

## Well-being: framework, scores, ranking
error-bad-weights = the weights of “{ $name }” do not sum to more than 0
    .fix = weights above 0
error-em-singular = indicators follow from each other: the model of gaps cannot be fitted
    .fix = fewer indicators, or another way to fill gaps
error-em-unsettled = the model of gaps does not settle: the last step still changed it by { $text }
    .fix = another way to fill gaps
error-group-without-figures = gaps in groups without a figure: { $count }
    .fix = fill them from all units
error-index-does-not-vary = the index is the same for all units
error-indicator-not-usable = indicators that cannot be used: { $count }
    .fix = leave them out, or give more figures
error-no-neighbour = no unit with this figure has an indicator in common with the one that lacks it
    .fix = another way to fill gaps
error-no-order-in-time = no order was found in the time allowed
    .fix = more time
error-no-weights = no weights meet these bounds
    .fix = wider bounds
error-screening-leaves-nothing = screening leaves too little: units { $units }, indicators { $indicators }
    .fix = lower limits, or more figures
error-too-few-units = too few units have all figures: { $count }
    .fix = fill gaps first
error-weights-out-of-reach = no weights lie in all these intervals
    .fix = wider intervals
error-fill-time-one-period = one period has no other to take a figure from
error-framework-not-found = no framework “{ $name }”
error-framework-option = the framework cannot have “{ $text }” as { $name }
error-gaps-left = figures are missing and no step fills them: { $count }, the first is { $first }
    .fix = impute in [method]: mean, neighbours, time
error-goalposts-turned = indicators whose low goalpost is not below the high one: { $count }
error-target-no-better = indicators whose target is no better than their worst figure: { $count }
error-goalposts-exclude = the goalposts of { $name } exclude figures: these run from { $low } to { $high }
    .fix = wider goalposts, or normalise = { "{" } cap = true { "}" }
error-no-context = the unit has no figure to compare it by
    .fix = take more series
error-no-context-series = the framework names no series to compare regions by
error-no-doubt = nothing varies: there is no doubt to draw
error-no-figures = the framework has no figures in these years
    .fix = other years, or a later --as-of
error-no-groups = gaps are to be filled by groups, and no column of groups is named
error-no-per = { $name }: say per how many a rate of events is
error-same-alternative = an alternative of { $name } is the same as another
    .fix = leave it out
error-span-not-found = the framework has no panel “{ $name }”
error-step-does-nothing = the step { $name } would change nothing
    .fix = take it out of [method]
error-too-few-draws = too few draws: at least { $least } are needed
error-two-files = your own figures and your own framework go together
fault-criterion-constant = one value only: { $text }
fault-criterion-empty = no figure at all
fault-divided-twice = { $name } is divided by the whole and by a denominator
fault-goalposts-turned = goalposts of { $name }: the low one is not below the high one
fault-node-empty = nothing stands under { $name }
fault-parent-circle = { $name } is its own ancestor
fault-per-nothing = { $name } has “per” and nothing to divide by
fault-uneven-tree = { $name } does not stand as deep in the tree as others
fault-unknown-parent = the parent of { $name } is no node: “{ $text }”; nearest: { $near }
fault-infinite = the figure is infinite
fault-interval-turned = the interval of { $name }: the low end is not below the high one

# Options that the parser refuses.
error-usage = the command cannot be read: { $name }
error-usage-option = no option { $name }
error-usage-command = no command “{ $name }”
error-usage-missing = { $name } is missing
error-usage-no-value = { $name } needs a value
error-usage-flag = { $name } takes no value
error-usage-extra = the command does not know what to do with “{ $name }”
error-unread-option = { $option } changes nothing beside { $beside }
    .fix = leave { $option } out
error-floor-twice = { $name } has two floors
    .fix = leave one of them out
fault-column-no-name = a cell of column { $number } stands under no name: name the column, or empty it
