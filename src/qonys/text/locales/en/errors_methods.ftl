# Errors and notes of methods: flows from stocks, composite indices.

error-stocks-areas = the two counts name different areas: { $names }
    .fix = the same areas in both tables
error-stocks-axes = the two counts are broken down differently: { $names }
    .fix = the same breakdown in both tables
error-stocks-empty = the table holds nobody
    .fix = a table of people by birthplace and place of residence
error-stocks-nobody-left = births and deaths leave nobody of one of the two counts
    .fix = check births and deaths, or take an open system: --open
error-stocks-no-natives = how many live where they were born is not stated: { $first } (cells without a figure: { $count })
    .fix = add them: population less those born elsewhere
error-stocks-unstated = pairs that the other count states are missing here: { $count }, the first is { $first }
    .fix = add them, 0 where nobody lives
error-vital-axes = births and deaths are not broken down by { $names }, as the counts are
    .fix = add the columns: { $names }
error-deaths-over-people = { $areas }: { $text } deaths, though only { $most } people lived or were born there
    .fix = put the deaths right
error-births-over-people = { $areas }: { $text } births, though only { $most } people live there at the end
    .fix = births less the newborn who died or left
fault-blank-figure = the cell has no figure; nobody is 0
note-stocks-rescaled = { $part }the second count holds { $excess } people that the first, births and deaths do not explain; by birthplace the counts differ by { $moved } people and are rescaled until they agree; --open takes the difference from outside
note-stocks-open = { $part }the second count holds { $excess } people that the first, births and deaths do not explain; by birthplace { $moved } people came from outside or left
note-births-spread = { $part }more births than natives at the end in { $names }: births are spread over all birthplaces by who lives there

error-score-missing = scores are missing: { $count }
    .fix = fill the gaps: impute in [method]
error-denominator-not-positive = denominators are 0 or below: { $count }
    .fix = figures above 0, or leave the cells empty
error-weight-negative = weights are negative: { $count }
    .fix = weights of 0 or more
error-share-negative = “share of maximum” needs figures of 0 or more; below 0: { $count }
error-share-zero = “share of maximum” divides by the figure where less is better; figures of 0: { $count }
error-share-nothing = criteria without a figure above 0, which have no shares: { $count }
    .fix = leave them out, or normalise = "min max"
error-doubt-negative = the benefit of the doubt needs scores of 0 or more; missing or below 0: { $count }
error-doubt-zero-share = scores of 0 cannot have a least share: { $count }
    .fix = take low out, or a scale such as low = 1, high = 100
error-importance-not-positive = weights of 0 cannot be optimised: criteria { $count }
    .fix = leave these criteria out
error-scores-not-positive = geometric and harmonic means need scores above 0; of 0 or below: { $count }
error-scores-negative = powers need scores of 0 or more; below 0: { $count }
error-mean-not-positive = Mazziotta-Pareto divides by the mean of a unit; means of 0 or below: { $count }
error-one-score = one score alone has no standard deviation: { $count }
error-no-two-figures = criteria without two different figures: { $count }
    .fix = leave them out
error-too-few-for-kurtosis = criteria with fewer than four figures have no kurtosis: { $count }
    .fix = more figures, or take treat out of [method]
error-log-not-positive = this logarithm needs figures above 0; of 0 or below: { $count }
error-log-too-small = this logarithm needs a largest figure above 1: criteria { $count }
error-criterion-no-figure = criteria without a figure: { $count }
    .fix = leave them out
error-figure-infinite = infinite figures: { $count }
    .fix = put them right, or leave the cells empty
error-components-negative = in “{ $name }” criteria run against the first component (negative loadings): { $names }
    .fix = weight = "rotated components", or leave these criteria out
error-weights-not-optimised = weights cannot be optimised for “{ $name }”: they do not count smoothly in it
error-no-default-framework = pack “{ $name }” names no framework to take by itself
error-scores-of-less = “none” takes scores as they are, more is better; criteria where less is better: { $count }
    .fix = direction = "higher", or another scale such as normalise = "min max"
fault-no-such-framework = no framework “{ $text }” in this pack
fault-imeta-type = the type is “{ $text }”; one of Indicator, Aggregate, Group, Denominator, Other is needed
fault-imeta-level = { $name } is on level “{ $text }”; indicators are on 1, aggregates on 2 and above
fault-imeta-weight = the weight is “{ $text }”; a number above 0 is needed
fault-imeta-parent = { $name } has the parent “{ $text }”, which is no aggregate of the table
fault-imeta-level-above = { $name } is on level { $level }, its parent { $text } on { $above }; one level up is needed
fault-imeta-direction = the direction of { $name } is “{ $text }”; 1 or -1 is needed
error-imeta-top = one aggregate without a parent is the index; here: { $names }
note-gaps-mean = gaps filled with the mean of the units: { $count }; --method FILE chooses another way
error-no-components = no node has two parts that differ over three units
error-series-gaps = figures are missing in the series: { $count }
    .fix = give these figures, or a part of the series without gaps
error-series-no-counts = figures that are no counts of moves: { $count }
    .fix = arrivals or departures, each above 0; a balance has no season and no ratio
error-series-no-moves = years without any move: { $count }
    .fix = leave these years out
error-treat-not-frozen = with several periods a treatment “{ $name }” cannot be put on drawn figures
