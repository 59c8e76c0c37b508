# Chapter 2: labour migrants and returnees.
lab-chapter = Labour migrants and returnees
lab-foreign = Foreign workers
lab-immigrants = Foreigners who work for private persons
lab-returnees = Ethnic returnees
lab-groups = Who came and who left: what the figures tell
lab-settlement = Settlement quotas
lab-known = What is known of the region
lab-gaps = What is not published
lab-employers = Permits given to employers
lab-immigrants-short = Permits given to labour immigrants with private persons
lab-regions = Regions with figures
lab-best = Most regions in one period
lab-of-period = { $indicator }, { $period }
lab-of-which = { $indicator }: { $codes }


lab-alt = Chart of the indicator “{ $indicator }”; its numbers are in the table that can be saved.
lab-channels-table = Permits by channel
lab-quota-table = Quotas of settlement and people moved, by region
lab-known-table = Published figures for { $area }
lab-gaps-lead = Much of what this chapter should say is not published by region. The table shows how complete the figures of each indicator are.
lab-gaps-table = Completeness of the figures by indicator

lab-note-some-regions = Figures are published for a few regions only; those of the others are not zero.
lab-note-quota = A quota has several versions within a year; figures without a version in the source are given as they are.
lab-note-points = Single figures on single dates: they make no series.
lab-note-coverage = Figures in any breakdown count; the one period is that with figures of the most regions.

# Registers.
lab-with-season = All foreign workers
lab-without-season = Without seasonal workers
lab-season-apart-title = Without seasonal workers there were { $rest } foreign workers on { $date }; { $seasonal } more had come for the season
lab-note-days = Days for which the ministry stated both the total and the number of seasonal workers; the gaps between them are not filled.
lab-note-month-factors = Month factors from { $count } days of several years: least squares on logarithms lets years of different level be joined; the 95% interval of the peak month is { $low } to { $high }.
lab-version = Version
lab-no-version = not stated
lab-quota = Quota
lab-day = Date of the number of workers
lab-workers = Foreign workers
lab-quota-use-table = National quota by version, and the number of workers on the last stated day of its year
lab-note-use = A quota counts permits issued in a year, the other column people on a day, with those whom no quota limits: the two are not divided by each other.
lab-returnee-years-table = Ethnic returnees by year, computed from totals since 1991
lab-year-start = Total since 1991 on 1 January
lab-year-releases = Number of releases used
lab-year-granted = Granted in the year
lab-year-error = Error, ±
lab-year-printed = As printed
lab-year-difference = Difference
lab-note-years = Each release states the total since 1991 and the count since January; their difference is the total on 1 January, and the difference of two such totals is the count of a year. Releases copied from earlier ones and misprints are left out.
lab-stale-year = The figure of { $printed } ethnic returnees published for { $year } is out of date: the totals since 1991 at the start and the end of the year give { $granted } (± { $error }).
lab-moved = Moved
lab-fulfilment = Moved, % of quota
lab-quota-share = Share of the published total of this quota
lab-free-share = Share of all returnees
lab-steered-table = Where the quota directs people, and where they settle in fact
