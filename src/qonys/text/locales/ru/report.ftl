# Отчёт в целом.
rep-title = Миграция и благополучие: { $area }
rep-subtitle = Оценка по данным, опубликованным к { $date_gen }
rep-pack = Данные: { $name }, контрольная сумма { $digest }
rep-release = Набор данных { $id }, самые новые данные на { $date_gen }
rep-left-out = Выпуски, которые не удалось прочесть и которые не учтены: { $files }
rep-only = В отчёте { $count ->
        [one] { $count } глава
        [few] { $count } главы
       *[other] { $count } глав
    } оценки; остальные не запрошены.
