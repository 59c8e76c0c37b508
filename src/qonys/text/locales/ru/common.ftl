# Слова, нужные всем главам и всем видам отчёта: периоды, перечни, единицы, причины пропусков, страница.

# Перечни: последнее звено; остальные через запятую.
list-last = { $first } и { $last }

# Периоды. Формы: .in «в 2023 году», .gen родительный, .abl «с 2023 года», .short для осей и таблиц.
period-year = { $year } год
    .in = в { $year } году
    .gen = { $year } года
    .abl = с { $year } года
    .short = { $year }
period-quarter = { $quarter } квартал { $year } года
    .in = в { $quarter } квартале { $year } года
    .gen = { $quarter } квартала { $year } года
    .abl = с { $quarter } квартала { $year } года
    .short = { $quarter } кв. { $year }
period-month = { $month } { $year } года
    .in = в { $month_in } { $year } года
    .gen = { $month_gen } { $year } года
    .abl = с { $month_abl } { $year } года
    .short = { $month_short }.{ $year }
period-span = { $month }-{ $last } { $year } года
    .in = в { $month_in }-{ $last_in } { $year } года
    .gen = { $month_gen }-{ $last_gen } { $year } года
    .abl = с { $month_abl }-{ $last_abl } { $year } года
    .short = { $month_short }–{ $last_short }.{ $year }
period-date = { $day } { $month_gen } { $year } года
    .in = на { $day } { $month_gen } { $year } года
    .gen = { $day } { $month_gen } { $year } года
    .abl = с { $day } { $month_abl } { $year } года
    .short = { $day_short }.{ $month_short }.{ $year }

quarter-1 = I
quarter-2 = II
quarter-3 = III
quarter-4 = IV

month-1 = январь
    .in = январе
    .gen = января
    .abl = января
    .short = 01
month-2 = февраль
    .in = феврале
    .gen = февраля
    .abl = февраля
    .short = 02
month-3 = март
    .in = марте
    .gen = марта
    .abl = марта
    .short = 03
month-4 = апрель
    .in = апреле
    .gen = апреля
    .abl = апреля
    .short = 04
month-5 = май
    .in = мае
    .gen = мая
    .abl = мая
    .short = 05
month-6 = июнь
    .in = июне
    .gen = июня
    .abl = июня
    .short = 06
month-7 = июль
    .in = июле
    .gen = июля
    .abl = июля
    .short = 07
month-8 = август
    .in = августе
    .gen = августа
    .abl = августа
    .short = 08
month-9 = сентябрь
    .in = сентябре
    .gen = сентября
    .abl = сентября
    .short = 09
month-10 = октябрь
    .in = октябре
    .gen = октября
    .abl = октября
    .short = 10
month-11 = ноябрь
    .in = ноябре
    .gen = ноября
    .abl = ноября
    .short = 11
month-12 = декабрь
    .in = декабре
    .gen = декабря
    .abl = декабря
    .short = 12

# Единицы: значение — для заголовка столбца или оси, .count — вместе с числом, которое стоит первым.
unit-persons = человек
    .count = { $n } { $n ->
        [one] человек
        [few] человека
        [many] человек
       *[other] человека
     }
unit-thousand-persons = тыс. человек
    .count = { $n } тыс. человек
unit-moves = переездов
    .count = { $n } { $n ->
        [one] переезд
        [few] переезда
        [many] переездов
       *[other] переезда
     }
unit-families = семей
    .count = { $n } { $n ->
        [one] семья
        [few] семьи
        [many] семей
       *[other] семьи
     }
unit-permits = разрешений
    .count = { $n } { $n ->
        [one] разрешение
        [few] разрешения
        [many] разрешений
       *[other] разрешения
     }
unit-organisations = организаций
    .count = { $n } { $n ->
        [one] организация
        [few] организации
        [many] организаций
       *[other] организации
     }
unit-percent = %
    .count = { $n }{"\u00A0"}%
unit-share = %
    .count = { $n }{"\u00A0"}%
unit-percent-of-previous-year = в % к предыдущему году
    .count = { $n }{"\u00A0"}% к предыдущему году
unit-percent-of-2005 = в % к 2005 году
    .count = { $n }{"\u00A0"}% к 2005 году
unit-per-1000 = на 1{"\u00A0"}000 человек
    .count = { $n } на 1{"\u00A0"}000 человек
unit-per-100000 = на 100{"\u00A0"}000 человек
    .count = { $n } на 100{"\u00A0"}000 человек
unit-per-million = на 1 млн человек
    .count = { $n } на 1 млн человек
unit-per-1000-births = на 1{"\u00A0"}000 родившихся живыми
    .count = { $n } на 1{"\u00A0"}000 родившихся живыми
unit-per-100000-births = на 100{"\u00A0"}000 родившихся живыми
    .count = { $n } на 100{"\u00A0"}000 родившихся живыми
