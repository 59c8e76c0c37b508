# Глава 7: насколько этому верить.
tru-chapter = Насколько этому верить
tru-identities = Сходятся ли данные?
tru-residuals = Что не сходится и почему
tru-conflicts = Где источники расходятся
tru-sources = Откуда данные
tru-definitions = Что означают данные

tru-accounts = Из { $tried } годовых балансов населения регионов { $closed } сходятся до человека в опубликованном виде, с учётом изменений границ — { $closed_in_borders } из { $tried_in_borders }; { $area }: { $country_closed } из { $country_tried }. Причина каждого оставшегося расхождения известна.
tru-accounts-open = Из { $tried } годовых балансов населения регионов { $closed } сходятся до человека в опубликованном виде, с учётом изменений границ — { $closed_in_borders } из { $tried_in_borders }; { $area }: { $country_closed } из { $country_tried }. Причина части расхождений неизвестна: см. ниже.
tru-stock = Выпуск { $release } содержит данных: { $figures }, показателей: { $indicators }, источников: { $sources }; отсутствующими помечены { $missing }. Источники расходятся в { $conflicts } ячейках, собственный источник пересмотрел { $revisions }.
tru-identities-table = Тождества, проверенные на всех данных
tru-identity = Тождество
tru-tried = Проверено
tru-held = Выполняется
tru-explained = Не выполняется, причина известна
tru-unexplained = Причина неизвестна
tru-residuals-table = Расхождения и их причины
tru-residuals-lead = Расхождение — левая часть тождества минус правая.
tru-residual = Расхождение
tru-cause = Причина
tru-conflicts-table = Ячейки с несколькими официальными значениями
tru-conflicts-lead = Сохраняются оба значения. В отчёт входит значение источника с более высоким приоритетом, если оно не помечено как ненадёжное.
tru-stated = Указано
tru-taken = Принято здесь
tru-source-value = { $source }: { $value }
tru-list = { $items }
tru-sources-table = Источники чисел этого отчёта
tru-sources-lead = Число данных — все данные источника в выпуске.
tru-kind = Вид
tru-definitions-table = Определения использованных показателей

source-kind-official = официальный
source-kind-press = печать со ссылкой на ведомство
source-kind-derived = выведено
source-kind-printed = как напечатано
cause-census = перепись
cause-reform = изменение границ
cause-vintage = пересмотр данных
cause-conflict = расхождение источников
cause-rounding = округление
cause-unknown = неизвестна

tru-note-identities = По единицам и периодам, за которые опубликованы все слагаемые.
tru-note-residual = В людях или в единице измерения показателя.
