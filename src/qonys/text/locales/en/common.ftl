# Words that every chapter and every renderer needs: periods, lists, units, reasons, the page.

# Lists: the last joint; the others are commas.
list-last = { $first } and { $last }

# Periods. Forms: .in in the period, .gen of it, .abl from it on, .short on axes and in tables.
period-year = { $year }
    .in = in { $year }
    .gen = of { $year }
    .abl = from { $year }
    .short = { $year }
period-quarter = { $quarter } { $year }
    .in = in { $quarter } { $year }
    .gen = of { $quarter } { $year }
    .abl = from { $quarter } { $year }
    .short = { $quarter } { $year }
period-month = { $month } { $year }
    .in = in { $month } { $year }
    .gen = of { $month } { $year }
    .abl = from { $month } { $year }
    .short = { $month_short } { $year }
period-span = { $month }-{ $last } { $year }
    .in = in { $month }-{ $last } { $year }
    .gen = of { $month }-{ $last } { $year }
    .abl = from { $month }-{ $last } { $year }
    .short = { $month_short }–{ $last_short } { $year }
period-date = { $day } { $month } { $year }
    .in = on { $day } { $month } { $year }
    .gen = of { $day } { $month } { $year }
    .abl = from { $day } { $month } { $year }
    .short = { $day } { $month_short } { $year }

quarter-1 = Q1
quarter-2 = Q2
quarter-3 = Q3
quarter-4 = Q4

month-1 = January
    .in = January
    .gen = January
    .abl = January
    .short = Jan
month-2 = February
    .in = February
    .gen = February
    .abl = February
    .short = Feb
month-3 = March
    .in = March
    .gen = March
    .abl = March
    .short = Mar
month-4 = April
    .in = April
    .gen = April
    .abl = April
    .short = Apr
month-5 = May
    .in = May
    .gen = May
    .abl = May
    .short = May
month-6 = June
    .in = June
    .gen = June
    .abl = June
    .short = Jun
month-7 = July
    .in = July
    .gen = July
    .abl = July
    .short = Jul
month-8 = August
    .in = August
    .gen = August
    .abl = August
    .short = Aug
month-9 = September
    .in = September
    .gen = September
    .abl = September
    .short = Sep
month-10 = October
    .in = October
    .gen = October
    .abl = October
    .short = Oct
month-11 = November
    .in = November
    .gen = November
    .abl = November
    .short = Nov
month-12 = December
    .in = December
    .gen = December
    .abl = December
    .short = Dec

# Units: the value heads a column or an axis, .count stands with its number, which comes first.
unit-persons = people
    .count = { $n } { $n ->
        [one] person
       *[other] people
     }
unit-thousand-persons = thousand people
    .count = { $n } thousand people
unit-moves = moves
    .count = { $n } { $n ->
        [one] move
       *[other] moves
     }
unit-families = families
    .count = { $n } { $n ->
        [one] family
       *[other] families
     }
unit-permits = permits
    .count = { $n } { $n ->
        [one] permit
       *[other] permits
     }
unit-organisations = organisations
    .count = { $n } { $n ->
        [one] organisation
       *[other] organisations
     }
unit-percent = %
    .count = { $n }%
unit-share = %
    .count = { $n }%
unit-percent-of-previous-year = % of the previous year
    .count = { $n }% of the previous year
unit-percent-of-2005 = % of 2005
    .count = { $n }% of 2005
unit-per-1000 = per 1,000 people
    .count = { $n } per 1,000 people
unit-per-100000 = per 100,000 people
    .count = { $n } per 100,000 people
unit-per-million = per million people
    .count = { $n } per million people
unit-per-1000-births = per 1,000 live births
    .count = { $n } per 1,000 live births
unit-per-100000-births = per 100,000 live births
    .count = { $n } per 100,000 live births
unit-years = years
    .count = { $n } { $n ->
        [one] year
       *[other] years
     }
unit-months = months
    .count = { $n } { $n ->
        [one] month
       *[other] months
     }
unit-m2 = m²
    .count = { $n } m²
