# Labour need: what is declared, own figures.
error-need-not-declared = the country pack declares no indicators of labour need
    .fix = name a file of your own
error-need-nothing-to-compare = { $areas } areas and { $components } indicators that enough of them have: nothing to compare
    .fix = at least three areas, and an indicator that at least the declared share of them has
error-need-too-many = { $areas } areas are more than can be compared at once ({ $most })
    .fix = regions or districts, one row each
fault-need-no-weight = all weights are 0
fault-need-unknown-column = no indicator “{ $text }” is declared; nearest: { $near }
note-need-not-compared = Not compared by, because too few areas have a figure: { $names }. They carry { $share } of the index: the intervals are so wide because nobody knows them.
note-need-not-apart = The intervals of all areas meet: which of them lacks labour most cannot be told.
note-need-no-sectors = There is no index by sector or occupation: vacancies, unemployment and pay are not published for them. A forecast of need includes the replacement of retirees and is no shortage.
