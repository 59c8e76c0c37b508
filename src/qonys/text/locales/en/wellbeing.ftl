# Chapter 3: well-being of regions.
wel-chapter = Well-being
wel-ranking = Regions beside each other
wel-parts = Dimensions
wel-trend = Over the years, in unchanging borders
wel-doubt = What the doubt is due to
wel-guards = What may mislead
wel-others = Two other questions to the same figures
wel-framework = What the index consists of
wel-standing = What the place is made of
wel-peers = Regions that look alike
wel-gain = What would gain a place

wel-cannot = The figures known on this day do not carry the index.
wel-ends = { $first } leads in well-being in { $year } with { $high } points of 100; { $last } comes last with { $low }.
wel-wide = The place of { $count } of { $all } regions cannot be told to within five places: { $area } may stand anywhere from place { $low } to { $high }.
wel-place = { $area } takes place { $rank } of { $all } in well-being in { $year }; allowing for the doubt, a place from { $low } to { $high }. Its best: { $best }. Its worst: { $worst }.
wel-map-title = { $first } has the highest well-being in { $year }, { $last } the lowest
wel-map-alt = Map of the regions coloured by the index of well-being, { $year }.
wel-ranks-title = { $count ->
    [0] The place of each region is known to within five places
   *[other] { $count } of { $all } places span five places or more
 }
wel-ranks-alt = For each region three dots: its place and the two ends of its interval, { $year }.
wel-table = Index of well-being with 90% intervals, { $year }
wel-score = Points
wel-score-low = Points, lower end
wel-score-high = Points, upper end
wel-rank = Place
wel-rank-low = Place, best of the interval
wel-rank-high = Place, worst of the interval
wel-top-5 = Chance of the best five
wel-best-in = { $part }: { $area }
wel-parts-title = The best in each dimension: { $best }
wel-parts-alt = Heat map: points of each region in each dimension, { $year }.
wel-span = { $rank } ({ $low }–{ $high })
wel-others-table = Places in three indices with 90% intervals, { $year }
wel-reason = { $part }: { $reason }

wel-trend-title = Points of the regions from { $first } to { $last }
wel-trend-alt = A small line chart for each region: its points from { $first } to { $last }.
wel-moved = Most surely up since { $first }: { $risen } (the chance that its place in { $last } is better is { $up }). Most surely down: { $fallen } ({ $down }).
wel-moves-table = Places in { $first } and { $last }, and the chances of having moved
wel-rank-first = Place at first
wel-rank-last = Place at last
wel-change = Places gained
wel-change-low = Places gained, lower end
wel-change-high = Places gained, upper end
wel-up = Chance of a better place
wel-down = Chance of a worse place

wel-blame = The doubt about places is due most to { $source }: { $share } of the variance.
wel-sensitivity-table = Shares of the variance of places, all regions together
wel-source = Source of doubt
wel-source-figures = errors of the figures
wel-source-gaps = gaps that were filled
wel-source-weights = weights
wel-source-methods = choices of method together
wel-source-treat = method: treatment of outliers
wel-source-normalise = method: scale
wel-source-aggregate = method: how dimensions are put together
wel-share-share = Share (Shapley)
wel-share-low = Lower end
wel-share-high = Upper end
wel-share-first = Alone
wel-share-total = With all interplay

wel-guards-table = Findings about the figures and the tree
wel-guard = Finding
wel-about = About
wel-limit = Limit
wel-list = { $items }
wel-guard-nearly-constant = Hardly differs: the range is no more than chance
wel-guard-noisy = The error exceeds the spread
wel-guard-double-counted = Counted twice: correlation in one dimension
wel-guard-against = Runs against the index
wel-guard-silent = Hardly shows in the index
wel-guard-dominant = Orders regions almost by itself
wel-guard-decides = Without it a region moves by so many places
wel-guard-filled-criterion = Figures filled in: share of regions
wel-guard-filled-unit = Figures filled in: share of criteria
wel-guard-changed-unit = Borders changed: share of figures restated
wel-guard-dropped-unit = Left out for want of figures

wel-without-table = Who would move most if a criterion were left out
wel-most-moved = Moves most
wel-rank-without = Place without it

wel-framework-table = Criteria, their weights and reasons
wel-dimension = Dimension
wel-criterion = Criterion
wel-direction = Better
wel-more = more
wel-less = less
wel-weight = Weight
wel-why = Why it stands here
wel-method = Gaps are filled with the nearest year of the region, then with the regions most like it; outliers are drawn in over all years; points run from 1, the worst figure of all years, to 100, the best; criteria are averaged within a dimension, dimensions multiplied together, so that a lack in one is not made good by plenty in another.

wel-tree-table = { $area } by criterion, { $year }
wel-figure = Figure
wel-named = { $name }, { $unit }
wel-points = Adds to the mean
wel-criteria-title = { $area }: above and below the mean of regions
wel-criteria-alt = Bars: standard deviations of each criterion of { $area } above or below the mean, turned so that more is better.
wel-peers-table = Points by dimension beside the regions most like it, { $year }
wel-gain-lead = { $above } stands one place above { $area }. The chance that { $area } is in truth above it is { $chance }.
wel-gain-none = No single criterion would bring { $area } up to { $above }: several would have to improve together.
wel-gain-table = Each figure that would draw level with { $above } by itself, all else as it is
wel-now = Now
wel-needed = Needed
wel-change-of = Change
wel-error = Standard error of the figure
wel-doubtful = Beside the doubt
wel-within = within the doubt: the figure may be off by as much
wel-beyond = beyond the doubt

wel-note-score = Points from 1 to 100. A figure that was filled in or estimated makes the points an estimate.
wel-note-interval = Intervals hold with a probability of 90%: errors of figures, gaps, methods and weights drawn together.
wel-note-trend = Regions that were split later are put together again; their rates are means weighted by people. Scales are the same in all years.
wel-note-moves = Methods and weights are drawn alike for both years, errors of figures apart.
wel-note-shapley = Shares add up to 100% over figures, gaps, methods and weights; intervals of 95%. “Alone” is the share that would go if the source alone were known, “with all interplay” the share that would stay if all others were.
wel-note-guards = Nothing is left out of the index because of a finding; it is said here so that the reader can judge.
wel-note-without = The place of the region that moves most; a plus is a gain.
wel-note-points = Weight in the whole times points: what the criterion adds to an arithmetic mean. The index itself is a geometric mean of dimensions.
wel-note-z = Standard deviations from the mean of all regions.
wel-note-peers = Nearest by size, share of towns and births per resident.
wel-note-gain = The error is the standard deviation of the figure itself, judged from its jumps from year to year.
