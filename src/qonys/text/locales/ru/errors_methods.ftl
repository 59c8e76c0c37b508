# Ошибки и примечания методов: потоки по численности, сводные индексы.

error-stocks-areas = в двух переписях названы разные территории: { $names }
    .fix = одинаковые территории в обеих таблицах
error-stocks-axes = две переписи разбиты по-разному: { $names }
    .fix = одинаковая разбивка в обеих таблицах
error-stocks-empty = в таблице нет ни одного человека
    .fix = таблица численности по месту рождения и месту жительства
error-stocks-nobody-left = за вычетом рождений и смертей в одной из двух таблиц никого не остаётся
    .fix = проверьте рождения и смерти или возьмите открытую систему: --open
error-stocks-no-natives = не указано, сколько человек живёт там, где родилось: { $first } (клеток без числа: { $count })
    .fix = добавьте их: население за вычетом родившихся в других местах
error-stocks-unstated = здесь нет пар, которые указаны в другой таблице: { $count }, первая — { $first }
    .fix = добавьте их; где никто не живёт, поставьте 0
error-vital-axes = рождения и смерти не разбиты по { $names }, как численность
    .fix = добавьте столбцы: { $names }
error-deaths-over-people = { $areas }: смертей { $text }, хотя жило и родилось там только { $most } человек
    .fix = исправьте число смертей
error-births-over-people = { $areas }: рождений { $text }, хотя в конце там живёт только { $most } человек
    .fix = рождения за вычетом новорождённых, которые умерли или выехали
fault-blank-figure = в клетке нет числа; если никого нет, это 0
note-stocks-rescaled = { $part }во второй таблице { $excess } человек, не объяснённых первой, рождениями и смертями; по месту рождения таблицы расходятся на { $moved } человек и пересчитаны так, чтобы совпасть; с --open разницу берёт внешний мир
note-stocks-open = { $part }во второй таблице { $excess } человек, не объяснённых первой, рождениями и смертями; по месту рождения { $moved } человек прибыли извне или выбыли
note-births-spread = { $part }рождений больше, чем местных уроженцев в конце: { $names }; рождения распределены по всем местам рождения пропорционально численности

error-score-missing = нет оценок: { $count }
    .fix = заполните пропуски: impute в [method]
error-denominator-not-positive = знаменатели не больше нуля: { $count }
    .fix = значения больше 0 или пустые клетки
error-weight-negative = отрицательные веса: { $count }
    .fix = веса от 0
error-share-negative = «share of maximum» требует значений от 0; меньше нуля: { $count }
error-share-zero = «share of maximum» делит на значение, если меньше — лучше; нулей: { $count }
error-share-nothing = показатели без значений больше 0, у них нет долей: { $count }
    .fix = исключите их или возьмите normalise = "min max"
error-doubt-negative = методу «benefit of the doubt» нужны оценки от 0; нет оценки или она меньше нуля: { $count }
error-doubt-zero-share = у нулевой оценки не может быть наименьшей доли: { $count }
    .fix = уберите low или возьмите шкалу low = 1, high = 100
error-importance-not-positive = нулевые веса нельзя оптимизировать: показателей { $count }
    .fix = исключите эти показатели
error-scores-not-positive = геометрическому и гармоническому среднему нужны оценки больше 0; не больше нуля: { $count }
error-scores-negative = степенному среднему нужны оценки от 0; меньше нуля: { $count }
error-mean-not-positive = индекс Маццотты — Парето делит на среднее по территории; средних не больше нуля: { $count }
error-one-score = у единственной оценки нет стандартного отклонения: { $count }
error-no-two-figures = показатели без двух разных значений: { $count }
    .fix = исключите их
error-too-few-for-kurtosis = у показателей меньше четырёх значений, эксцесс не вычислить: { $count }
    .fix = больше значений или уберите treat из [method]
error-log-not-positive = этому логарифму нужны значения больше 0; не больше нуля: { $count }
error-log-too-small = этому логарифму нужно наибольшее значение больше 1: показателей { $count }
error-criterion-no-figure = показатели без единого значения: { $count }
    .fix = исключите их
error-figure-infinite = бесконечные значения: { $count }
    .fix = исправьте их или оставьте клетки пустыми
error-components-negative = в группе «{ $name }» показатели направлены против первой компоненты (отрицательные нагрузки): { $names }
    .fix = weight = "rotated components" или исключите эти показатели
error-weights-not-optimised = для «{ $name }» веса нельзя оптимизировать: индекс меняется от них скачками
error-no-default-framework = пакет «{ $name }» не называет систему показателей по умолчанию
error-scores-of-less = «none» берёт оценки как есть, больше — лучше; показателей, где меньше — лучше: { $count }
    .fix = direction = "higher" или другая шкала, например normalise = "min max"
fault-no-such-framework = в пакете нет системы показателей «{ $text }»
fault-imeta-type = тип «{ $text }»; нужен один из: Indicator, Aggregate, Group, Denominator, Other
fault-imeta-level = { $name } стоит на уровне «{ $text }»; показатели стоят на 1, группы — на 2 и выше
fault-imeta-weight = вес «{ $text }»; нужно число больше 0
fault-imeta-parent = у { $name } указана группа «{ $text }», которой нет в таблице
fault-imeta-level-above = { $name } стоит на уровне { $level }, а группа { $text } — на { $above }; нужен соседний уровень
fault-imeta-direction = направление { $name } — «{ $text }»; нужно 1 или -1
error-imeta-top = индекс — единственная группа без родителя; здесь: { $names }
note-gaps-mean = пропуски заполнены средним по территориям: { $count }; другой способ — --method ФАЙЛ
