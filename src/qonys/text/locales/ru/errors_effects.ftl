# Эффекты: спецификации, выборки, панели.
error-study-not-found = нет исследования «{ $name }»
error-effect-not-found = в исследовании нет эффекта «{ $name }»
error-effect-log = { $name }: { $count ->
    [one] { $count } значение не больше нуля, логарифма у него нет
    [few] { $count } значения не больше нуля, логарифма у них нет
   *[other] { $count } значений не больше нуля, логарифма у них нет
 }
    .fix = оставьте показатель как есть или возьмите модель Пуассона, если он бывает нулевым
error-effect-left-out = «{ $name }» нельзя исключить: такого нет
error-effect-weights = вес отрицателен или отсутствует
    .fix = задайте веса не меньше нуля
error-effect-clusters = нет группировки территорий «{ $name }»
error-effect-nothing-left = ни по одной территории нет показателя и воздействия за один и тот же период
    .fix = возьмите другие годы, лаги или ряды
error-effect-one-cluster = кластер один: судить об ошибках не по чему
    .fix = больше территорий или более дробная группировка
error-effect-constant = «{ $name }» внутри территорий не меняется сверх фиксированных эффектов
    .fix = другое воздействие или меньше фиксированных эффектов
error-effect-collinear = два регрессора говорят одно и то же
    .fix = исключите один из них
error-effect-no-freedom = наблюдений ({ $observations }) слишком мало для параметров ({ $parameters })
    .fix = меньше контрольных переменных или фиксированных эффектов либо больше наблюдений
error-effect-few-instruments = инструментов ({ $instruments }) меньше, чем эндогенных регрессоров ({ $regressors })
    .fix = задайте хотя бы по одному инструменту на эндогенный регрессор
error-effect-instruments-blind = инструменты не различают эндогенные регрессоры
    .fix = задайте другие инструменты
error-effect-account = в балансе населения нет части «{ $name }»
error-effect-two-files = к своим данным нужно своё исследование, а к файлу исследования — данные
fault-few-instruments = { $name }: инструментов { $got }, регрессоров { $needed }
fault-effect-nesting = { $name } относится к другому кластеру, чем в строке { $line }


error-impact-bad-share = «{ $text }» — не утверждение, которое можно проверить
    .fix = доля от 0 до 1: 0.08 — это 8 %; число людей не меньше 0
error-impact-composition-sum = { $name }: работающие, школьники и дошкольники составляют { $text } всех людей, а больше 1 быть не может
    .fix = задайте и остальные части состава
error-impact-negative = значение «{ $text }» не имеет смысла: { $name }
    .fix = число людей и домохозяйств не меньше 0, оплата больше 0
error-impact-no-equilibrium = заработная плата и безработица не приходят к равновесию
    .fix = меньше прибывающих или кривая заработной платы дальше от 0
error-impact-no-figure = нет показателя { $name } для { $area } за { $period }
    .fix = другой год или собственные данные
error-impact-no-number = «{ $text }» — не число: { $name }
error-impact-no-parameters = в пакете страны нет параметров модели последствий
    .fix = укажите собственный файл параметров
error-impact-no-people = никто не прибывает: сценарий пуст
error-impact-no-stocks = в пакете страны не названа опубликованная численность мигрантов
    .fix = обойдитесь без опубликованной численности
error-impact-no-year = «{ $text }» — не год
error-impact-nothing-varies = «{ $name }» следует из одного сценария: от параметров не зависит
    .fix = другой показатель
error-impact-one-claim = нужно одно утверждение: доля в выпуске или снижение заработной платы
error-impact-out-of-bounds = { $name }: { $text } не лежит между { $low } и { $high }
    .fix = доли задаются дробью: 0.2 — это 20 %
