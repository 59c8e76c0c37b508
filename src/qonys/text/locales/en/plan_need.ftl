# Chapter 5: labour demand and capacity.
need-chapter = Labour demand and capacity
need-index = Where labour is short
need-room = How many people there is room for
need-sectors = Need by sector

need-lead-apart = Labour is shorter in { $first } (index { $low } at least) than in { $last } ({ $high } at most). Indicators that too few regions publish carry { $unknown } of the index.
need-lead-vacancies = In { $year }, { $vacancies } vacancies and { $resumes } résumés were posted on the electronic labour exchange: { $ratio } vacancies per résumé. { $more ->
    [yes] There were more vacancies than résumés.
   *[no] There were more résumés than vacancies: a general shortage of labour is not seen there.
 }
need-lead-room = Natural increase aside, homes built in a year are enough for { $homes } more people at today’s floor space per resident, jobs added in a year for { $jobs }; what schools and clinics could take is not published by region.
need-lead-no-room = { $area }: by central figures neither the homes nor the jobs added in a year are enough for natural increase; what schools and clinics could take is not published by region.

need-method = The index adds up indicators of labour shortage, each as a distance from the middle region. 0 is the middle, more is a greater shortage. The interval covers 90% of the draws of the model, in which weights, errors and ages of the figures, the way of scoring and what is not published are varied. A gap is not filled: it widens the interval.
need-weights = Weights and errors are assumptions of this assessment that anyone may change; they are not official figures.
need-not-causal = A high index says that employers compete for people, not that arrivals would help: growth of employment follows the supply of labour too.
need-index-alt = Three dots for each region: the index and the two bounds of the interval that covers 90% of the draws.
need-value = Index
need-low = Lower bound
need-high = Upper bound
need-rank-low = Rank, at best
need-rank-high = Rank, at worst
need-coverage = Known part of the index
need-components-table = Figures that the index is made of, by region
need-figure = Value
need-known-table = Figures that the index of { $area } is made of
need-coverage-table = How complete each indicator of shortage is
need-component = Indicator of shortage
need-areas = Regions with a figure
need-weight = Weight
need-year = Year
need-compared = Part of the comparison
need-compared-yes = yes
need-compared-no = no: too few regions
need-note-of = { $name }: { $note_inside }
need-note-least = Regions are compared by an indicator that at least half of them have: those that publish are rarely like the rest.

need-room-lead = Room is counted at what residents have today: homes commissioned in a year over floor space per resident, employed people added in a year over their share of residents. Natural increase is taken off, for it needs the same.
need-room-limits = This is no forecast and no permission: new homes also ease crowding, jobs follow people as people follow jobs, and those who came already are among them. Where a figure is missing, the true limit may be lower.
need-room-table = People a year that there would be room for, by region
need-room-region = People a year that there would be room for: { $area }
need-capacity = Capacity
need-gross = People that the additions suffice for
need-gross-of = { $capacity }: people that the additions suffice for
need-own = Natural increase
need-left = Room left for newcomers
need-left-of = { $capacity }: room left for newcomers
need-left-low = In the worst of the last years
need-left-high = In the best of the last years
need-binding-none = { $area }: by what is known no room is left; “{ $capacity }” is added more slowly than natural increase needs.
need-room-missing = Not known for any region: { $names_inside }.

need-sectors-lead = There is no index by sector or occupation: vacancies, unemployment and pay are not published for them. What is published is the ministry's forecast of need and the number of foreign workers.
need-of-unit = { $name }, { $unit }
need-table-sector = Forecast need and foreign workers by economic activity
need-table-occupation = Vacancies by occupation
need-by-sector = Economic activity
need-by-occupation = Occupation
need-head = { $indicator }, { $when }
need-note-forecast = A forecast of need includes the replacement of those who retire and so is not a shortage.
need-note-published = Only what was published: activities and occupations that are not named have no figure, so that the rows do not add up to the total.
reason-no-series = there is no such series
reason-no-own-growth = births and deaths are not known
