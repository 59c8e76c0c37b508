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

# То, чего нет.
error-area-not-found = нет территории «{ $name }»
error-area-ended = { $name }: в { $year } году такой территории уже нет, её земли отошли к другим
error-area-not-in-force = { $text }: в делении { $year } года такой территории нет
error-indicator-not-found = нет показателя «{ $name }»
error-pack-not-found = нет набора данных «{ $name }»
    .fix = { $known } или папка, в которой есть pack.toml
error-claim-not-found = нет числа «{ $name }»
error-function-not-found = нет вычисления «{ $name }»
error-file-not-found = нет файла «{ $name }»
error-cell = нет такой ячейки ({ $what })
    .fix = назовите метку для каждой оси
error-label = нет метки «{ $label }»
error-year-outside = за { $text } данных нет; данные есть с { $first } по { $last }

# То, что написал пользователь.
error-period = «{ $text }» — не период
error-dimensions = «{ $text }» — не разрезы
error-equation = «{ $text }» — не уравнение
error-bad-option = параметр команды не принимает значение «{ $text }»
error-bad-parameter = вычисление не принимает такое значение { $name }
    .fix = посмотрите параметры вычисления
error-file-empty = в файле { $name } нет данных
error-ftl-syntax = это не текст Fluent: { $text }
error-conflict = для одной ячейки есть два разных значения
    .fix = назовите источник, значение которого следует взять
error-boundaries-codes = в границах и в новейшем делении разные территории ({ $what })
    .fix = дайте каждой действующей территории один контур со свойством code

# Изменения границ.
error-lineage-shape = изменение границ записано неверно ({ $what })
    .fix = запишите каждое изменение отдельно, а каждую территорию — один раз с каждой стороны
error-lineage-unknown = в день изменения границ такой территории нет ({ $what })
    .fix = исправьте даты изменений и годы территорий
error-lineage-overlap = территория уже есть, когда изменение границ её создаёт ({ $what })
    .fix = назовите её среди прежних территорий или исправьте дату

# То, для чего не хватает данных.
error-no-value = значения нет
error-no-net-migration = ни за один год нет сальдо миграции регионов
    .fix = добавьте данные о сальдо миграции или уберите --as-of

# Файлы, которые программа записала или должна записать.
error-store-format = хранилище записано другой версией программы
    .fix = возьмите версию, которая его записала, или новую папку в --store
error-store-truncated = выпуск { $file } повреждён или обрезан
    .fix = удалите его и одноимённый файл рядом и выполните команду снова
error-claims-broken = { $name } — не файл чисел отчёта
error-store-unwritable = в хранилище нельзя записать
    .fix = укажите другую папку в --store или исправьте права на эту
error-output-unwritable = отчёт нельзя записать
    .fix = укажите другую папку в --out или исправьте права на эту
error-output-not-a-folder = на месте папки отчёта стоит файл
    .fix = укажите другую папку в --out
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
fault-csv-syntax = это не CSV ({ $what })
fault-toml-syntax = это не TOML ({ $what })
fault-toml-schema = значение не подходит: { $text }
fault-ftl-syntax = это не текст Fluent: { $text }
fault-not-utf8 = текст не в кодировке UTF-8
fault-file-missing = файла нет
fault-name-missing = нет названия: { $text }
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
fault-lineage-shape = изменение границ записано неверно ({ $what })
fault-lineage-unknown = в день изменения границ такой территории нет ({ $what })
fault-lineage-overlap = годы территорий и изменения границ не согласованы ({ $what })
