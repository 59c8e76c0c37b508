# Фразы, которые сравнивают: наибольшее и наименьшее, места, изменения. Каждая называет сравниваемую совокупность ($…_set, $…_of).
cmp-none = { "" }
cmp-apart = , различить которые нельзя
cmp-tied = , поровну
cmp-counter-most = ; за { $label } вместе — { $total }, в среднем за год больше
cmp-counter-least = ; за { $label } вместе — { $total }, в среднем за год меньше

# Что сравнивается; стоит после превосходной степени.
cmp-set-areas = из { $count } { $count ->
    [one] региона
   *[other] регионов
 }
cmp-set-areas-known = из { $count } { $count ->
    [one] региона
   *[other] регионов
 } с данными (всего { $all })
cmp-set-years = за { $first }–{ $last } годы
cmp-set-years-known = из { $count } известных лет ({ $years })
cmp-set-months = из { $count } месяцев
cmp-set-months-of = из { $count } месяцев { $year_gen }
cmp-set-cells = из { $count } месячных значений по регионам
cmp-set-parts = из { $count } опубликованных групп
cmp-set-flows = из { $count } потоков между регионами
cmp-set-criteria = из { $count } показателей
cmp-set-sources = из { $count } источников
cmp-set-choices = из { $count } решений
cmp-set-capacities = из { $count } известных видов возможностей

# Почему фразы или рисунка нет.
cmp-why-no-figures = нет данных
cmp-why-one-value = одно значение: сравнивать не с чем
cmp-why-all-equal = все значения равны
cmp-why-not-separable = интервалы не позволяют выделить первое место
cmp-why-wrong-sign = знак данных противоположный
cmp-why-contradicted = известная сумма говорит об ином
cmp-why-break = ряд прерывается: изменился порядок учёта
cmp-why-other-unit = значения в разных единицах не упорядочить
cmp-why-other-group = данные относятся к разным группам
cmp-why-other-length = периоды разной длины
cmp-why-other-period = периоды не пересекаются
cmp-why-other-borders = данные в разных границах
cmp-why-other-version = данные относятся к разным редакциям
cmp-why-not-met = то, что она утверждала бы, не выполняется
cmp-why-not-computed = нужный для неё расчёт по этим данным невозможен
reason-other-group = данные относятся к разным группам
reason-other-length = периоды разной длины
reason-other-period = периоды не пересекаются
reason-other-borders = данные в разных границах
reason-other-version = данные относятся к разным редакциям
reason-total-unknown = итог не опубликован, и известны не все его части
reason-zero = делить не на что
cmp-explain-absent = Не вошло или изменено
cmp-explain-none = Всё вошло.
cmp-explain-line = { $id }: { $why }
cmp-explain-instead = { $id }: { $why }; вместо неё — { $instead }

# Миграция.
mig-leader = Наибольшая миграционная убыль { $year_in } { $top_set } — { $top_loc }: { $top_value } { $top_value ->
    [one] человек
    [few] человека
   *[other] человек
 }{ $top_apart }. На 1 000 человек это { $rate_value }, или { $rate_place }-е место среди { $rate_of } регионов с убылью; больше всего — { $worst_loc } ({ $worst_value }).
mig-leader-same = Наибольшая миграционная убыль { $year_in } { $top_set } — { $top_loc }: { $top_value } { $top_value ->
    [one] человек
    [few] человека
   *[other] человек
 }; она же наибольшая и на 1 000 человек ({ $worst_value }).
mig-magnets = { $year_in } сальдо миграции отрицательное в { $losers } из { $areas } регионов. Миграционный прирост остальных { $gainers } составил { $gain } { $gain ->
    [one] человек
    [few] человека
   *[other] человек
 }; наибольший { $top_set } — { $top_loc } ({ $top_value }){ $top_apart }.
mig-magnets-plain = { $year_in } сальдо миграции отрицательное в { $losers } из { $areas } регионов.
mig-villages-record = Сальдо миграции { $year_in }: в сельской местности { $record_value } { $record_value ->
    [one] человек
    [few] человека
   *[other] человек
 }, наименьшее { $record_set }, в городской — { $urban }.
mig-villages = Сальдо миграции { $year_in }: в сельской местности { $rural } { $rural ->
    [one] человек
    [few] человека
   *[other] человек
 }, в городской — { $urban }.
