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
