# Кодтары бойынша қателер: мәні — не дұрыс емес, .fix — не істеу керек. .fix болмаса, қатенің өз кеңесі басылады.
error-label-where = қайда
error-label-try = былай көріңіз
error-more-faults = тағы { $count }
error-faulty-file = Файлдарда { $count } қате бар
    .fix = жолдарды түзетіп, команданы қайта орындаңыз

# Where: one thing by its name or number, and things as such.
where-one-pack = деректер жинағы: { $name }
where-one-period = кезең: { $name }
where-one-unit = бірлік: { $name }
where-one-row = жол: { $name }
where-one-column = баған: { $name }
where-one-sector = сала: { $name }
where-one-cluster = кластер: { $name }
where-one-group = топ: { $name }
where-one-cohort = когорта: { $name }
where-one-horizon = көкжиек: { $name }
where-one-cell = ұяшық: { $name }
where-one-borders = шекара: { $name }
where-pack = деректер жинағы
where-margins = жол мен баған қорытындылары
where-outcome = нәтиже көрсеткіші
where-exposure = ықпал
where-clusters = кластерлер
where-instruments = құрал айнымалылар
where-sample = іріктеме
where-weights = салмақтар
where-controls = бақылау айнымалылары
where-regressors = регрессорлар
where-events = оқиғалар
where-periods = кезеңдер
where-fixed-effects = тіркелген әсерлер
where-regions = өңірлер
where-figures = деректер
where-values = мәндер
where-table = кесте
where-rates = коэффициенттер
where-distance = қашықтық

# Табылмағандар.
error-area-not-found = «{ $name }» деген аумақ жоқ
error-area-ended = { $name }: { $year } жылы мұндай аумақ жоқ, жері басқаларға өткен
error-chapter-empty = сұралған тараулар үшін деректер жоқ: { $name }
error-area-not-in-force = { $text }: { $year } жылғы бөліністе мұндай аумақ жоқ
error-indicator-not-found = «{ $name }» деген көрсеткіш жоқ
error-pack-not-found = «{ $name }» деген деректер жинағы жоқ
    .fix = { $known } немесе ішінде pack.toml бар қалта
error-claim-not-found = «{ $name }» деген сан жоқ
error-function-not-found = «{ $name }» деген есептеу жоқ
error-file-not-found = «{ $name }» деген файл жоқ
error-file-is-folder = «{ $name }» — файл емес, қалта
error-bad-form = кесте { $text } файлына жазылмайды
error-cell = ұяшық өз осьтерімен аталады: { $names }
    .fix = әр осьтің белгісін атаңыз
error-label = «{ $label }» деген белгі жоқ
error-year-outside = { $text } кезеңінде дерек жоқ; деректер бар кезең: { $first } — { $last }

# Пайдаланушы жазғандар.
error-period = «{ $text }» — кезең емес
error-dimensions = «{ $text }» — қималар емес
error-equation = «{ $text }» — теңдеу емес
error-bad-option = команда параметрі «{ $text }» мәнін қабылдамайды
error-bad-parameter = есептеу { $name } параметрінің мұндай мәнін қабылдамайды: { $text }
    .fix = есептеудің параметрлерін қараңыз
error-settings-empty = { $name } файлында ешқандай баптау жоқ
error-file-empty = { $name } файлында дерек жоқ
error-ftl-syntax = бұл Fluent мәтіні емес: { $text }
error-conflict = бір ұяшықтың екі түрлі мәні бар
    .fix = мәні алынатын дереккөзді атаңыз
error-boundaries-codes = тек шекараларда немесе тек ең жаңа бөліністе бар: { $names }
    .fix = қолданыстағы әр аумаққа code қасиеті бар бір пішін беріңіз

# Шекара өзгерістері.
error-lineage-count = { $change ->
    [split] бөлінуде бір бұрынғы аумақ пен кемінде бір жаңа аумақ болады
    [merge] бірігуде кемінде бір бұрынғы аумақ пен бір жаңа аумақ болады
   *[transfer] жер берілгенде бір бұрынғы аумақ пен бір жаңа аумақ болады
 }; мұнда бұрынғылары: { $old }, жаңалары: { $new }
    .fix = әр өзгерісті бөлек жолға жазыңыз
