# What the columns of a workbook hold that goes out and comes back.

columns-sheet = Столбцы
columns-name = Столбец
columns-meaning = Что в нём
column-quota-cell = Метка строки: территория, вид деятельности, категория; не читается
column-quota-area = Код или название территории
column-quota-area-name = Название территории; не читается
column-quota-sector = Вид экономической деятельности
column-quota-sector-name = Название вида деятельности; не читается
column-quota-category = Категория разрешения
column-quota-category-name = Название категории; не читается
column-quota-need-low = Нижняя граница потребности, человек; если пусто — сама потребность
column-quota-need = Потребность в иностранных работниках, человек; заполняете вы, 0 — никто не нужен
column-quota-need-high = Верхняя граница потребности, человек; если пусто — сама потребность
column-quota-staff = Местные работники этой категории, человек; без них доля местных кадров не проверяется
column-quota-used = Места, использованные с начала года; для перераспределения
column-quota-last-year = Места прошлого года; для предела изменения
column-quota-wanted = Потребность, на которую рассчитан план, человек; не читается
column-quota-places = Места по плану; при перераспределении — действующая квота
column-quota-coverage = Доля мест в потребности; не читается
column-quota-unit = Единица измерения; не читается
column-quota-origin = Чья потребность: ваша или сценарий
column-quota-basis = Основа плана: сценарий или заявленная потребность; не читается
column-quota-status = Статус значений; не читается