mig-region-loss = Миграционная убыль { $area_gen } { $year_in } — { $count_value } { $count_value ->
    [one] человек
    [few] человека
   *[other] человек
 }: { $count_place }-е место из { $count_of } регионов с убылью по её величине и { $rate_place }-е из { $rate_of } по убыли на 1 000 человек ({ $rate_value }){ $beside }.
mig-region-gain = Миграционный прирост { $area_gen } { $year_in } — { $count_value } { $count_value ->
    [one] человек
    [few] человека
   *[other] человек
 }: { $count_place }-е место из { $count_of } регионов с приростом по его величине и { $rate_place }-е из { $rate_of } по приросту на 1 000 человек ({ $rate_value }){ $beside }.
mig-region-beside = ; больше всего на 1 000 человек { $top_set } — { $top_loc } ({ $top_value })
mig-region-loss-plain = Миграционная убыль { $area_gen } { $year_in } — { $net } { $net ->
    [one] человек
    [few] человека
   *[other] человек
 } ({ $rate } на 1 000).
mig-region-gain-plain = Миграционный прирост { $area_gen } { $year_in } — { $net } { $net ->
    [one] человек
    [few] человека
   *[other] человек
 } ({ $rate } на 1 000).
mig-region-even = { $year_in } { $area_loc } прибыло столько же людей, сколько выбыло.
mig-region-title-loss = { $rank }: { $rate } на 1 000 человек { $year_in }, { $rank_place }-е место из { $rank_of } регионов с убылью
mig-region-title-gain = { $rank }: { $rate } на 1 000 человек { $year_in }, { $rank_place }-е место из { $rank_of } регионов с приростом
mig-region-title-plain = Сальдо миграции на 1 000 человек по регионам, { $year }
mig-external-title = Сальдо внешней миграции { $area_gen }: { $last_year_in } { $last }; наименьшее { $low_set } — { $low_in } ({ $low_value })
mig-external-title-plain = Сальдо внешней миграции { $area_gen } по годам
mig-history-title = Сальдо миграции { $area_gen }: { $last_year_in } { $last }; наименьшее { $low_set } — { $low_in } ({ $low_value })
mig-history-title-plain = Сальдо миграции { $area_gen } по годам
mig-partners-title = Больше всего прибывших { $year_in } { $top_set } — из { $top_gen }: { $top_value }{ $top_apart }
mig-partners-title-plain = Прибывшие и выбывшие по странам, { $year }
mig-map-title = Сальдо миграции на 1 000 человек { $year_in }: { $high_set } наибольшее { $high_loc } ({ $high_value }), наименьшее { $low_loc } ({ $low_value })
mig-ranking-title = Сальдо миграции { $year_in }: { $high_set } наибольшее { $high_loc } ({ $high_value }), наименьшее { $low_loc } ({ $low_value })
mig-growth-years-title = { $area }: естественный прирост { $year_in } { $natural } { $natural ->
    [one] человек
    [few] человека
   *[other] человек
 }; наибольший { $high_set } — { $high_in } ({ $high_value })
mig-growth-years-title-plain = { $area }: естественный прирост и сальдо миграции по годам
mig-growth-regions-title = Прирост населения { $year_in }: { $high_set } наибольший { $high_loc } ({ $high_value } на 1 000 человек), наименьший { $low_loc } ({ $low_value })
mig-growth-regions-title-plain = Составляющие изменения населения на 1 000 человек по регионам, { $year }
mig-decades-title = Сильнее всего { $turn_set } сальдо миграции изменилось { $turn_loc }: с { $then } на 1 000 человек { $first_in } до { $now } { $last_in }{ $turn_apart }
mig-decades-apart-title = Сильнее всего { $turn_set }, не считая городов, сальдо миграции изменилось { $turn_loc }: с { $then } на 1 000 человек { $first_in } до { $now } { $last_in }{ $turn_apart }
mig-decades-title-plain = Сальдо миграции регионов на 1 000 человек, { $first_short }–{ $last_short }
mig-decades-cities-title = Среди городов, { $turn_set }, сальдо миграции сильнее всего изменилось { $turn_loc }: с { $then } на 1 000 человек { $first_in } до { $now } { $last_in }{ $turn_apart }
mig-decades-cities-title-plain = Сальдо миграции городов на 1 000 человек, { $first_short }–{ $last_short }
mig-months-title = Сальдо внутренней миграции, человек: { $low_set } наименьшее — { $low }
mig-area-month = { $area_loc } { $month_in }: { $net }
mig-months-title-plain = Сальдо внутренней миграции по регионам и месяцам { $year_gen }
mig-months-own-title = Сальдо внутренней миграции, { $area }: наименьшее { $low_set } — { $low_in } ({ $low_value } { $low_value ->
    [one] человек
    [few] человека
   *[other] человек
 }), наибольшее — { $high_in } ({ $high_value })