error-lineage-twice = шекараның өзгеруі әр аумақты өз жағында бір рет атайды; мұнда бұрынғылары: { $old }, жаңалары: { $new }
    .fix = әр аумақты бір рет атаңыз
error-lineage-continues = { $name } бұрынғы атауын сақтайды, бірақ жаңа аумақтардың арасында жоқ: { $new }
    .fix = жаңа аумақтардың бірін атаңыз
error-lineage-not-in-force = шекарасы өзгерген күні { $name } қолданыста жоқ
    .fix = өзгерістердің күндері мен аумақтардың жылдарын түзетіңіз
error-lineage-in-force = шекараның өзгеруі { $name } аумағын құрғанда, ол бұрыннан бар
    .fix = аумақты бұрынғылардың арасында атаңыз немесе күнін түзетіңіз

# Дерек жетпейтіндер.
error-no-value = мәні жоқ
error-no-net-migration = бірде-бір жылда өңірлердің көші-қон айырымы жоқ
    .fix = көші-қон айырымының деректерін қосыңыз немесе --as-of параметрін алып тастаңыз

# Бағдарлама жазған не жазуы тиіс файлдар.
error-claims-broken = { $name } — есеп сандарының файлы емес
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
fault-csv-syntax = бұл CSV емес ({ $text })
fault-toml-syntax = бұл TOML емес ({ $text })
fault-toml-schema = { $kind ->
    [missing] { $text }: көрсетілмеген
    [unknown] { $text }: мұндай атау жоқ
    [text] { $text }: тырнақшадағы мәтін керек
    [number] { $text }: сан керек
    [whole] { $text }: бүтін сан керек
    [yes-or-no] { $text }: true не false керек
    [list] { $text }: тік жақшадағы тізім керек
    [table] { $text }: кесте керек
    [day] { $text }: күн керек, 2024-08-01
    [least] { $text }: { $limit } не одан көп
    [above] { $text }: { $limit } санынан көп
    [most] { $text }: { $limit } не одан аз
    [below] { $text }: { $limit } санынан аз
    [one-of] { $text }: мыналардың бірі: { $limit }
    [empty] { $text }: бос
    [short] { $text }: кемінде { $limit } мән
    [long] { $text }: ең көбі { $limit } мән
    [letters] { $text }: { $limit } таңбадан аспайды
    [period] { $text }: кезең керек, 2024, 2024-08, 2024-08-01
    [form] { $text }: { $limit } үлгісіне сай емес
   *[other] { $text }: { $detail }
 }
fault-ftl-syntax = бұл Fluent мәтіні емес: { $text }
fault-not-utf8 = мәтін UTF-8 кодтауында емес
fault-file-missing = файл жоқ
fault-name-missing = атауы жоқ: { $text }
fault-locator-unsaid = дереккөздегі «{ $text }» орны үш тілде аталмаған: оны locators.csv файлына жазыңыз
fault-parts-differ = { $text } және { $other }: жақшадағы бөліктері бөлек
fault-text-missing = { $text }: { $lang } тіліндегі мәтін жоқ
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
fault-lineage-count = { $date }: { error-lineage-count }
fault-lineage-twice = { $date }: { error-lineage-twice }
fault-lineage-continues = { $date }: { error-lineage-continues }
fault-lineage-not-in-force = { $date }: { error-lineage-not-in-force }
fault-lineage-in-force = { $date }: { error-lineage-in-force }
fault-lineage-years = шекара өзгерістері бойынша { $text } { $year } жылдан { $state ->
    [in] қолданыста
   *[out] қолданыста емес
 }; areas.csv файлында басқаша жазылған

# Пайдаланушылардың деректері: кестелер, қорытындылар, ағындар.
error-age-profile-faulty = жас профилінде коэффициент бола алмайтын мәндер бар: { $count }
error-ages-not-adjoining = жас топтары бір-біріне жалғаспайды
error-areas-missing = { $column } бағанында мәні жоқ аумақтар: { $names }
error-bad-distance = қашықтық көрсетілмеген немесе нөлден үлкен емес
error-bad-figure = жарамсыз мәндер саны: { $count }
    .fix = осы мәндерді беріңіз немесе оларсыз бөлігін алыңыз
