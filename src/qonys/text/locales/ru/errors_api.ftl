# Ошибки при обращении из Python

error-option-unknown = нет параметра «{ $name }»
error-tree-empty = в системе показателей нет ни одного показателя
error-tree-part = под «{ $name }» стоят не названия и не группы
error-tree-name = в системе показателей нет «{ $name }»
error-what-if-nothing = не указано, какие показатели были бы другими
