# What the columns of a workbook hold that goes out and comes back.

columns-sheet = Columns
columns-name = Column
columns-meaning = What it holds
column-quota-cell = Label of the row: area, sector, category; not read
column-quota-area = Code or name of the area
column-quota-area-name = Name of the area; not read
column-quota-sector = Sector of the economy
column-quota-sector-name = Name of the sector; not read
column-quota-category = Category of permits
column-quota-category-name = Name of the category; not read
column-quota-need-low = Lower bound of the need, persons; the need itself where empty
column-quota-need = Need for foreign workers, persons; you fill it in, 0 where nobody is needed
column-quota-need-high = Upper bound of the need, persons; the need itself where empty
column-quota-staff = Local workers of the category, persons; without them the share of local staff is not checked
column-quota-used = Places used so far this year; for the reallocation
column-quota-last-year = Places of last year; for the limit of change
column-quota-wanted = The need that the plan is made for, persons; not read
column-quota-places = Places of the plan; in a reallocation the present quota
column-quota-coverage = Places as a share of the need; not read
column-quota-unit = Unit; not read
column-quota-origin = Whose need it is: yours, or a scenario's
column-quota-basis = What the plan rests on: a scenario, or stated needs; not read
column-quota-status = Status of the figures; not read
