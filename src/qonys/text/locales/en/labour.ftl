# Chapter 2: labour migrants and returnees.
lab-chapter = Labour migrants and returnees
lab-foreign = Foreign workers
lab-immigrants = Workers of private employers
lab-returnees = Ethnic returnees
lab-groups = Who came and who left, as far as figures go
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

# Registers.
lab-with-season = All foreign workers
lab-without-season = Without seasonal workers
lab-season-apart-title = Without seasonal workers there were { $rest } foreign workers on { $date }; { $seasonal } more had come for the season
lab-note-days = Days for which the ministry stated the whole and the seasonal part; nothing is filled in between them.
lab-season-title = Seasonal work peaks in { $high }: { $high_factor } times an average month; in { $low } it is { $low_factor }
lab-note-month-factors = Month factors from { $count } days of several years by least squares on logarithms, so that years of different level can be joined; the peak month lies between { $low } and { $high } with 95 % probability.
lab-version = Version
lab-no-version = not stated
lab-quota = Quota
lab-day = Workers as of
lab-workers = Foreign workers
lab-use = Workers to quota
lab-quota-use-table = National quota by version beside the workers at the last stated day of its year
lab-note-use = A quota counts permits of a year, the stock counts people on a day: the ratio shows scale, not the ministry's rate of use. Without the version a rate of use has no meaning.
lab-returnee-years-table = Ethnic returnees by year, derived from running totals
lab-year-start = Running total on 1 January
lab-year-releases = Releases behind it
lab-year-granted = Granted in the year
lab-year-error = Error, ±
lab-year-printed = As printed
lab-year-difference = Difference
lab-note-years = Each release states the total since 1991 and the count since January; the difference is the total on 1 January, and two of them give a year. Releases that were copied from earlier ones or misprinted are left out.
lab-stale-year = The printed figure of { $printed } ethnic returnees in { $year } is stale: the running totals before and after give { $granted } (± { $error }).
lab-moved = Moved
lab-fulfilment = Moved to quota
lab-quota-share = Share of all quotas
lab-free-share = Share of all returnees
lab-steered-table = Where the quota would have people settle, and where they settle
lab-note-steered = The last column holds all returnees, most of whom settle outside the quota; a part of a year cannot fulfil a quota of the year.