unit-years = лет
    .count = { $n } { $n ->
        [one] год
        [few] года
        [many] лет
       *[other] года
     }
unit-months = месяцев
    .count = { $n } { $n ->
        [one] месяц
        [few] месяца
        [many] месяцев
       *[other] месяца
     }
unit-m2 = м²
    .count = { $n } м²
unit-m2-per-person = м² на человека
    .count = { $n } м² на человека
unit-km = км
    .count = { $n } км
unit-km2 = км²
    .count = { $n } км²
unit-per-km2 = человек на км²
    .count = { $n } человек на км²
unit-usd = долл. США
    .count = { $n } долл. США
unit-million-usd = млн долл. США
    .count = { $n } млн долл. США
unit-index = индекс
    .count = { $n }
unit-sd = стандартные отклонения
    .count = { $n } σ
unit-ratio = отношение
    .count = { $n }
unit-rank = место
    .count = { $n }-е место
unit-count = число
    .count = { $n }

# Почему нет данных.
reason-no-figure = данные не публикуются
reason-stated-missing = источник указывает, что данных нет
reason-suppressed = источник не раскрывает данные
reason-part-missing = не опубликовано одно из слагаемых
reason-borders = несопоставимо из-за изменения границ
reason-rate = опубликованный коэффициент нельзя объединить по территориям
reason-not-in-force = в этом делении такой территории нет

# Страница: отчёт как таковой.
ui-language = Язык
ui-language-kk = казахский
ui-language-ru = русский
ui-language-en = английский
ui-skip = Перейти к тексту
ui-contents = Содержание
ui-menu = Меню
ui-findings = Главное
ui-chapter = Глава { $number }
ui-section = Раздел
ui-figure = Рисунок { $number }
ui-table = Таблица { $number }
ui-map = Карта
ui-chart = График
ui-note = Примечание
ui-notes = Примечания
ui-legend = Условные обозначения
ui-about = Об этом отчёте
ui-colophon = Из чего составлен отчёт
ui-version = Версия
ui-made = Составлено программой { $program }
ui-scripts = Без скриптов нельзя узнать происхождение числа; всё остальное можно читать.
ui-top = К началу
ui-open = Открыть
ui-close = Закрыть
ui-more = Подробнее
ui-less = Свернуть
ui-print = Печать
ui-copy = Копировать
ui-copied = Скопировано
ui-copy-link = Копировать ссылку
ui-search = Поиск
ui-show-table = Показать таблицей
ui-hide-table = Скрыть таблицу
ui-sort = Сортировать
ui-sort-ascending = Сортировать по возрастанию
ui-sort-descending = Сортировать по убыванию
ui-scroll = Таблицу можно прокрутить вбок
ui-download = Скачать
ui-download-svg = Сохранить как SVG
ui-download-png = Сохранить как PNG
ui-download-csv = Сохранить как CSV
ui-download-xlsx = Таблицы одной книгой

# Страница: заголовки столбцов и сведения.
ui-area = Территория
ui-areas = Территории
ui-region = Регион
ui-country = Страна
ui-indicator = Показатель
ui-definition = Определение
ui-year = Год
ui-month = Месяц
ui-period = Период
ui-value = Значение
ui-unit = Единица измерения
ui-units = Единица измерения: { $unit }
ui-total = Всего
ui-change = Изменение
ui-figures = Число значений
ui-source = Источник
ui-sources = Источники
ui-source-line = Источник: { $sources }
ui-publisher = Издатель
ui-element = Таблица или файл
ui-locator = Место в источнике
ui-vintage = Данные на
ui-as-of = По данным, известным на { $date_gen }
ui-borders = В границах { $year } года
ui-status = Статус
ui-no-data = нет данных
ui-missing = отсутствует: { $reason }
ui-missing-word = отсутствует

# Страница: что стоит за числом.
ui-claim = Код числа
ui-explain = Как получено это число
ui-computed = Вычислено
ui-formula = Формула
ui-parameters = Параметры
ui-cell = Ячейка результата
ui-rounded = Округление
ui-rounded-whole = до целого
ui-rounded-digits = { $digits ->
    [one] до { $digits } знака после запятой
   *[other] до { $digits } знаков после запятой
 }
ui-as-printed = Как напечатано
ui-as-stated = Как указано в источнике
ui-more-figures = и ещё значений: { $count }
ui-no-source = Следует из других чисел отчёта

# Насколько важен вывод.
ui-severity-note = К сведению
ui-severity-notable = Обратите внимание
ui-severity-important = Важно
ui-severity-critical = Очень важно

# Статус данных по SDMX.
ui-status-a = обычные данные
ui-status-b = разрыв ряда
ui-status-p = предварительные данные
ui-status-f = прогноз
ui-status-i = восстановленное значение
ui-status-e = оценка или расчёт
ui-status-u = низкая надёжность
ui-status-q = не раскрывается
ui-status-m = отсутствует
