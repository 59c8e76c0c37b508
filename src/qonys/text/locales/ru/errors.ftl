# Ошибки по кодам: значение — что не так, .fix — что сделать. Без .fix печатается совет самой ошибки.
error-label-where = где
error-label-try = попробуйте
error-more-faults = и ещё { $count }
error-faulty-file = { $count ->
    [one] В файлах { $count } ошибка
    [few] В файлах { $count } ошибки
   *[other] В файлах { $count } ошибок
 }
    .fix = исправьте строки и выполните команду снова

# Where: one thing by its name or number, and things as such.
where-one-pack = набор данных { $name }
where-one-period = период { $name }
where-one-unit = единица { $name }
where-one-row = строка { $name }
where-one-column = столбец { $name }
where-one-sector = отрасль { $name }
where-one-cluster = кластер { $name }
where-one-group = группа { $name }
where-one-cohort = когорта { $name }
where-one-horizon = горизонт { $name }
where-one-cell = ячейка { $name }
where-one-borders = границы { $name }
where-pack = набор данных
where-margins = итоги строк и столбцов
where-outcome = показатель
where-exposure = воздействие
where-clusters = кластеры
where-instruments = инструменты
where-sample = выборка
where-weights = веса
where-controls = контрольные переменные
where-regressors = регрессоры
where-events = события
where-periods = периоды
where-fixed-effects = фиксированные эффекты
where-regions = регионы
where-figures = данные
where-values = значения
where-table = таблица
where-rates = коэффициенты
where-distance = расстояние

# То, чего нет.
error-area-not-found = нет территории «{ $name }»
error-area-ended = { $name }: в { $year } году такой территории уже нет, её земли отошли к другим
error-chapter-empty = для запрошенных глав нет данных: { $name }
error-area-not-in-force = { $text }: в делении { $year } года такой территории нет
error-indicator-not-found = нет показателя «{ $name }»
error-pack-not-found = нет набора данных «{ $name }»
    .fix = { $known } или папка, в которой есть pack.toml
error-claim-not-found = нет числа «{ $name }»
error-function-not-found = нет вычисления «{ $name }»
error-file-not-found = нет файла «{ $name }»
error-file-is-folder = «{ $name }» — папка, а не файл
error-bad-form = таблица не записывается в файл { $text }
error-cell = ячейку называют по её осям: { $names }
    .fix = назовите метку для каждой оси
error-label = нет метки «{ $label }»
error-year-outside = за { $text } данных нет; данные есть с { $first } по { $last }

# То, что написал пользователь.
error-period = «{ $text }» — не период
error-dimensions = «{ $text }» — не разрезы
error-equation = «{ $text }» — не уравнение
error-bad-option = параметр команды не принимает значение «{ $text }»
error-bad-parameter = вычисление не принимает такое значение { $name }: { $text }
    .fix = посмотрите параметры вычисления
error-settings-empty = файл { $name } ничего не задаёт
error-file-empty = в файле { $name } нет данных
error-ftl-syntax = это не текст Fluent: { $text }
error-conflict = для одной ячейки есть два разных значения
    .fix = назовите источник, значение которого следует взять
error-boundaries-codes = есть только в границах или только в новейшем делении: { $names }
    .fix = дайте каждой действующей территории один контур со свойством code

# Изменения границ.
error-lineage-count = { $change ->
    [split] при разделении есть одна прежняя территория и хотя бы одна новая
    [merge] при слиянии есть хотя бы одна прежняя территория и одна новая
   *[transfer] при передаче земли есть одна прежняя территория и одна новая
 }; здесь прежние: { $old }, новые: { $new }
    .fix = запишите каждое изменение отдельной строкой
error-lineage-twice = изменение границ называет каждую территорию на своей стороне один раз; здесь прежние: { $old }, новые: { $new }
    .fix = назовите каждую территорию один раз
error-lineage-continues = { $name } сохраняет прежнее имя, но среди новых территорий её нет: { $new }
    .fix = назовите одну из новых территорий
error-lineage-not-in-force = территории { $name } в день изменения её границ нет
    .fix = исправьте даты изменений и годы территорий
error-lineage-in-force = территория { $name } уже есть, когда изменение границ её создаёт
    .fix = назовите её среди прежних или исправьте дату

# То, для чего не хватает данных.
error-no-value = значения нет
error-no-net-migration = ни за один год нет сальдо миграции регионов
    .fix = добавьте данные о сальдо миграции или уберите --as-of