error-bad-level = аралықтың ықтималдығы 0 мен 1 арасында болады
error-bad-mean = модельдеуге арналған сандар көрсетілмеген немесе теріс
error-cannot-write = { $name } файлын жазу мүмкін емес: { $cause ->
    [ENOENT] мұндай қалта жоқ
    [ENOTDIR] мұндай қалта жоқ
    [EACCES] жазуға құқық жоқ
    [EPERM] жазуға құқық жоқ
    [ENOSPC] дискіде орын жоқ
    [EISDIR] бұл қалта
    [EROFS] дискіні тек оқуға болады
   *[other] { $reason }
 }
    .fix = басқа орын
error-cannot-read = { $name } файлын оқу мүмкін емес: { $cause ->
    [ENOENT] мұндай файл жоқ
    [ENOTDIR] мұндай қалта жоқ
    [EACCES] оқуға құқық жоқ
    [EPERM] оқуға құқық жоқ
    [EISDIR] бұл қалта
    [ENAMETOOLONG] атауы файлдық жүйе қабылдайтыннан ұзын
    [EIO] диск қате туралы хабарлайды
   *[other] { $reason }
 }
    .fix = басқа файл немесе осы файлды оқу құқығы
error-column-of = «{ $name }» бағаны да, оның басқа үйреншікті аттары да жоқ; бары: { $have }
error-column = «{ $name }» бағаны жоқ
error-column-twice = «{ $name }» бағаны екі рет тұр
    .fix = біреуінің атын өзгертіңіз
error-components-faulty-cells = кестенің ұяшықтары көрсетілмеген немесе теріс
error-components-no-moves = кестеде қоныс аудару жоқ
    .fix = бұл кестені қоспаңыз
error-exact-contradict = дәл деп жарияланған мәндер бір-біріне қайшы; тепе-теңдіктер саны: { $count }
    .fix = біреуінің қателігін жариялаңыз
error-fit-blocked = { $rows } жолдарына ашық бағандардағыдан { $short } артық керек
    .fix = көбірек ұяшыққа рұқсат беріңіз немесе қорытындыларды өзгертіңіз
error-fit-slow = қорытындыларға { $error } дәлдікпен ғана жетті: ұяшықтар нөлге дейін кемуі керек
    .fix = үлкенірек рұқсат немесе көбірек ұяшық
error-flow-areas = шыққан және барған жерлерде әртүрлі аумақ аталған: { $names }
    .fix = әр аумақты екі жақта да беріңіз
error-flow-axes = бастапқы ағындар файлында бірнеше кесте бар: { $names } бағандары бойынша
error-option-alone = { $other } болмаса, { $option } ештеңені өзгертпейді
error-population-undivided = ағындар мыналар бойынша берілген: { $parts }; халық кестесінде { $columns } бағаны жоқ
    .fix = халық кестесіне { $columns } бағанын қосыңыз немесе халық бәріне ортақ болса, --same-population деп көрсетіңіз
note-population-shared = { $parts } үшін бір ғана халық саны алынды: қарқындылық көрсеткіштері бір күнгі халық санына шаққанда есептелді.
error-margins-differ = екі қорытынды сәйкес емес: { $first } және { $second }, айырмасы { $difference }
    .fix = қосындыларды теңестіріңіз
error-missing-intensity = қарқындылық көрсетілмеген
    .fix = аумақтарға бөлудің осы нұсқасын алып тастаңыз
error-net-blocked = { $areas } аумақтары бастапқы кестенің ұяшықтары мүмкіндік бергеннен { $short } артық жоғалтады
    .fix = көбірек ұяшыққа рұқсат беріңіз
error-net-not-zero = айырымдардың қосындысы 0 емес, { $text }
    .fix = қалған әлемді аумақ ретінде қосыңыз
error-net-slow = айырымдарға { $text } жетпейді: ұяшықтар нөлге дейін кемуі керек
    .fix = көбірек ұяшыққа рұқсат беріңіз немесе басқа қорытынды алыңыз
error-no-breaks = үзілістер кемінде 15 мәні бар, мәндерінің бәрі тең емес қатардан ізделеді
    .fix = көбірек мән беріңіз
error-no-centre = орталығы жоқ аумақтар: { $names }
    .fix = коды, орны, ендігі мен бойлығы бар жол қосыңыз
