# The procedure: verdicts, reasons, amounts, the section of the report.
proc-verdict-applies = applies
proc-verdict-does-not-apply = does not apply
proc-verdict-cannot-tell = cannot be told

proc-meets = the conditions are met
proc-fact = it depends on { $fact }, and the household does not meet the condition
proc-not-listed = { $area } is not in the list of regions for this day
proc-over = the term ended on { $until }
proc-missing = it is not stated: { $fact }
proc-no-rule = no rule is known for this day
proc-no-list = no list of regions is known for this day
proc-rule-day = the rule began in { $year }; on which day is not known
proc-list-day = the list of regions changed in { $year }; on which day is not known
proc-no-amount = no amount is known for this day
proc-practice = seen in practice only; no act that says so was found
proc-not-found = the step is named, but no text on what it consists of was found

proc-fact-status = the status
proc-fact-region = the region of settlement
proc-fact-visa-region = the region named in the visa
proc-fact-previous-region = the region of origin within the country
proc-fact-quota = inclusion in the regional quota
proc-fact-members = the number of members
proc-fact-working-age = the number of members of working age
proc-fact-employed = employment in the region
proc-fact-arrived = the day of arrival
proc-fact-years = the years since the arrival

proc-line = { $step }: { $verdict } – { $why }.
proc-sum = Amount: { $amount } ({ $money }).
proc-sum-if = If it applies: { $amount } ({ $money }).
proc-range = { $low }–{ $high } { $unit }
proc-up-to = up to { $high } { $unit }
proc-one = { $high } { $unit }
proc-no-money = not known in money: the value of the index on this day is not among the figures
proc-reference = Reference: { $act }; trust: { $trust }.
proc-act-number-date = { $act } No. { $number } of { $date }
proc-act-number-only = { $act } No. { $number }
proc-act-date-only = { $act } of { $date }
proc-trust-a = the text of the act
proc-trust-b = a release or a report
proc-trust-c = a doubtful source

reason-procedure-no-low = there is no lower limit
reason-procedure-no-amount = no amount is known for this day
reason-procedure-not = the step does not apply
reason-procedure-no-index = the value of the index on this day is not among the figures

proc-section = The procedure step by step
proc-section-lead = The steps are shown for a household of { $members } that settles in { $area } and is included in the regional quota, on { $day }. The verdicts follow from dated rules; where a rule was not found, this is said instead of a verdict.
proc-steps-table = Steps for { $status } with a household of { $members }, { $area }
proc-step = Step
proc-verdict = Verdict
proc-why = Why
proc-amounts-table = Support for a household of { $members } by year
proc-day = From
proc-amount-low = { $step }, lower
proc-amount-high = { $step }, upper
proc-amount-in = { $amount }, { $unit }
proc-references-table = Rules behind the steps
proc-act = Act
proc-number = Number
proc-act-date = Date
proc-trust = Trust
proc-note-index = Amounts in money are the amounts in indices times the index of the day. Years whose index is not among the figures have no amount in money.
