# Measures: parties, reasons, the section of the report.
plan-party-employers = employers
plan-party-local-budget = local budget
plan-party-national-budget = national budget
plan-party-households = households
plan-party-local-low = local workers without higher education
plan-party-local-high = local workers with higher education
plan-party-migrants = migrant workers who were there before
plan-party-arrivals = those who arrive
plan-party-owners = owners of capital

plan-reason-regions-only = people would only move between regions, and for the country that says nothing
plan-reason-no-figure = a figure needed for it is missing
plan-reason-over-limit = the size is above what figures allow
plan-reason-too-few = more people would leave than work there
plan-reason-too-many = more people would arrive than the model can tell of
plan-reason-no-cost = not every draw has a cost
plan-reason-not-held = neither the index nor incomes hold what those who live here would get, and an effect computed from them would leave that out

plan-together = all together
plan-added-up = each by itself, added up

plan-chapter = Measures
plan-measures = Measures: what they do and what they cost
plan-size = { $size } { $unit }
plan-size-points = { $size } percentage points
plan-size-percent = { $size }%
plan-pays = { $parties }
plan-quoted = “{ $name }”
plan-says-caution = { $caution }
plan-about-index = Effect is the change of the region’s index of well-being, in points of 100, through income, output per head, unemployment and homes per person, the other regions unchanged. Cost is what all who lived there before the measure pay in a year on balance: employers, budgets, households. A fee that one pays to another cancels out; what goes to those who arrive does not.
plan-about-money = The index of regions cannot change for the country as a whole. Effect is the yearly income of those who lived here before the measure, workers and owners of capital; what those who arrive earn is not in it. Cost is what all who lived here before the measure pay in a year on balance: employers, budgets, households. A fee that one pays to another cancels out; what goes to those who arrive does not.
plan-col-measure = Measure
plan-col-size = Size
plan-col-cost = Cost a year
plan-col-public = of which budgets
plan-col-ratio = Effect per unit of cost
plan-col-alike = Group
plan-col-pays = Who pays
plan-note-alike = Measures that share a letter cannot be told apart: neither is ahead of the other in at least 90% of the draws. All measures share the draws.
plan-note-ratio-index = Effect per unit of cost: points for 1 billion of cost; only where there is a cost in every draw. A negative cost of budgets: they take in more than they spend.
plan-note-ratio-money = Effect per unit of cost: what each unit spent adds; only where there is a cost in every draw. A negative cost of budgets: they take in more than they spend.
plan-note-partial = One year, one region at a time, no dynamics: what other regions, prices and later years do is left out. Behaviour and costs rest on declared ranges, many of them assumptions.
plan-says-index-doubt = The index of the region itself is known only to lie between { $low } and { $high } points: one measure changes it by far less than that.
plan-says-harm = In this model these lower the well-being that is measured, since jobs and homes are shared by more people until capital and building follow: { $names }. What they do for employers, for those who arrive and for jobs that stay empty is another matter.
plan-says-refused = Not applicable here: { $names } — { $reason }.

unit-points-per-billion = points for 1 billion
plan-basis-word = simulation, declared ranges