error-no-distance = екі аумақтың арасында қашықтық жоқ
    .fix = 0-ден үлкен қашықтықтар
error-no-fit = қорытындыларға { $text } жетпейді
    .fix = көбірек ұяшыққа рұқсат беріңіз
error-no-flows = «қайдан» және «қайда» бағандары жоқ әрі кесте шаршы емес: { $rows } жол, { $columns } баған
error-no-freedom = шашырауды бағалауға бақылау тым аз
    .fix = көбірек бақылау беріңіз
error-no-full-year = олқылықсыз ең ұзын кесіндідегі мәндер: { $length }; маусымға { $period } керек
    .fix = толық жылдың деректерін беріңіз
error-no-households = үй шаруашылықтарының саны 0-ден үлкен емес
    .fix = оң сан көрсетіңіз
error-no-identities = бұл жылдары бірде-бір тепе-теңдікті тексеру мүмкін емес
    .fix = басқа жылдар
error-no-label = аумақтың белгісі жоқ
    .fix = ол кіретін аумақты атаңыз
error-no-months = айлық немесе тоқсандық мәндер жоқ
    .fix = айлар немесе тоқсандар, мысалы 2024-01, 2024-02
error-no-periods = бұл қатарлар бойынша ешбір кезеңде дерек жоқ
    .fix = басқа көрсеткіштерді алыңыз немесе жылдарды көрсетіңіз
error-no-pair = салыстыратын екі кезең жоқ
    .fix = екі жылдың деректері
error-no-printed-flows = аумақтар арасындағы бірде-бір ағын басылмаған
    .fix = жарияланған ағындарды қосыңыз
error-no-releases = бір күнге екі санды да атаған хабарлама жоқ
    .fix = екі көрсеткіштің бір күнгі деректерін қосыңыз
error-no-reliabilities = жинақта қателіктер жарияланбаған
error-no-rounding = бұл қорытындыларды беретін бүтін сандар жоқ
    .fix = басқа қорытындылар
error-no-season = ешбір жылда дерегі бар екі ай жоқ
    .fix = көбірек айдың деректері
error-no-table = { $name } — кесте емес
    .fix = UTF-8 CSV
error-one-area = аумақтарға бөліністе екіден аз аумақ бар
    .fix = кемінде екі аумақ көрсетіңіз
error-one-zoning = бөліністердің аумақ саны бірдей
error-pairs-missing = мәні жоқ аумақ жұптары: { $count }; біріншісі — { $first }
    .fix = әр жұпқа бір жол
error-poisson-collinear = регрессорлар әсерлерден немесе бір-бірінен шығады: { $names }
    .fix = оларды алып тастаңыз немесе әсерлер санын азайтыңыз
error-poisson-nothing-left = бағалауға бақылау қалмады
    .fix = әсерлер санын азайтыңыз
error-poisson-one-cluster = бір кластермен қателіктерді табу мүмкін емес
    .fix = кішірек кластерлер алыңыз
error-poisson-slow = бағалау тұрақталмайды
    .fix = бағандарды өзара жақын ауқымға келтіріңіз
error-residual-faulty-figure = мәндер көрсетілмеген немесе теріс
error-row-twice = { $name } екі рет тұр
error-schedule-faulty = коэффициенттер немесе салмақтар жоқ не 0-ден кіші: { $count }
    .fix = осы жастарды түзетіңіз немесе алып тастаңыз
error-schedule-no-draws = ешбір сынақты сәйкестендіру мүмкін болмады
    .fix = аумақтарды немесе жылдарды біріктіріңіз
error-schedule-no-moves = профильде қоныс аудару жоқ
    .fix = бұл бейінді қоспаңыз
error-schedule-too-few-ages = параметрлерге ({ $parameters }) сонша жас керек; дерегі бар жастар: { $ages }
error-table-negative = кестенің көрсетілмеген немесе теріс ұяшықтары: { $count }
    .fix = осы ұяшықтарды түзетіңіз
error-table-not-a-number = кестенің сан емес ұяшықтары: { $count }
    .fix = осы ұяшықтарды түзетіңіз
error-too-few-areas = екі жылдың да дерегі екі аумақтан азында бар
error-undetermined = мәндерді ешбір тепе-теңдік анықтамайды
    .fix = жылдар санын азайтыңыз немесе бүтін сандардан бас тартыңыз
