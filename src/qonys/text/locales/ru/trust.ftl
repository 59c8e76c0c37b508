# Глава 7: насколько этому верить.
tru-chapter = Насколько надёжны эти данные
tru-identities = Сходятся ли данные?
tru-residuals = Что не сходится и почему
tru-conflicts = Где источники расходятся
tru-sources = Откуда данные
tru-definitions = Что означают данные
tru-lacking-title = Чего в данных нет
tru-lacking = Главы опираются на показатели числом { $of }; по { $count } из них данных этой страны нет, и всё, что на них основано, опущено.

tru-accounts = Из { $tried } годовых балансов населения регионов { $closed } сходятся с точностью до человека в опубликованном виде, с учётом изменений границ — { $closed_in_borders } из { $tried_in_borders }; { $area }: { $country_closed } из { $country_tried }. Причина каждого оставшегося расхождения известна.
tru-accounts-open = Из { $tried } годовых балансов населения регионов { $closed } сходятся с точностью до человека в опубликованном виде, с учётом изменений границ — { $closed_in_borders } из { $tried_in_borders }; { $area }: { $country_closed } из { $country_tried }. Причина части расхождений неизвестна: см. ниже.
tru-stock = Набор данных от { $release_gen } содержит { $figures } { $figures ->
    [one] значение
    [few] значения
   *[other] значений
 } { $indicators } { $indicators ->
    [one] показателя
   *[other] показателей
 } из { $sources } { $sources ->
    [one] источника
   *[other] источников
 }; отсутствующими помечены { $missing }. Источники расходятся в { $conflicts } { $conflicts ->
    [one] ячейке
   *[other] ячейках
 }, в { $revisions } { $revisions ->
    [one] ячейке
   *[other] ячейках
 } источник пересмотрел собственные данные.
tru-identities-table = Тождества, проверенные на всех данных
tru-identity = Тождество
tru-tried = Проверено
tru-held = Выполняется
tru-explained = Не выполняется, причина известна
tru-unexplained = Причина неизвестна
tru-residuals-table = Расхождения и их причины
tru-residuals-lead = Поправка — то, что нужно прибавить к левой части тождества, чтобы она стала равна правой.
tru-residual = Поправка
tru-cause = Причина
tru-conflicts-table = Ячейки с несколькими официальными значениями
tru-conflicts-lead = Сохраняются оба значения. В отчёт входит значение источника с более высоким приоритетом, если оно не помечено как ненадёжное.
tru-stated = Указано
tru-taken = Принято здесь
tru-source-value = «{ $source }» — { $value }
tru-list = { $items }
tru-sources-table = Источники чисел этого отчёта
tru-sources-lead = Число данных — все данные источника в наборе.
tru-kind = Вид
tru-definitions-table = Определения использованных показателей

source-kind-official = официальный
source-kind-press = пресса со ссылкой на ведомство
source-kind-derived = расчёт
source-kind-printed = как напечатано
cause-census = перепись
cause-reform = изменение границ
cause-vintage = пересмотр данных
cause-conflict = расхождение источников
cause-inconsistent = публикация противоречит сама себе
cause-rounding = округление
cause-unknown = неизвестна

tru-note-identities = По единицам и периодам, за которые опубликованы все слагаемые.
tru-note-residual = В людях или в единице измерения показателя.
