# Chapter 2: labour migrants and returnees.
lab-chapter = Labour migrants and returnees
lab-foreign = Foreign workers
lab-immigrants = Workers of private employers
lab-returnees = Ethnic returnees
lab-settlement = Settlement quotas
lab-known = What is known of the region
lab-gaps = What is not published
lab-employers = Permits to enterprises
lab-immigrants-short = Permits of labour immigrants with private employers
lab-regions = Regions with any figure
lab-best = Most regions for one period
lab-file = File that would fill it
lab-of-period = { $indicator }, { $period }
lab-of-which = { $indicator }: { $codes }

lab-two-channels = In { $year } { $immigrants } permits were given to labour immigrants of private employers, against { $employers } to enterprises: the channel that gets the attention is the small one.
lab-returnees-fell = { $last } ethnic returnees were granted the status in { $year }, fewer than in { $high_year }, when they were { $high }.

lab-by-date-title = { $indicator }: { $code } were the most, { $value } on { $date }
lab-breakdown-title = { $indicator }: { $code } comes first with { $value }, { $period }
lab-area-title = { $indicator }: { $area } comes first with { $value }, { $period }
lab-yearly-title = { $indicator }: { $last } in { $last_year }; the most, { $high }, in { $high_year }
lab-alt = Chart of the indicator “{ $indicator }”; its numbers are in the table that can be saved.
lab-channels-table = Permits by channel
lab-quota-table = Quotas of settlement and people moved, by region
lab-known-table = Published figures for { $area }
lab-gaps-lead = Much of what this chapter should say is not published by region. The table shows how far each indicator goes and names the file of the pack that a complete table would go into; { $area } gets the missing figures as soon as the file holds them.
lab-gaps-table = Coverage of the indicators

lab-note-season = Dates with a split into categories only; seasonal work peaks in summer, so compare the same month of different years.
lab-note-some-regions = Only the leading regions are published; the others are not zero.
lab-note-quota = A quota has several versions within a year; figures without a version in the source are given as they are.
lab-note-points = Single figures of single dates: they make no series.
lab-note-coverage = Figures in any breakdown; the best period is the one with the most regions.