mig-months-own-title-plain = { $area }: сальдо внутренней миграции по месяцам { $year_gen }
mig-season-title = { $area }: { $high_set } больше всего выбывших по внутренней миграции — { $high_in } (в { $high_value } раза больше среднемесячного уровня), меньше всего — { $low_in } ({ $low_value } этого уровня)
mig-season-title-plain = { $area }: выбывшие по внутренней миграции по месяцам относительно среднемесячного уровня, { $year }
mig-flow-first-title = Наибольший по оценке { $top_set } { $year_in }: { $top }, { $top_value } { $top_value ->
    [one] человек
    [few] человека
   *[other] человек
 } (от { $low } до { $high }){ $top_apart }
mig-flow-matrix-plain = Оценка переездов: откуда (строки) и куда (столбцы), { $year }
mig-flow-map-plain = Оценка переездов между регионами, { $year }: { $top_shown } наибольших оценок { $top_set }
mig-flow-map-own-plain = { $area }: { $top_shown } наибольших оценок { $top_set }, которые начинаются или заканчиваются здесь, { $year }
mig-flow-ring-title = Оценка переездов между регионами, { $year }: длина дуги — число выбывших
mig-flow-ranking-title = Порядок потоков не определён: { $top_count ->
    [0] ни одну из { $top_shown } наибольших оценок { $top_set } нельзя отличить от первой
   *[other] из { $top_shown } наибольших оценок { $top_set } от первой отличимы { $top_count }
 }
mig-flow-ranking-alt = { $top_shown } наибольших оценок { $top_set } { $year_in }, по три точки на линии: нижняя граница, оценка, верхняя граница.
mig-flow-map-alt = Карта с { $count } стрелками оценённых потоков между регионами { $year_gen }, от места выбытия к месту прибытия; числа — в таблице.
mig-largest-flow = Наибольший { $top_set } { $year_in }, по оценке, — { $top }: около { $top_value } { $top_value ->
    [one] человек
    [few] человека
   *[other] человек
 } (от { $low } до { $high }){ $top_apart }; таблица потоков не публикуется.
mig-largest-flow-open = Какой { $top_set } был наибольшим { $year_in }, сказать нельзя: таблица не публикуется, а из { $top_shown } наибольших оценок { $top_count ->
    [0] ни одну нельзя отличить от первой
   *[other] от первой отличимы { $top_count }
 }.
mig-largest-flows-table = { $top_shown } наибольших оценок { $top_set }, { $year }

# Труд.
lab-returnees-fell = Статус этнических репатриантов { $fall_after_in } получили { $fall_is } { $fall_is ->
    [one] человек
    [few] человека
   *[other] человек
 } — меньше, чем { $fall_before_in } ({ $fall_was }), когда их было больше всего { $high_set }{ $high_counter }.
