# Chapter 5: labour demand and capacity.
need-chapter = Labour demand and capacity
need-index = Where labour is short
need-room = How many people there is room for
need-sectors = Need by sector

need-lead-open = Where labour is shortest cannot be told: with { $high } at most, { $last } may be ahead of { $first }, whose index may be { $low } only. Indicators that too few regions publish, vacancies above all, carry { $unknown } of the index.
need-lead-apart = Labour is shorter in { $first } (index { $low } at least) than in { $last } ({ $high } at most). Indicators that too few regions publish carry { $unknown } of the index.
need-lead-region = { $area } stands { $rank } of { $all } regions by shortage of labour; with what is not known it may be anywhere from { $best } to { $worst }.
need-lead-vacancies = In { $year }, { $vacancies } vacancies were posted on the labour exchange and { $resumes } résumés: { $ratio } vacancies per résumé. { $more ->
    [yes] There were more vacancies than people looking.
   *[no] People looking were more than vacancies: a general shortage of labour is not seen there.
 }
need-lead-room = Own growth aside, homes built in a year are enough for { $homes } more people at today's floor space per resident, jobs added in a year for { $jobs }; what schools and clinics could take is not published by region.
need-lead-no-room = { $area }: neither homes nor jobs are added as fast as the region's own people grow in number; what schools and clinics could take is not published by region.

need-method = The index adds up indicators of shortage, each of them as a distance from the middle region. 0 is the middle, more is a greater shortage. The interval holds nine draws of ten: of the weights, of the errors and ages of the figures, of the way of scoring, and of what is not published. A gap is not filled: it widens the interval.
need-weights = Weights and errors are assumptions of this assessment, declared in a file that anyone may change; they are not official figures.
need-not-causal = A high index says that employers compete for people, not that arrivals would help: growth of employment follows the supply of labour too.
need-index-table = Index of labour shortage by region, with its interval and the region's place
need-index-title = { $first } has the highest index of labour shortage, { $central }; its interval is from { $low } to { $high }
need-index-alt = Three dots for each region: the index and the two ends of the interval of nine draws of ten.
need-value = Index
need-low = Low end
need-high = High end
need-rank = Place, median of the draws
need-rank-low = Place, at best
need-rank-high = Place, at worst
need-coverage = Known part of the index
need-components-table = Figures that the index is made of, by region
need-figure = Figure
need-known-table = Figures that the index of { $area } is made of
need-coverage-table = How far each indicator of shortage reaches
need-component = Indicator of shortage
need-areas = Regions with a figure
need-weight = Weight
need-year = Year
need-compared = Part of the comparison
need-compared-yes = yes
need-compared-no = no: too few regions
need-file = File that would fill it
need-note-of = { $name }: { $note }
need-filled-by = The gaps would be filled by: { $names }.
need-note-least = Regions are compared by an indicator that at least half of them have: those that publish are rarely like the rest.

need-room-lead = Room is counted at what residents have today: homes commissioned in a year over floor space per resident, employed people added in a year over their share of residents. Births less deaths are taken off, for they need the same.
need-room-limits = This is no forecast and no permission: new homes also ease crowding, jobs follow people as people follow jobs, and those who came already are among them. Where a figure is missing, the true limit may be lower.
need-room-table = People a year that there would be room for, by region
need-room-region = People a year that there would be room for: { $area }
need-capacity = Capacity
need-gross = Whom the additions serve
need-gross-of = { $capacity }: whom the additions serve
need-own = Births less deaths
need-left = Room that is left
need-left-of = { $capacity }: room that is left
need-left-low = In the poorest of the last years
need-left-high = In the richest of the last years
need-binding = Of what is known, { $capacity } leave the least room in { $area }: { $people } people a year.
need-binding-none = No room is left in { $area } by what is known: { $capacity } are added more slowly than its own people grow in number.
need-room-missing = Not known for any region: { $names }.

need-sectors-lead = There is no index by sector or occupation: vacancies, unemployment and pay are not published for them. What is published is the ministry's forecast of need and the number of foreign workers.
need-of-unit = { $name }, { $unit }
need-table-sector = Forecast need and foreign workers by economic activity
need-table-occupation = Vacancies by occupation
need-by-sector = Economic activity
need-by-occupation = Occupation
need-head = { $indicator }, { $when }
need-note-forecast = A forecast of need includes the replacement of those who retire and so is not a shortage.
need-note-published = Only what was published: activities and occupations that are not named have no figure, so that the rows do not add up to the total.
reason-no-series = the pack has no such series
reason-no-own-growth = births and deaths are not known
