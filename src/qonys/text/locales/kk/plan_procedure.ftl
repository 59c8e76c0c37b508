# Рәсім: қорытындылар, себептер, сомалар, есептің бөлімі.
proc-verdict-applies = қолданылады
proc-verdict-does-not-apply = қолданылмайды
proc-verdict-cannot-tell = анықтау мүмкін емес

proc-meets = шарттар орындалған
proc-fact = шарт орындалмаған: { $fact }
proc-not-listed = { $area } осы күнгі өңірлер тізіміне кірмейді
proc-over = мерзімі { $until } күні аяқталған
proc-missing = көрсетілмеген: { $fact }
proc-no-rule = осы күні қолданылған норма табылмады
proc-no-list = осы күнгі өңірлер тізімі табылмады
proc-rule-day = норма { $year } жылы енгізілген; қай күннен бастап екені белгісіз
proc-list-day = өңірлер тізімі { $year } жылы өзгерген; қай күннен бастап екені белгісіз
proc-no-amount = осы күнгі мөлшері белгісіз
proc-practice = тек тәжірибеден белгілі; мұны белгілейтін акт табылмады
proc-not-found = қадам аталған, бірақ мазмұны жазылған мәтін табылмады

proc-fact-status = мәртебе
proc-fact-region = қоныстанатын өңір
proc-fact-visa-region = визада көрсетілген өңір
proc-fact-previous-region = ел ішіндегі бұрынғы тұрған өңір
proc-fact-quota = өңірлік квотаға енгізілуі
proc-fact-members = отбасы мүшелерінің саны
proc-fact-working-age = еңбекке қабілетті жастағы мүшелер саны
proc-fact-employed = өңірде жұмысқа орналасуы
proc-fact-arrived = келген күні
proc-fact-years = келгеннен бергі жылдар саны

proc-line = { $step }: { $verdict } — { $why }.
proc-sum = Сомасы: { $amount } ({ $money }).
proc-sum-if = Егер қадам қолданылса: { $amount } ({ $money }).
proc-range = { $low }–{ $high } { $unit }
proc-up-to = ең көбі { $high } { $unit }
proc-one = { $high } { $unit }
proc-no-money = ақшалай белгісіз: осы күнгі көрсеткіштің мәні деректерде жоқ
proc-reference = Негізі: { $act }; сенімділігі: { $trust }.
proc-act-number-date = { $act } (№ { $number }, { $date })
proc-act-number-only = { $act } (№ { $number })
proc-act-date-only = { $act } ({ $date })
proc-trust-a = актінің мәтіні
proc-trust-b = мемлекеттік органның хабарламасы немесе жарияланым
proc-trust-c = күмәнді дереккөз

reason-procedure-no-low = төменгі шегі жоқ
reason-procedure-no-amount = осы күнгі мөлшері белгісіз
reason-procedure-not = қадам қолданылмайды
reason-procedure-no-index = осы күнгі көрсеткіштің мәні деректерде жоқ

proc-section = Рәсімнің қадамдары
proc-section-lead = Қадамдар өңірлік квотаға енгізіліп, { $area_loc } қоныстанатын { $members } адамнан тұратын отбасы үшін көрсетілген, { $day } күнгі жағдай бойынша. Қорытындылар күні белгілі нормалардан шығады; норма табылмаса, қорытындының орнына солай айтылады.
proc-steps-table = { $members } адамнан тұратын отбасына арналған қадамдар, мәртебесі — { $status }, { $area }
proc-step = Қадам
proc-verdict = Қорытынды
proc-why = Себебі
proc-amounts-table = { $members } адамнан тұратын отбасына көрсетілетін қолдау, жылдар бойынша
proc-day = Басталған күні
proc-amount-low = { $step }, төменгі шегі
proc-amount-high = { $step }, жоғарғы шегі
proc-amount-in = { $amount }, { $unit }
proc-references-table = Қадамдар сүйенетін нормалар
proc-act = Акт
proc-number = Нөмірі
proc-act-date = Күні
proc-trust = Сенімділігі
proc-note-index = Ақшалай сома — көрсеткіштер саны мен сол күнгі көрсеткіш мәнінің көбейтіндісі. Көрсеткіші деректерде жоқ жылдар үшін ақшалай сома берілмейді.