# Файлы, которые программа записала или должна записать.
error-claims-broken = { $name } — не файл чисел отчёта
error-unwritable = в папку нельзя записать
    .fix = укажите другую папку или исправьте права на эту
error-disk-full = диск заполнен
    .fix = освободите место или укажите другую папку

# Ошибки в файлах набора данных, по одной в строке.
fault-unknown-indicator = нет показателя «{ $text }»
fault-unknown-area = нет территории «{ $text }»
fault-unknown-source = нет источника «{ $text }»
fault-unknown-dimension = нет разреза или кода «{ $text }»
fault-unknown-unit = нет единицы «{ $text }»
fault-unknown-level = нет уровня «{ $text }»: country, region
fault-unknown-kind = нет вида «{ $text }»
fault-unknown-change = нет изменения «{ $text }»: split, merge, transfer
fault-unknown-check = нет проверки «{ $text }»
fault-unknown-column = лишний столбец «{ $text }»
fault-missing-column = нет столбца «{ $text }»
fault-cell-count = ячеек в строке: { $got }, в заголовке: { $wanted }
fault-csv-syntax = это не CSV ({ $text })
fault-toml-syntax = это не TOML ({ $text })
fault-toml-schema = { $kind ->
    [missing] { $text }: не указано
    [unknown] { $text }: такого имени нет
    [text] { $text }: нужен текст в кавычках
    [number] { $text }: нужно число
    [whole] { $text }: нужно целое число
    [yes-or-no] { $text }: нужно true или false
    [list] { $text }: нужен список в квадратных скобках
    [table] { $text }: нужна таблица
    [day] { $text }: нужна дата, 2024-08-01
    [least] { $text }: не меньше { $limit }
    [above] { $text }: больше { $limit }
    [most] { $text }: не больше { $limit }
    [below] { $text }: меньше { $limit }
    [one-of] { $text }: одно из { $limit }
    [empty] { $text }: пусто
    [short] { $text }: значений не меньше { $limit }
    [long] { $text }: значений не больше { $limit }
    [letters] { $text }: допустимо не более { $limit } знаков
    [period] { $text }: нужен период, 2024, 2024-08, 2024-08-01
    [form] { $text }: не подходит под образец { $limit }
   *[other] { $text }: { $detail }
 }
fault-ftl-syntax = это не текст Fluent: { $text }
fault-not-utf8 = текст не в кодировке UTF-8
fault-file-missing = файла нет
fault-name-missing = нет названия: { $text }
fault-locator-unsaid = место в источнике «{ $text }» не названо на трёх языках: допишите его в locators.csv
fault-parts-differ = { $text } и { $other }: в скобках разные части
fault-text-missing = { $text }: нет текста на языке { $lang }
fault-wrong-unit = «{ $text }» — не единица этого показателя
fault-bad-number = не число или число, которому здесь не место: «{ $text }»
fault-impossible-value = невозможное значение: { $text }
fault-bad-period = «{ $text }» — не период
fault-bad-status = нет статуса «{ $text }»
fault-bad-vintage = «{ $text }» — не дата, когда данные стали известны
fault-bad-dimensions = «{ $text }» — не разрезы
fault-duplicate-key = повторяется: { $text }
fault-missing-without-reason = данных нет, а причина не указана: напишите примечание
fault-area-not-in-force = { $text }: в делении { $year } года такой территории нет
fault-equation = это не уравнение: { $text }
fault-lineage-count = { $date }: { error-lineage-count }
fault-lineage-twice = { $date }: { error-lineage-twice }
fault-lineage-continues = { $date }: { error-lineage-continues }
fault-lineage-not-in-force = { $date }: { error-lineage-not-in-force }
fault-lineage-in-force = { $date }: { error-lineage-in-force }
fault-lineage-years = судя по изменениям границ, территория { $text } { $state ->
    [in] действует
   *[out] не действует
 } с { $year } года; в areas.csv записано иначе

# Данные пользователей: таблицы, итоги, потоки.
error-age-profile-faulty = в возрастном профиле есть значения, которые не могут быть коэффициентами: { $count }
error-ages-not-adjoining = возрастные группы не примыкают друг к другу
error-areas-missing = территории без значения в столбце { $column }: { $names }
error-bad-distance = расстояние не указано или не больше нуля
error-bad-figure = непригодные значения: { $count }
    .fix = укажите эти значения или часть без них