lab-by-date-title = { $indicator } { $date_in }: { $top_set } больше всего — { $top } ({ $top_value }){ $top_apart }
lab-breakdown-title = { $indicator }, { $period }: { $top_set } на первом месте — { $top } ({ $top_value }){ $top_apart }
lab-area-title = { $indicator }, { $period }: { $top_set } на первом месте — { $top } ({ $top_value }){ $top_apart }
lab-figure-plain = { $indicator }
lab-yearly-title = { $indicator }: { $last } { $last_year_in }{ $version }; больше всего { $high_set } — { $high_in } ({ $high_value }){ $high_apart }{ $high_counter }
lab-yearly-version = { " " }(последняя из { $count } редакций)
lab-season-title = Сезонные работники: { $high_set } больше всего — { $high } (в { $high_value } раза больше среднемесячного уровня), меньше всего — { $low } ({ $low_value } этого уровня){ $high_apart }
lab-season-title-plain = Число сезонных работников по месяцам относительно среднемесячного уровня
lab-note-newer = Более новые данные, { $newer }, не подходят: { $lacks }.
lab-lacks-parts = названо меньше трёх частей
lab-note-share = Доли рассчитаны по названным числам; знаменатель — названный итог на ту же дату.
lab-note-version = За год с несколькими редакциями показана последняя.
lab-note-no-fulfilment = Число переселившихся опубликовано по обеим группам вместе, а квоты регионов — по одной из них: их отношение несопоставимо и не приводится.
lab-note-length = Число за часть года не сопоставляется с годовой квотой.
lab-note-steered = Доли квоты рассчитаны от опубликованного итога по той же группе.
lab-two-channels = Трудовым иммигрантам, работающим у физических лиц, { $year_in } выдано { $immigrants } { $immigrants ->
    [one] разрешение
    [few] разрешения
   *[other] разрешений
 }, предприятиям — { $employers }.
lab-note-season = Только даты с разбивкой по категориям; сезонные работы меняются в течение года, поэтому сравнивайте один и тот же месяц разных лет.
mig-growth-moves = Население { $area_gen } растёт прежде всего за счёт миграции: { $year_in } миграционный прирост составил { $net }, естественный — { $natural } { $natural ->
    [one] человек
    [few] человека
   *[other] человек
 }; вместе — { $rate } на 1 000 человек{ $later }.
mig-growth-ages = { $area_loc } умерших больше, чем родившихся: { $year_in } естественная убыль составила { $natural } { $natural ->
    [one] человек
    [few] человека
   *[other] человек
 }, сальдо миграции — { $net }; вместе — { $rate } на 1 000 человек{ $later }.
mig-growth-plain = { $area }: { $year_in } естественный прирост — { $natural }, сальдо миграции — { $net } { $net ->
    [one] человек
    [few] человека
   *[other] человек
 }; вместе — { $rate } на 1 000 человек{ $later }.
mig-region-internal-loss = Миграционная убыль { $area_gen } складывается прежде всего из переездов в другие регионы, а не за границу: { $year_in } сальдо внутренней миграции — { $internal }, внешней — { $external } { $external ->
    [one] человек
    [few] человека
   *[other] человек
 }.
mig-region-internal-gain = Миграционный прирост { $area_gen } складывается прежде всего из переездов из других регионов, а не из-за границы: { $year_in } сальдо внутренней миграции — { $internal }, внешней — { $external } { $external ->
    [one] человек
    [few] человека
   *[other] человек
 }.

# Благополучие.
wel-ends = { $leads } { $trails }
wel-leads = Выше всего по благополучию { $year_in } { $top_set } — { $top } ({ $top_value } балла из 100){ $top_apart }.
wel-leads-open = Какой { $top_set } { $year_in } стоит по благополучию выше всех, сказать нельзя: от первого по баллам ({ $first }) отличимы { $top_count }.
wel-trails = Ниже всего { $top_set } — { $top } ({ $top_value }){ $top_apart }.
wel-trails-open = Какой { $top_set } стоит ниже всех, сказать нельзя: от последнего по баллам ({ $first }) отличимы { $top_count }.
wel-map-title = Благополучие { $year_in } { $high_set }: выше всех — { $high }{ $high_apart }; ниже всех — { $low }{ $low_apart }
wel-map-plain = Благополучие по регионам, { $year }
wel-place = { $rank } — { $rank_place }-е место из { $rank_of } { $rank_of ->
    [one] региона
   *[other] регионов
 } по благополучию { $year_in }; с учётом неопределённости — от { $low } до { $high }. Сильные стороны: { $best }. Слабые стороны: { $worst }.
wel-place-plain = { $area }: благополучие { $year_in }. Сильные стороны: { $best }. Слабые стороны: { $worst }.
wel-best-in = { $part_inside } — { $best }
wel-parts-title = Больше всего баллов { $any_set } по составляющим: { $best }
wel-parts-plain = Баллы по составляющим и регионам, { $year }
wel-moved = С { $first } по { $last } год { $risen_set } с наибольшей вероятностью улучшилось место { $risen_gen } ({ $risen_value }), ухудшилось — место { $fallen_gen } ({ $fallen_value }).
wel-blame = Больше всего неопределённости в места { $top_set } вносят { $top }: { $top_value } дисперсии{ $top_apart }.
wel-without-table = Какой { $any_set } сдвинулся бы больше всех без отдельного показателя
wel-without-plain = Места без отдельного показателя
reason-several = одинаково сдвигаются несколько
reason-none-moves = не сдвигается ни один

