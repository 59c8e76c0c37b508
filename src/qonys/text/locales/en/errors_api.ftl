# Errors of the Python interface

error-option-unknown = no option “{ $name }”
error-tree-empty = the framework has no criteria
error-tree-part = neither names nor nodes stand under “{ $name }”
error-tree-name = the framework has no “{ $name }”
error-what-if-nothing = no figure is given that would be another
error-formula = { $text } is no formula: outcome ~ exposure + controls | fixed effects | exposure ~ instruments
error-formula-term = “{ $text }” is no term of a formula
error-formula-fixed = fixed effects of “{ $text }” are neither of areas nor of periods