error-bad-level = вероятность интервала — между 0 и 1
error-bad-mean = числа для моделирования не указаны или отрицательны
error-cannot-write = файл { $name } нельзя записать: { $cause ->
    [ENOENT] нет такой папки
    [ENOTDIR] нет такой папки
    [EACCES] нет права записи
    [EPERM] нет права записи
    [ENOSPC] на диске нет места
    [EISDIR] это папка
    [EROFS] диск доступен только для чтения
   *[other] { $reason }
 }
    .fix = другое место
error-cannot-read = файл { $name } нельзя прочитать: { $cause ->
    [ENOENT] нет такого файла
    [ENOTDIR] нет такой папки
    [EACCES] нет права чтения
    [EPERM] нет права чтения
    [EISDIR] это папка
    [ENAMETOOLONG] имя длиннее, чем допускает файловая система
    [EIO] диск сообщает об ошибке
   *[other] { $reason }
 }
    .fix = другой файл или право чтения этого
error-column-of = нет столбца «{ $name }» и его обычных имён; есть: { $have }
error-column = нет столбца «{ $name }»
error-column-twice = столбец «{ $name }» дважды
    .fix = переименуйте один из них
error-components-faulty-cells = клетки таблицы не указаны или отрицательны
error-components-no-moves = в таблице нет переездов
    .fix = не включайте эту таблицу
error-exact-contradict = значения, объявленные точными, противоречат друг другу; тождеств: { $count }
    .fix = объявите погрешность одного из них
error-fit-blocked = строкам { $rows } нужно на { $short } больше, чем есть в доступных им столбцах
    .fix = разрешите больше клеток или измените эти итоги
error-fit-slow = итоги достигнуты лишь с точностью { $error }: клетки должны стать нулевыми
    .fix = больший допуск или больше клеток
error-flow-areas = места выбытия и прибытия называют разные территории: { $names }
    .fix = укажите каждую территорию с обеих сторон
error-flow-axes = в файле исходных потоков несколько таблиц: по столбцам { $names }
error-option-alone = без { $other } параметр { $option } ничего не меняет
error-population-undivided = потоки даны за { $parts }; в таблице населения нет столбца { $columns }
    .fix = добавьте в таблицу населения столбец { $columns } или укажите --same-population, если население одно для всех
note-population-shared = Для { $parts } взято одно и то же население: показатели интенсивности отнесены к численности на одну дату.
error-margins-differ = два итога не сходятся: { $first } и { $second }, расхождение { $difference }
    .fix = сделайте суммы равными
error-missing-intensity = интенсивность не указана
    .fix = исключите это деление на территории
error-net-blocked = территории { $areas } теряют на { $short } больше, чем позволяют клетки исходной таблицы
    .fix = разрешите больше клеток
error-net-not-zero = сальдо в сумме дают { $text }, а не 0
    .fix = добавьте остальной мир как территорию
error-net-slow = сальдо не достигнуты на { $text }: клетки должны стать нулевыми
    .fix = разрешите больше клеток или другой итог
error-no-breaks = разрывы ищут в ряду из 15 или более значений, не равных между собой
    .fix = дайте больше значений
error-no-centre = территории без центра: { $names }
    .fix = добавьте строку с кодом, местом, широтой и долготой
error-no-distance = между двумя территориями нет расстояния
    .fix = расстояния больше 0
error-no-fit = итоги не достигнуты на { $text }
    .fix = разрешите больше клеток
error-no-flows = нет столбцов «откуда» и «куда» и таблица не квадратная: строк { $rows }, столбцов { $columns }
error-no-freedom = слишком мало наблюдений, чтобы оценить разброс
    .fix = дайте больше наблюдений
error-no-full-year = самый длинный отрезок без пропусков — значений: { $length }; для сезона нужно { $period }
    .fix = дайте данные за полный год
error-no-households = число домохозяйств не больше 0
    .fix = укажите положительное число
error-no-identities = в эти годы не проверить ни одного тождества
    .fix = другие годы
error-no-label = у территории нет метки
    .fix = назовите территорию, в которую она входит
error-no-months = нет месячных или квартальных значений
    .fix = месяцы или кварталы, например 2024-01, 2024-02
error-no-periods = ни за один период нет данных по этим рядам
    .fix = возьмите другие показатели или укажите годы
error-no-pair = нет двух периодов для сравнения
    .fix = данные за два года
error-no-printed-flows = ни один поток между территориями не напечатан
    .fix = добавьте опубликованные потоки
