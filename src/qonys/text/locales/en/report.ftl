# The report as a whole.
rep-title = Migration and well-being: { $area }
rep-subtitle = An assessment from official figures, up to { $year }
rep-pack = Figures: { $name }, checksum { $digest }
rep-release = Release { $id }, newest vintage { $date }
