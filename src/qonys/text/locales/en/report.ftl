# The report as a whole.
rep-title = Migration and well-being: { $area }
rep-subtitle = An assessment from figures published up to { $date }
rep-pack = Figures: { $name }, checksum { $digest }
rep-release = Set of figures { $id }, the newest of { $date }
rep-left-out = Releases that could not be read and are left out: { $files }
rep-only = This report holds { $count ->
        [one] one chapter
       *[other] { $count } chapters
    } of the assessment; the others were not asked for.