error-no-releases = нет сообщения с обоими числами на один день
    .fix = добавьте данные обоих показателей за один день
error-no-reliabilities = в наборе не объявлены погрешности
error-no-rounding = нет целых чисел, которые дают эти итоги
    .fix = другие итоги
error-no-season = ни в одном году нет двух месяцев с данными
    .fix = данные за большее число месяцев
error-no-table = файл { $name } — не таблица
    .fix = CSV в UTF-8
error-one-area = в делении на территории меньше двух территорий
    .fix = укажите не менее двух территорий
error-one-zoning = деления не различаются числом территорий
error-pairs-missing = пары территорий без значения: { $count }; первая — { $first }
    .fix = строка для каждой пары
error-poisson-collinear = регрессоры следуют из эффектов или друг из друга: { $names }
    .fix = исключите их или возьмите меньше эффектов
error-poisson-nothing-left = не осталось наблюдений для оценки
    .fix = возьмите меньше эффектов
error-poisson-one-cluster = по одному кластеру нельзя найти ошибки
    .fix = возьмите кластеры поменьше
error-poisson-slow = оценка не сходится
    .fix = приведите столбцы к близкому масштабу
error-residual-faulty-figure = значения не указаны или отрицательны
error-row-twice = { $name } стоит дважды
error-schedule-faulty = коэффициенты или веса отсутствуют или меньше 0: { $count }
    .fix = исправьте эти возрасты или исключите их
error-schedule-no-draws = ни одно испытание не удалось подогнать
    .fix = объедините территории или годы
error-schedule-no-moves = в профиле нет переездов
    .fix = не включайте этот профиль
error-schedule-too-few-ages = на параметры ({ $parameters }) нужно столько же возрастов; возрастов с данными: { $ages }
error-table-negative = клетки таблицы не указаны или отрицательны: { $count }
    .fix = исправьте эти клетки
error-table-not-a-number = клетки таблицы — не числа: { $count }
    .fix = исправьте эти клетки
error-too-few-areas = данные за оба года есть менее чем у двух территорий
error-undetermined = значения не определены ни одним тождеством
    .fix = возьмите меньше лет или откажитесь от целых чисел
error-group = «{ $name }» ни в одной группе
fault-bad-value = не число от 0
fault-empty-cell = клетка пуста
fault-flow-twice = поток { $origin } — { $destination } есть и в строке { $line }
fault-negative = { $text } — отрицательное число
fault-no-deviation = у { $name } есть значение, но нет погрешности
fault-not-a-number = «{ $text }» — не число
fault-row-twice = { $name } есть и в строке { $line }
fault-total-differs = итог { $text } не равен сумме частей, { $sum }
fault-unknown-term = нет слагаемого «{ $text }»
note-totals-left-out = { $name }: строки итогов опущены: { $text } ({ $count })
note-blank-as-zero = { $name }: не указанные пары территорий считаются нулём: { $count }
note-no-moves-inside = { $name }: переезды внутри территорий не указаны
note-flows-held = Напечатано за эти периоды и сохранено в оценке с точностью до округления: { $count } из { $all } цифр.
note-flows-contradicts-margins = Не учтено: { $origin } → { $destination }, { $period }: напечатанная цифра противоречит опубликованным прибытиям и выбытиям.
note-flows-contradicts-print = Не учтено: { $origin } → { $destination }, { $period }: напечатанная цифра противоречит другой напечатанной цифре о том же потоке.
note-reconciled-fit = Данные и тождества: хи-квадрат { $chi }, степеней свободы { $degrees }, p { $p }.
note-reconciled-whole = Целые числа: наибольшее изменение при округлении { $largest }.
error-stocks-not-closed = численность по месту рождения не согласовать: мешают нули
    .fix = открытая система
error-gravity-mean-distance = нет потоков с такими итогами и средним расстоянием { $text }: оно лежит между { $low } и { $high }
error-gravity-figures = непригодные значения, { $name ->
    [flows] потоки
    [distances] расстояния
    [covariates] регрессоры
    [populations] численность
   *[masses] массы
 }: { $count }
    .fix = исправьте эти данные или исключите их потоки
fault-no-people = никто не живёт в территории «{ $name }»: у коэффициента нет основы
error-negative-flow = потоки меньше нуля: { $count }
error-missing-flow = потоки без значения: { $count }
error-negative-population = численность меньше нуля: { $count }
error-missing-population = численность без значения: { $count }