error-group = «{ $name }» ешбір топта жоқ
fault-bad-value = 0-ден бастап сан емес
fault-empty-cell = ұяшық бос
fault-flow-twice = { $origin } — { $destination } ағыны { $line }-жолда да тұр
fault-negative = { $text } — теріс сан
fault-no-deviation = { $name }: мәні бар, қателігі жоқ
fault-not-a-number = «{ $text }» — сан емес
fault-row-twice = { $name } { $line }-жолда да тұр
fault-total-differs = { $text } қорытындысы бөліктерінің қосындысына тең емес, { $sum }
fault-unknown-term = «{ $text }» деген қосылғыш жоқ
note-totals-left-out = { $name }: қорытынды жолдар алынбады: { $text } ({ $count })
note-blank-as-zero = { $name }: көрсетілмеген аумақ жұптары нөл деп есептеледі: { $count }
note-no-moves-inside = { $name }: аумақ ішіндегі көшулер көрсетілмеген
note-flows-held = Осы кезеңдер бойынша басылып, бағалауда дөңгелектеу дәлдігімен сақталған сандар: { $all } санның { $count }-{ $count_poss }.
note-flows-contradicts-margins = Ескерілмеді: { $origin } → { $destination }, { $period }: басылған сан жарияланған келгендер мен кеткендер санына қайшы.
note-flows-contradicts-print = Ескерілмеді: { $origin } → { $destination }, { $period }: басылған сан сол ағын туралы басылған басқа санға қайшы.
note-reconciled-fit = Деректер мен теңдіктер: хи-квадрат { $chi }, еркіндік дәрежесі { $degrees }, p { $p }.
note-reconciled-whole = Бүтін сандар: дөңгелектеудегі ең үлкен өзгеріс { $largest }.
error-stocks-not-closed = туған жері бойынша сандарды сәйкестендіру мүмкін емес: нөлдер кедергі
    .fix = ашық жүйе
error-gravity-mean-distance = мұндай қорытындылары және { $text } орташа қашықтығы бар ағындар жоқ: ол { $low } мен { $high } аралығында болады
error-gravity-figures = жарамсыз мәндер, { $name ->
    [flows] ағындар
    [distances] қашықтықтар
    [covariates] регрессорлар
    [populations] халық саны
   *[masses] массалар
 }: { $count }
    .fix = осы деректерді түзетіңіз немесе олардың ағындарын алып тастаңыз
fault-no-people = «{ $name }» аумағында ешкім тұрмайды: коэффициенттің негізі жоқ
error-negative-flow = нөлден кіші ағындар: { $count }
error-missing-flow = мәні жоқ ағындар: { $count }
error-negative-population = нөлден кіші халық саны: { $count }
error-missing-population = мәні жоқ халық саны: { $count }

## Әл-ауқат: көрсеткіштер жүйесі, балдар, орындар
error-bad-weights = «{ $name }» тобының салмақтарының қосындысы нөлден үлкен емес
    .fix = 0-ден үлкен салмақтар
error-em-singular = көрсеткіштер бір-бірінен шығады: олқылықтар моделін құру мүмкін емес
    .fix = көрсеткішті азайтыңыз немесе олқылықты басқа жолмен толтырыңыз
error-em-unsettled = олқылықтар моделі тұрақталмайды: соңғы қадам оны { $text } өзгертті
    .fix = олқылықты басқа жолмен толтыру
error-group-without-figures = бірде-бір мәні жоқ топтардағы олқылықтар: { $count }
    .fix = оларды барлық аумақтар бойынша толтырыңыз
error-index-does-not-vary = индекс барлық аумақта бірдей
error-indicator-not-usable = жарамсыз көрсеткіштер: { $count }
    .fix = оларды алып тастаңыз немесе көбірек мән беріңіз
error-no-neighbour = осы мәні бар бірде-бір аумақтың мәні жоқ аумақпен ортақ көрсеткіші жоқ
    .fix = олқылықты басқа жолмен толтыру
error-no-order-in-time = берілген уақытта рет табылмады
    .fix = көбірек уақыт
error-no-weights = бұл шектерге сай салмақ жоқ
    .fix = кеңірек шектер