# Эффекты.
eff-verdict-effect = отличается от нуля с поправкой на число показателей ({ $all })
eff-verdict-single = сам по себе — да, как один из { $all } показателей — нет
eff-p-holm = p с поправкой
eff-holm-note = p исправлено на число показателей по шагам Холма: эффект — тот, что сохраняется среди всех.
eff-says-single = «{ $outcome }» отличался бы от нуля, если бы был единственным показателем (p = { $p }); как один из { $all } — не отличается (p = { $adjusted }).
eff-curve-choice = { $outcome }: результат больше всего { $top_set } зависит от выбора «{ $top }»: { $top_value } дисперсии оценок.
eff-whatif-depends = Изменение заработной платы местных работников без высшего образования сильнее всего { $top_set } зависит от параметров группы «{ $top }»: { $top_value } дисперсии.

# Потребность в работниках.
need-lead-first = Рабочей силы { $top_set } больше всего не хватает { $top_loc } (индекс { $top_value }){ $top_apart }. Показатели, которые публикует слишком мало регионов, составляют { $unknown } индекса.
need-lead-open = Где { $top_set } рабочей силы не хватает больше всего, сказать нельзя: интервалы пересекаются — индекс { $last_gen } может достигать { $high }, а индекс { $first_gen } — быть лишь { $low }. Показатели, которые публикует слишком мало регионов, составляют { $unknown } индекса.
need-lead-region = { $rank } — { $rank_place }-е место из { $rank_of } { $rank_of ->
    [one] региона
   *[other] регионов
 } по нехватке рабочей силы; с учётом неизвестного — от { $best } до { $worst }.
need-index-title = Самый высокий индекс нехватки рабочей силы { $top_set } — { $top }: { $top_value } (от { $low } до { $high }){ $top_apart }
need-index-table = Индекс нехватки рабочей силы по регионам с интервалом и местом региона
need-binding = { $area }: { $top_set } меньше всего места оставляет «{ $top }» — на { $top_value } { $top_value ->
    [one] человек
    [few] человека
   *[other] человек
 } в год.
need-binding-open = { $area }: что { $top_set } оставляет меньше всего места, сказать нельзя: их интервалы пересекаются.
need-binding-one = { $area }: «{ $capacity }» оставляет место на { $people } { $people ->
    [one] человек
    [few] человека
   *[other] человек
 } в год; другие возможности неизвестны.

# Меры.
cmp-set-paying = из тех { $count }, что в большинстве испытаний дают больше, чем стоят
plan-lead-none = { $area_loc } ни одна из { $count } применимых мер в большинстве испытаний не приносит пользу, которая больше затрат на неё, — по модели с объявленными диапазонами.{ $saves }
plan-lead-pays = { $area_loc } в большинстве испытаний приносят пользу, которая больше затрат, { $paying } из { $count } применимых мер — по модели с объявленными диапазонами: { $names }.{ $best }{ $saves }
plan-saves = { " " }Сберегает больше денег, чем отнимает, хотя иной пользы не приносит: { $names }.
plan-paying = «{ $name }» ({ $size }; { $share } испытаний)
plan-best = { " " }На единицу затрат больше всего { $top_set } даёт { $top }{ $top_apart }.
plan-best-open = { " " }Какая из них даёт больше всего на единицу затрат, сказать нельзя: от первой { $top_set } отличимы { $top_count }.
plan-order-index = Меры { $area_loc } в порядке эффекта, в баллах индекса
plan-order-money = Меры { $area_loc } в порядке эффекта, { $unit } в год
plan-table-costs = Меры { $area_loc } в порядке эффекта на единицу затрат: сколько стоят, { $unit } в год, и кто платит
plan-col-more = Денежный итог больше нуля, доля испытаний
plan-note-order = Сначала идут меры, которые дают эффект и сберегают деньги, затем дающие эффект за деньги, по эффекту на единицу затрат; в конце — те, что вредят.
cmp-value-of = { $who }: { $value }
reason-one-group = опубликовано только по одной группе
