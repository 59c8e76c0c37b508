# Кодтары бойынша қателер: мәні — не дұрыс емес, .fix — не істеу керек. .fix болмаса, қатенің өз кеңесі басылады.
error-label-where = қайда
error-label-try = былай көріңіз
error-more-faults = тағы { $count }
error-faulty-file = Файлдарда { $count } қате бар
    .fix = жолдарды түзетіп, команданы қайта орындаңыз

# Табылмағандар.
error-area-not-found = «{ $name }» деген аумақ жоқ
error-area-ended = { $name }: { $year } жылы мұндай аумақ жоқ, жері басқаларға өткен
error-area-not-in-force = { $text }: { $year } жылғы бөліністе мұндай аумақ жоқ
error-indicator-not-found = «{ $name }» деген көрсеткіш жоқ
error-pack-not-found = «{ $name }» деген деректер жинағы жоқ
    .fix = { $known } немесе ішінде pack.toml бар қалта
error-claim-not-found = «{ $name }» деген сан жоқ
error-function-not-found = «{ $name }» деген есептеу жоқ
error-file-not-found = «{ $name }» деген файл жоқ
error-cell = мұндай ұяшық жоқ ({ $what })
    .fix = әр осьтің белгісін атаңыз
error-label = «{ $label }» деген белгі жоқ
error-year-outside = { $text } кезеңінде дерек жоқ; деректер бар кезең: { $first } – { $last }

# Пайдаланушы жазғандар.
error-period = «{ $text }» — кезең емес
error-dimensions = «{ $text }» — қималар емес
error-equation = «{ $text }» — теңдеу емес
error-bad-option = команда параметрі «{ $text }» мәнін қабылдамайды
error-bad-parameter = есептеу { $name } параметрінің мұндай мәнін қабылдамайды
    .fix = есептеудің параметрлерін қараңыз
error-file-empty = { $name } файлында дерек жоқ
error-ftl-syntax = бұл Fluent мәтіні емес: { $text }
error-conflict = бір ұяшықтың екі түрлі мәні бар
    .fix = мәні алынатын дереккөзді атаңыз
error-boundaries-codes = шекаралар мен ең жаңа бөліністегі аумақтар сәйкес емес ({ $what })
    .fix = қолданыстағы әр аумаққа code қасиеті бар бір пішін беріңіз

# Шекара өзгерістері.
error-lineage-shape = шекараның өзгеруі дұрыс жазылмаған ({ $what })
    .fix = әр өзгерісті бөлек, әр аумақты әр жақта бір рет жазыңыз
error-lineage-unknown = шекара өзгерген күні мұндай аумақ жоқ ({ $what })
    .fix = өзгерістердің күндері мен аумақтардың жылдарын түзетіңіз
error-lineage-overlap = шекараның өзгеруі құратын аумақ бұрыннан бар ({ $what })
    .fix = оны бұрынғы аумақтардың арасында атаңыз немесе күнін түзетіңіз

# Дерек жетпейтіндер.
error-no-value = мәні жоқ
error-no-net-migration = бірде-бір жылда өңірлердің көші-қон айырымы жоқ
    .fix = көші-қон айырымының деректерін қосыңыз немесе --as-of параметрін алып тастаңыз

# Бағдарлама жазған не жазуы тиіс файлдар.
error-store-format = қойма бағдарламаның басқа нұсқасымен жазылған
    .fix = оны жазған нұсқаны немесе --store арқылы жаңа қалтаны алыңыз
error-store-truncated = { $file } шығарылымы бүлінген немесе қиылған
    .fix = оны және қасындағы аттас файлды жойып, команданы қайта орындаңыз
error-claims-broken = { $name } — есеп сандарының файлы емес
error-store-unwritable = қоймаға жазу мүмкін емес
    .fix = --store арқылы басқа қалтаны көрсетіңіз немесе осы қалтаның құқықтарын түзетіңіз
error-output-unwritable = есепті жазу мүмкін емес
    .fix = --out арқылы басқа қалтаны көрсетіңіз немесе осы қалтаның құқықтарын түзетіңіз
error-output-not-a-folder = есеп қалтасының орнында файл тұр
    .fix = --out арқылы басқа қалтаны көрсетіңіз
error-unwritable = қалтаға жазу мүмкін емес
    .fix = басқа қалтаны көрсетіңіз немесе осы қалтаның құқықтарын түзетіңіз
error-disk-full = диск толған
    .fix = орын босатыңыз немесе басқа қалтаны көрсетіңіз

# Деректер жинағы файлдарының қателері, әрқайсысы бір жолда.
fault-unknown-indicator = «{ $text }» деген көрсеткіш жоқ
fault-unknown-area = «{ $text }» деген аумақ жоқ
fault-unknown-source = «{ $text }» деген дереккөз жоқ
fault-unknown-dimension = «{ $text }» деген қима не код жоқ
fault-unknown-unit = «{ $text }» деген бірлік жоқ
fault-unknown-level = «{ $text }» деген деңгей жоқ: country, region
fault-unknown-kind = «{ $text }» деген түр жоқ
fault-unknown-change = «{ $text }» деген өзгеріс жоқ: split, merge, transfer
fault-unknown-check = «{ $text }» деген тексеру жоқ
fault-unknown-column = артық баған: «{ $text }»
fault-missing-column = «{ $text }» бағаны жоқ
fault-cell-count = жолдағы ұяшықтар: { $got }, тақырыптағысы: { $wanted }
fault-csv-syntax = бұл CSV емес ({ $what })
fault-toml-syntax = бұл TOML емес ({ $what })
fault-toml-schema = мәні сай емес: { $text }
fault-ftl-syntax = бұл Fluent мәтіні емес: { $text }
fault-not-utf8 = мәтін UTF-8 кодтауында емес
fault-file-missing = файл жоқ
fault-name-missing = атауы жоқ: { $text }
fault-wrong-unit = «{ $text }» бұл көрсеткіштің бірлігі емес
fault-bad-number = сан емес немесе бұл жерге келмейтін сан: «{ $text }»
fault-impossible-value = мүмкін емес мән: { $text }
fault-bad-period = «{ $text }» — кезең емес
fault-bad-status = «{ $text }» деген мәртебе жоқ
fault-bad-vintage = «{ $text }» — дерек белгілі болған күн емес
fault-bad-dimensions = «{ $text }» — қималар емес
fault-duplicate-key = қайталанады: { $text }
fault-missing-without-reason = дерек жоқ, бірақ себебі көрсетілмеген: ескертпе жазыңыз
fault-area-not-in-force = { $text }: { $year } жылғы бөліністе мұндай аумақ жоқ
fault-equation = бұл теңдеу емес: { $text }
fault-lineage-shape = шекараның өзгеруі дұрыс жазылмаған ({ $what })
fault-lineage-unknown = шекара өзгерген күні мұндай аумақ жоқ ({ $what })
fault-lineage-overlap = аумақтардың жылдары мен шекара өзгерістері үйлеспейді ({ $what })
