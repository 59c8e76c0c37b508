# Words of the page and the workbook, units of labour migration.
ui-back = Back to contents
ui-estimate = estimate
ui-function = Computation
ui-label = Label
ui-numbers = Numbers
ui-reason = Reason
ui-series = Series
ui-sheet = Sheet
ui-title = Title
unit-employers = employers
unit-enterprises = enterprises
unit-jobs = jobs
unit-places = places
unit-resumes = resumes
unit-schools = schools
unit-transfers = transfers
unit-vacancies = vacancies