error-screening-leaves-nothing = іріктеуден кейін тым аз қалды: аумақтар { $units }, көрсеткіштер { $indicators }
    .fix = төменірек шек немесе көбірек мән
error-too-few-units = барлық мәні бар аумақтар тым аз: { $count }
    .fix = алдымен олқылықтарды толтырыңыз
error-weights-out-of-reach = осы аралықтардың бәріне түсетін салмақ жоқ
    .fix = кеңірек аралықтар
error-fill-time-one-period = жалғыз кезеңнің мән алатын басқа кезеңі жоқ
error-framework-not-found = «{ $name }» көрсеткіштер жүйесі жоқ
error-framework-option = көрсеткіштер жүйесінде { $name } үшін «{ $text }» жарамайды
error-gaps-left = мәндер жоқ және оларды ешбір қадам толтырмайды: { $count }, біріншісі — { $first }
    .fix = [method] ішінде impute: mean, neighbours, time
error-goalposts-turned = төменгі шегі жоғарғысынан төмен емес көрсеткіштер: { $count }
error-target-no-better = мақсаты ең нашар мәнінен жақсы емес көрсеткіштер: { $count }
error-goalposts-exclude = { $name } шкаласының шектері мәндерді қамтымайды: олар { $low } мен { $high } арасында
    .fix = шектерді кеңейтіңіз немесе normalise = { "{" } cap = true { "}" }
error-no-context = аумақтың салыстыратын мәні жоқ
    .fix = көбірек көрсеткіш алыңыз
error-no-context-series = көрсеткіштер жүйесінде өңірлерді салыстыратын қатарлар аталмаған
error-no-doubt = ештеңе өзгермейді: түрлендіретін ештеңе жоқ
error-no-figures = бұл жылдары көрсеткіштер жүйесіне дерек жоқ
    .fix = басқа жылдар немесе кейінірек --as-of
error-no-groups = олқылықтар топтар бойынша толтырылады, ал топтар бағаны аталмаған
error-no-per = { $name }: коэффициент неше бірлікке есептелгенін көрсетіңіз
error-same-alternative = { $name } қадамының нұсқасы басқасымен бірдей
    .fix = оны алып тастаңыз
error-span-not-found = көрсеткіштер жүйесінде «{ $name }» панелі жоқ
error-step-does-nothing = { $name } қадамы ештеңе өзгертпес еді
    .fix = оны [method] ішінен алып тастаңыз
error-too-few-draws = сынақтар тым аз: кемінде { $least } керек
error-two-files = өз деректеріңіз бен өз көрсеткіштер жүйеңіз бірге беріледі
fault-criterion-constant = жалғыз мән: { $text }
fault-criterion-empty = бірде-бір мән жоқ
fault-divided-twice = { $name } бүтінге де, бөлімге де бөлінеді
fault-goalposts-turned = { $name } шкаласының шектері: төменгісі жоғарғысынан кіші емес
fault-node-empty = { $name } астында ештеңе жоқ
fault-parent-circle = { $name } өзіне өзі бағынады
fault-per-nothing = { $name }: per бар, бірақ бөлетін ештеңе жоқ
fault-uneven-tree = { $name } ағашта басқалармен бірдей тереңдікте емес
fault-unknown-parent = { $name } элементінің атасы түйін емес: «{ $text }»; ең жақыны: { $near }
fault-infinite = мән шексіз
fault-interval-turned = { $name } салмағының аралығы: төменгі шегі жоғарғысынан кіші емес

# Параметрлерді талдау қабылдамайтын нәрселер.
error-usage = команданы оқу мүмкін болмады: { $name }
error-usage-option = { $name } деген параметр жоқ
error-usage-command = «{ $name }» деген команда жоқ
error-usage-missing = көрсетілмеген: { $name }
error-usage-no-value = { $name } үшін мән қажет
error-usage-flag = { $name } мәнсіз көрсетіледі
error-usage-extra = «{ $name }» не үшін берілгені командаға белгісіз
error-unread-option = { $beside } тұрғанда { $option } ештеңе өзгертпейді
    .fix = { $option } опциясын алып тастаңыз
error-floor-twice = { $name } үшін екі төменгі шек берілген
    .fix = біреуін қалдырыңыз
fault-column-no-name = { $number }-бағанда дерек бар, атауы жоқ: бағанды атаңыз немесе тазалаңыз
