# Процедура: выводы, причины, суммы, раздел отчёта.
proc-verdict-applies = применяется
proc-verdict-does-not-apply = не применяется
proc-verdict-cannot-tell = установить нельзя

proc-meets = условия выполнены
proc-fact = условие не выполнено: { $fact }
proc-not-listed = { $area } не входит в перечень регионов на эту дату
proc-over = срок истёк { $until }
proc-missing = не указано: { $fact }
proc-no-rule = норма, действовавшая в этот день, не найдена
proc-no-list = перечень регионов на эту дату не найден
proc-rule-day = норма введена в { $year } году; с какого дня — неизвестно
proc-list-day = перечень регионов изменился в { $year } году; с какого дня — неизвестно
proc-no-amount = размер на эту дату неизвестен
proc-practice = известно только из практики; акт, который это устанавливает, не найден
proc-not-found = шаг назван, но текст о его содержании не найден

proc-fact-status = статус
proc-fact-region = регион расселения
proc-fact-visa-region = регион, указанный в визе
proc-fact-previous-region = прежний регион проживания внутри страны
proc-fact-quota = включение в региональную квоту
proc-fact-members = число членов семьи
proc-fact-working-age = число членов семьи трудоспособного возраста
proc-fact-employed = занятость в регионе
proc-fact-arrived = дата прибытия
proc-fact-years = число лет после прибытия

proc-line = { $step }: { $verdict } — { $why }.
proc-sum = Сумма: { $amount } ({ $money }).
proc-sum-if = Если шаг применяется: { $amount } ({ $money }).
proc-range = { $low }–{ $high } { $unit }
proc-up-to = до { $high } { $unit }
proc-one = { $high } { $unit }
proc-no-money = в деньгах неизвестно: значения показателя на эту дату нет в данных
proc-reference = Основание: { $act }; достоверность: { $trust }.
proc-act-number-date = { $act } № { $number } от { $date_gen }
proc-act-number-only = { $act } № { $number }
proc-act-date-only = { $act } от { $date_gen }
proc-trust-a = текст акта
proc-trust-b = сообщение ведомства или публикация
proc-trust-c = источник вызывает сомнения

reason-procedure-no-low = нижнего предела нет
reason-procedure-no-amount = размер на эту дату неизвестен
reason-procedure-not = шаг не применяется
reason-procedure-no-index = значения показателя на эту дату нет в данных

proc-section = Процедура по шагам
proc-section-lead = Шаги показаны для семьи из { $members } человек, которая включена в региональную квоту и расселяется { $area_loc }, по состоянию на { $day }. Выводы следуют из норм с датами; если норма не найдена, вместо вывода так и сказано.
proc-steps-table = Шаги для семьи из { $members } человек, статус — { $status }, { $area }
proc-step = Шаг
proc-verdict = Вывод
proc-why = Почему
proc-amounts-table = Поддержка семьи из { $members } человек по годам
proc-day = С даты
proc-amount-low = { $step }, нижний предел
proc-amount-high = { $step }, верхний предел
proc-amount-in = { $amount }, { $unit }
proc-references-table = Нормы, на которые опираются шаги
proc-act = Акт
proc-number = Номер
proc-act-date = Дата
proc-trust = Достоверность
proc-note-index = Суммы в деньгах — число показателей, умноженное на значение показателя на эту дату. Для лет, значения показателя за которые нет в данных, сумма в деньгах не приводится.
