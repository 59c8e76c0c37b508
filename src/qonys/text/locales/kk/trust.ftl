# 7-тарау: бұған қаншалықты сенуге болады.
tru-chapter = Бұған қаншалықты сенуге болады
tru-identities = Деректер үйлесе ме?
tru-residuals = Не үйлеспейді және неге
tru-conflicts = Дереккөздер қай жерде қайшы
tru-sources = Деректер қайдан алынған
tru-definitions = Деректер нені білдіреді

tru-accounts = Өңірлер халқының { $tried } жылдық балансының ішінде { $closed } баланс жарияланған күйінде бір адамға дейін үйлеседі, шекара өзгерістерін ескергенде { $tried_in_borders } баланстың ішінде { $closed_in_borders }; { $area }: { $country_tried } баланстың ішінде { $country_closed }. Қалған әр айырманың себебі белгілі.
tru-accounts-open = Өңірлер халқының { $tried } жылдық балансының ішінде { $closed } баланс жарияланған күйінде бір адамға дейін үйлеседі, шекара өзгерістерін ескергенде { $tried_in_borders } баланстың ішінде { $closed_in_borders }; { $area }: { $country_tried } баланстың ішінде { $country_closed }. Кейбір айырманың себебі белгісіз: төменде қараңыз.
tru-stock = { $release } шығарылымында { $indicators } көрсеткіштің { $figures } дерегі бар, дереккөздер саны { $sources }; { $missing } дерек жоқ деп белгіленген. { $conflicts } ұяшықта дереккөздер қайшы, { $revisions } ұяшықты дереккөздің өзі қайта қараған.
tru-identities-table = Барлық деректе тексерілген тепе-теңдіктер
tru-identity = Тепе-теңдік
tru-tried = Тексерілді
tru-held = Орындалады
tru-explained = Орындалмайды, себебі белгілі
tru-unexplained = Себебі белгісіз
tru-residuals-table = Айырмалар мен олардың себептері
tru-residuals-lead = Айырма — тепе-теңдіктің сол жағынан оң жағын шегергендегі мән.
tru-residual = Айырма
tru-cause = Себебі
tru-conflicts-table = Бірнеше ресми мәні бар ұяшықтар
tru-conflicts-lead = Екі мән де сақталады. Есепке сенімсіз деп белгіленбеген болса, басымдығы жоғары дереккөздің мәні алынады.
tru-stated = Көрсетілген
tru-taken = Мұнда алынғаны
tru-source-value = { $source }: { $value }
tru-list = { $items }
tru-sources-table = Осы есептегі сандардың дереккөздері
tru-sources-lead = Деректер саны — шығарылымдағы сол дереккөздің барлық дерегі.
tru-kind = Түрі
tru-definitions-table = Қолданылған көрсеткіштердің анықтамалары

source-kind-official = ресми
source-kind-press = ведомствоға сілтеме жасаған баспасөз
source-kind-derived = есептеп шығарылған
source-kind-printed = басылғандай
cause-census = санақ
cause-reform = шекараның өзгеруі
cause-vintage = деректердің қайта қаралуы
cause-conflict = дереккөздердің қайшылығы
cause-rounding = дөңгелектеу
cause-unknown = белгісіз

tru-note-identities = Барлық құраушысы жарияланған бірліктер мен кезеңдер бойынша.
tru-note-residual = Адам немесе көрсеткіштің өлшем бірлігі.
