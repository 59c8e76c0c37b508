# Chapter 3: well-being of regions.
wel-chapter = Well-being
wel-ranking = The regions compared
wel-parts = Dimensions
wel-profiles = Profiles
wel-profiles-table = Strengths and weaknesses of each region, { $year }
wel-best = Strengths
wel-worst = Weaknesses
wel-trend = Over the years, in unchanging borders
wel-doubt = Where the uncertainty comes from
wel-guards = What may mislead
wel-others = Two other questions to the same figures
wel-framework = What the index consists of
wel-standing = What the rank is made of
wel-peers = Regions that look alike
wel-gain = What would gain a rank

wel-cannot = The figures known on this day do not carry the index.
wel-wide = The rank of { $count } of { $all } regions is known only to within five ranks or worse: { $area } may take any rank from { $low } to { $high }.
wel-map-alt = Map of the regions coloured by the index of well-being, { $year }.
wel-ranks-title = { $count ->
    [0] The rank of each region is known to within five ranks
   *[other] The rank of { $count } of { $all } regions is known only to within five ranks or worse
 }
wel-ranks-alt = For each region three dots: its rank and the two bounds of its interval, { $year }.
wel-table = Index of well-being with 90% intervals, { $year }
wel-score = Points
wel-score-low = Points, lower bound
wel-score-high = Points, upper bound
wel-rank = Rank
wel-rank-low = Rank, best of the interval
wel-rank-high = Rank, worst of the interval
wel-top-5 = Probability of the first five
wel-parts-alt = Heat map: points of each region in each dimension, { $year }.
wel-span = { $rank } ({ $low }–{ $high })
wel-others-table = Ranks in three indices with 90% intervals, { $year }
wel-reason = { $part }: { $reason_inside }
wel-fewer-better = { $name } (the fewer the better)

wel-trend-title = Points of the regions from { $first } to { $last }
wel-trend-alt = A small line chart for each region: its points from { $first } to { $last }.
wel-moves-table = Ranks in { $first } and { $last }, and the probabilities of a change
wel-rank-first = Rank at the start
wel-rank-last = Rank at the end
wel-change = Change of rank
wel-change-low = Change of rank, lower bound
wel-change-high = Change of rank, upper bound
wel-up = Probability of a better rank
wel-down = Probability of a worse rank

wel-sensitivity-table = Shares of the variance of ranks, all regions together
wel-source = Source of uncertainty
wel-source-figures = errors of the figures
wel-source-gaps = gaps that were filled
wel-source-weights = weights
wel-source-methods = choices of method together
wel-source-treat = method: treatment of outliers
wel-source-normalise = method: scale
wel-source-aggregate = method: how dimensions are put together
wel-share-share = Share (Shapley)
wel-share-low = Lower bound
wel-share-high = Upper bound
wel-share-first = Alone
wel-share-total = With all interactions

wel-guards-table = Findings about the figures and the tree
wel-guard = Finding
wel-about = About
wel-limit = Limit
wel-list = { $items_inside }
wel-guard-nearly-constant = Hardly differs: the range is no more than chance
wel-guard-noisy = The error exceeds the spread
wel-guard-double-counted = Counted twice: correlation in one dimension
wel-guard-against = Runs against the index
wel-guard-silent = Hardly affects the index
wel-guard-dominant = Orders regions almost by itself
wel-guard-unbalanced = Weights do not make these criteria as important as they are meant to be: largest relative difference
wel-guard-decides = Without it a region moves by so many ranks
wel-guard-filled-criterion = Figures filled in: share of regions
wel-guard-filled-unit = Figures filled in: share of criteria
wel-guard-changed-unit = Borders changed: share of figures restated
wel-guard-dropped-unit = Left out for lack of figures

wel-most-moved = Moves most
wel-rank-without = Rank without it

wel-framework-table = Criteria, their weights and reasons
wel-dimension = Dimension
wel-criterion = Criterion
wel-direction = Better
wel-more = more
wel-less = less
wel-weight = Weight
wel-why = Reason
wel-method = Gaps are filled with the nearest year of the region, then with the regions most like it; outliers are drawn in over all years; points run from 1, the worst figure of all years, to 100, the best; criteria are averaged within a dimension, dimensions multiplied together, so that a lack in one is not made good by plenty in another.

wel-tree-table = { $area } by criterion, { $year }
wel-figure = Value
wel-named = { $name }, { $unit }
wel-points = Adds to the mean
wel-criteria-title = { $area }: above and below the mean of regions
wel-criteria-alt = Bars: standard deviations of each criterion of { $area } above or below the mean, turned so that more is better.
wel-peers-table = Points by dimension beside the regions most like it, { $year }
wel-gain-lead = { $above } ranks one higher. The probability that { $area } is in truth the higher is { $chance }.
wel-gain-none = No single criterion would bring { $area } up to { $above }: several would have to improve together.
wel-gain-table = At what value of a single criterion the region would draw level with the next above ({ $above }), all else equal
wel-now = Now
wel-needed = Needed
wel-change-of = Change
wel-error = Standard error of the figure
wel-doubtful = Compared with the uncertainty
wel-within = within the uncertainty: the figure may be off by as much
wel-beyond = beyond the uncertainty

wel-note-score = Points from 1 to 100. A figure that was filled in or estimated makes the points an estimate.
wel-note-interval = Intervals of 90% probability: errors of figures, gaps, methods and weights varied together.
wel-note-trend = Regions that were split later are put together again; their rates are means weighted by people. Scales are the same in all years.
wel-note-moves = Methods and weights are varied alike for both years, errors of figures separately.
wel-note-shapley = Shares of figures, gaps, methods and weights add up to 100%; intervals of 95%. “Alone” is the share of the variance that would go if only this source were known, “with all interactions” the share that would stay if all others were.
wel-note-guards = Nothing is left out because of a finding; findings are listed so that the reader can judge.
wel-note-without = The region that moves most is shown; a plus is a better rank.
wel-note-points = Weight in the whole times points: what the criterion adds to an arithmetic mean. The index itself is a geometric mean of dimensions.
wel-note-profiles = Criteria in which the region ranks highest and lowest. What would gain it a rank is shown in the report of the region.
wel-note-z = Standard deviations from the mean of all regions.
wel-note-peers = Nearest by size, share of towns and births per resident.
wel-note-gain = The error is the standard deviation of the figure itself, estimated from its variation from year to year.