## Благополучие: система показателей, баллы, места
error-bad-weights = веса группы «{ $name }» в сумме не больше нуля
    .fix = веса больше 0
error-em-singular = показатели следуют друг из друга: модель пропусков не подобрать
    .fix = меньше показателей или другой способ заполнить пропуски
error-em-unsettled = модель пропусков не сходится: последний шаг изменил её на { $text }
    .fix = другой способ заполнить пропуски
error-group-without-figures = пропуски в группах без единого значения: { $count }
    .fix = заполните их по всем территориям
error-index-does-not-vary = индекс одинаков у всех территорий
error-indicator-not-usable = непригодные показатели: { $count }
    .fix = исключите их или дайте больше значений
error-no-neighbour = ни у одной территории с этим значением нет общего показателя с той, где его нет
    .fix = другой способ заполнить пропуски
error-no-order-in-time = за отведённое время порядок не найден
    .fix = больше времени
error-no-weights = нет весов в этих границах
    .fix = более широкие границы
error-screening-leaves-nothing = после отбора осталось слишком мало: территорий { $units }, показателей { $indicators }
    .fix = ниже пороги или больше значений
error-too-few-units = слишком мало территорий со всеми значениями: { $count }
    .fix = сначала заполните пропуски
error-weights-out-of-reach = нет весов, лежащих во всех этих интервалах
    .fix = более широкие интервалы
error-fill-time-one-period = у одного периода нет другого, из которого взять значение
error-framework-not-found = нет системы показателей «{ $name }»
error-framework-option = в системе показателей для { $name } не подходит «{ $text }»
error-gaps-left = значений нет, и ни один шаг их не заполняет: { $count }, первое — { $first }
    .fix = impute в [method]: mean, neighbours, time
error-goalposts-turned = показатели, нижняя граница которых не ниже верхней: { $count }
error-target-no-better = показатели, цель которых не лучше их худшего значения: { $count }
error-goalposts-exclude = границы шкалы { $name } не охватывают значений: те лежат от { $low } до { $high }
    .fix = шире границы или normalise = { "{" } cap = true { "}" }
error-no-context = у территории нет значений для сравнения
    .fix = возьмите больше показателей
error-no-context-series = в системе показателей не названы ряды для сравнения регионов
error-no-doubt = ничто не меняется: варьировать нечего
error-no-figures = в эти годы для системы показателей нет данных
    .fix = другие годы или более поздний --as-of
error-no-groups = пропуски заполняются по группам, а столбец групп не назван
error-no-per = { $name }: укажите, на сколько рассчитан коэффициент
error-same-alternative = вариант шага { $name } совпадает с другим
    .fix = исключите его
error-span-not-found = в системе показателей нет панели «{ $name }»
error-step-does-nothing = шаг { $name } ничего бы не изменил
    .fix = уберите его из [method]
error-too-few-draws = слишком мало испытаний: нужно не меньше { $least }
error-two-files = свои данные и своя система показателей указываются вместе
fault-criterion-constant = одно-единственное значение: { $text }
fault-criterion-empty = нет ни одного значения
fault-divided-twice = { $name } делится и на целое, и на знаменатель
fault-goalposts-turned = границы шкалы { $name }: нижняя не меньше верхней
fault-node-empty = под { $name } ничего нет
fault-parent-circle = { $name } подчинён сам себе
fault-per-nothing = у { $name } есть per, но не на что делить
fault-uneven-tree = { $name } стоит в дереве не на той глубине, что другие
fault-unknown-parent = родитель { $name } — не узел: «{ $text }»; ближайший: { $near }
fault-infinite = значение бесконечно
fault-interval-turned = интервал веса { $name }: нижняя граница не меньше верхней

# То, чего не принимает разбор параметров.
error-usage = команду не удалось прочитать: { $name }
error-usage-option = нет параметра { $name }
error-usage-command = нет команды «{ $name }»
error-usage-missing = не указано: { $name }
error-usage-no-value = для { $name } нужно значение
error-usage-flag = { $name } указывается без значения
error-usage-extra = команда не знает, что делать с «{ $name }»
error-unread-option = { $option } ничего не меняет рядом с { $beside }
    .fix = уберите { $option }
error-floor-twice = { $name }: две нижние границы
    .fix = оставьте одну
fault-column-no-name = в столбце { $number } есть данные, но нет названия: назовите столбец или очистите его