unit-m2-per-person = m² per person
    .count = { $n } m² per person
unit-km = km
    .count = { $n } km
unit-km2 = km²
    .count = { $n } km²
unit-per-km2 = people per km²
    .count = { $n } people per km²
unit-usd = US dollars
    .count = { $n } US dollars
unit-million-usd = million US dollars
    .count = { $n } million US dollars
unit-index = index
    .count = { $n }
unit-sd = standard deviations
    .count = { $n } σ
unit-ratio = ratio
    .count = { $n }
unit-rank = rank
    .count = { $n } (rank)
unit-count = number
    .count = { $n }

# Why a figure is missing.
reason-no-figure = no figure is published
reason-stated-missing = the source says that there is no figure
reason-suppressed = the source keeps the figure back
reason-part-missing = one of the parts of the sum is not published
reason-borders = not comparable over a change of borders
reason-rate = a published rate cannot be merged over areas
reason-not-in-force = the area is not in force in this division

# The page: the report as such.
ui-language = Language
ui-language-kk = Kazakh
ui-language-ru = Russian
ui-language-en = English
ui-skip = Skip to the text
ui-contents = Contents
ui-menu = Menu
ui-findings = What matters most
ui-chapter = Chapter { $number }
ui-section = Section
ui-figure = Figure { $number }
ui-table = Table { $number }
ui-map = Map
ui-chart = Chart
ui-note = Note
ui-notes = Notes
ui-legend = Legend
ui-about = About this report
ui-colophon = What this report was made from
ui-version = Version
ui-made = Made with { $program }
ui-scripts = Without scripts the numbers cannot be asked where they come from; everything can be read all the same.
ui-top = Back to the top
ui-open = Open
ui-close = Close
ui-more = More
ui-less = Less
ui-print = Print
ui-copy = Copy
ui-copied = Copied
ui-copy-link = Copy the link
ui-search = Search
ui-show-table = Show as a table
ui-hide-table = Hide the table
ui-sort = Sort
ui-sort-ascending = Sort, smallest first
ui-sort-descending = Sort, largest first
ui-scroll = The table can be scrolled sideways
ui-download = Download
ui-download-svg = Save as SVG
ui-download-png = Save as PNG
ui-download-csv = Save as CSV
ui-download-xlsx = Tables as a workbook

# The page: headings of columns and facts.
ui-area = Area
ui-areas = Areas
ui-region = Region
ui-country = Country
ui-indicator = Indicator
ui-definition = Definition
ui-year = Year
ui-month = Month
ui-period = Period
ui-value = Value
ui-unit = Unit
ui-units = Units: { $unit }
ui-total = Total
ui-change = Change
ui-figures = Number of figures
ui-source = Source
ui-sources = Sources
ui-source-line = Source: { $sources }
ui-publisher = Publisher
ui-element = Table or file
ui-locator = Place in the source
ui-vintage = Figures of
ui-as-of = By figures known on { $date }
ui-borders = In the borders of { $year }
ui-status = Status
ui-no-data = no data
ui-missing = missing: { $reason }
ui-missing-word = missing

# The page: behind a number.
ui-claim = Code of the number
ui-explain = How this number was made
ui-computed = Computed by
ui-formula = Formula
ui-parameters = Parameters
ui-cell = Cell of the result
ui-rounded = Rounded to
ui-rounded-whole = to a whole number
ui-rounded-digits = { $digits ->
    [one] to { $digits } digit after the point
   *[other] to { $digits } digits after the point
 }
ui-as-printed = As printed
ui-as-stated = As stated
ui-more-figures = and { $count } more figures
ui-no-source = It follows from other numbers of the report

# How much a finding matters.
ui-severity-note = Note
ui-severity-notable = Worth noting
ui-severity-important = Important
ui-severity-critical = Very important

# SDMX status of a figure.
ui-status-a = normal
ui-status-b = break in the series
ui-status-p = preliminary
ui-status-f = forecast
ui-status-i = imputed
ui-status-e = estimate or derived figure
ui-status-u = of low reliability
ui-status-q = suppressed
ui-status-m = missing