error-impact-people-or-households = { $name }: задайте число людей или число домохозяйств, что-то одно
error-impact-skills-sum = { $name }: доли квалификаций дают в сумме { $text }, а не 1
error-impact-unknown-kind = вид прибывающих «{ $name }» не описан
error-impact-unknown-scenario = нет сценария «{ $name }»
error-impact-unknown-sector = нет вида деятельности «{ $name }»
error-impact-unknown-side = прибывающие конкурируют с местными или с мигрантами, а не с «{ $name }»
error-impact-unknown-skill = нет квалификации «{ $name }»
error-impact-unknown-target = нет показателя «{ $name }», который вычислялся бы по этим данным
error-impact-unknown-word = у группы людей нет свойства «{ $name }»
error-impact-which-area = в файле несколько территорий: назовите одну
fault-impact-composition-sum = { $name }: работающие, школьники и дошкольники составляют до { $text } всех людей
fault-impact-log-range = { $name }: в диапазон равных отношений попадает 0
fault-impact-missing-parameter = параметр { $name } не задан
fault-impact-out-of-bounds = { $name }: { $text } не лежит между { $low } и { $high }
fault-impact-range-turned = { $name }: значения { $low }, { $central }, { $high } идут не по возрастанию
fault-impact-rate = { $text } — не доля меньше 1: 0.05 — это 5 %
fault-impact-unknown-column = нет величины «{ $text }»; ближайшие: { $near }
fault-impact-unknown-parameter = нет параметра «{ $text }»; ближайшие: { $near }
fault-impact-unknown-quantity = нет величины «{ $text }»; ближайшие: { $near }
fault-impact-unknown-side = прибывающие конкурируют с местными или с мигрантами, а не с «{ $text }»
note-impact-inputs = { $area }, { $period }. На чём основан расчёт: официальные данные — { $figure }, диапазоны с источником — { $range }, допущения — { $assumption }, ваши собственные — { $user }.
error-impact-too-many = { $name } работающих — больше, чем модель может описать: допустимо не более двух численностей рабочей силы территории { $area }
    .fix = меньше людей или большая территория
fault-impact-zero = { $name }: 0, а должно быть больше
note-effect-left-out-area = исключено значений исключённых территорий: { $count }
note-effect-left-out-period = исключено значений исключённых периодов: { $count }
note-effect-no-outcome = нет значения показателя: { $count }
note-effect-no-exposure = нет значения воздействия: { $count }
note-effect-no-other = нет значения контрольной переменной: { $count }
note-effect-gaps = пропусков внутри рядов территорий: { $count }
note-effect-taken-up = контрольную переменную «{ $name }» поглощают фиксированные эффекты, она исключена
error-effect-power-iv = мощность с инструментами не моделируется
    .fix = уберите инструменты, чтобы увидеть мощность приведённой формы
error-effect-path-iv = отклик во времени берёт воздействие как есть
    .fix = уберите инструменты
error-effect-unbalanced = у территорий от { $least } до { $most } периодов: меняться траекториями они не могут
    .fix = возьмите годы, которые есть у всех территорий
error-effect-hangs-on-cluster = без кластера { $cluster } коэффициента не существует
    .fix = возьмите воздействие, которое меняется в большем числе кластеров

error-effect-one-endogenous = это определено для одного эндогенного регрессора
    .fix = возьмите совместный тест или условную силу каждого
error-effect-one-instrument = этот бутстреп берёт один инструмент и кластеры
    .fix = один инструмент или тест без бутстрепа
error-effect-shares-collinear = доли отраслей линейно зависимы
    .fix = объедините отрасли, чтобы их стало меньше, чем регионов, или исключите повторы
error-effect-sector-empty = у отрасли { $number } нет доли ни в одном регионе
    .fix = исключите отрасль

note-effect-strong = инструменты сильные: эффективное F { $f }, выше { $critical } (смещение не более 10 % от худшего случая)
note-effect-weak = инструменты слабые: эффективное F { $f }, не выше { $critical }; опирайтесь на множество Андерсона и Рубина
note-effect-conditional-f = условное F самого слабого эндогенного регрессора равно { $f }

error-effect-no-event = ни у одной единицы событие не попадает внутрь панели с двумя периодами до него
    .fix = возьмите больше периодов или другие даты
error-effect-no-comparison = событие затрагивает все единицы сразу: сравнивать не с кем
    .fix = добавьте единицы без события или с более поздним
error-effect-no-placebo = { $controls } контрольных на { $treated } затронутых не оставляют плацебо
    .fix = добавьте контрольные единицы
error-effect-cell-missing = у единицы { $unit } нет значения за период { $period }
    .fix = исключите единицу или сократите период

