# 7-тарау: бұған қаншалықты сенуге болады.
tru-chapter = Бұл деректер қаншалықты сенімді
tru-identities = Деректер сәйкес келе ме?
tru-residuals = Не сәйкес келмейді және неге
tru-conflicts = Дереккөздер қай жерде әртүрлі айтады
tru-sources = Деректер қайдан алынған
tru-definitions = Деректер нені білдіреді
tru-lacking-title = Деректерде жоғы
tru-lacking = Тараулар { $of } көрсеткішке сүйенеді; олардың { $count } көрсеткіші бойынша бұл елдің деректері жоқ, соларға негізделген бөліктер алынып тасталды.

tru-accounts = Өңірлер халқының { $tried } жылдық балансының { $closed }-{ $closed_poss } жарияланған күйінде бір адамға дейінгі дәлдікпен сәйкес келеді, шекара өзгерістерін ескергенде { $tried_in_borders } баланстың { $closed_in_borders }-{ $closed_in_borders_poss }; { $area }: { $country_tried } баланстың { $country_closed }-{ $country_closed_poss }. Қалған әр айырманың себебі белгілі.
tru-accounts-open = Өңірлер халқының { $tried } жылдық балансының { $closed }-{ $closed_poss } жарияланған күйінде бір адамға дейінгі дәлдікпен сәйкес келеді, шекара өзгерістерін ескергенде { $tried_in_borders } баланстың { $closed_in_borders }-{ $closed_in_borders_poss }; { $area }: { $country_tried } баланстың { $country_closed }-{ $country_closed_poss }. Кейбір айырманың себебі белгісіз: төменде қараңыз.
tru-stock = { $release } күнгі деректер жинағында { $sources } дереккөзден алынған { $indicators } көрсеткіштің { $figures } мәні бар; { $missing } мән жоқ деп белгіленген. { $conflicts } ұяшықта дереккөздер әртүрлі айтады, { $revisions } ұяшықта дереккөз өз дерегін қайта қараған.
tru-identities-table = Барлық деректе тексерілген тепе-теңдіктер
tru-identity = Тепе-теңдік
tru-tried = Тексерілді
tru-held = Орындалады
tru-explained = Орындалмайды, себебі белгілі
tru-unexplained = Себебі белгісіз
tru-residuals-table = Айырмалар мен олардың себептері
tru-residuals-lead = Түзету — тепе-теңдіктің сол жағы оң жағына тең болуы үшін оған қосылатын шама.
tru-residual = Түзету
tru-cause = Себебі
tru-conflicts-table = Бірнеше ресми мәні бар ұяшықтар
tru-conflicts-lead = Екі мән де сақталады. Есепке сенімсіз деп белгіленбеген болса, басымдығы жоғары дереккөздің мәні алынады.
tru-stated = Көрсетілген
tru-taken = Мұнда алынғаны
tru-source-value = «{ $source }» — { $value }
tru-list = { $items }
tru-sources-table = Осы есептегі сандардың дереккөздері
tru-sources-lead = Деректер саны — жинақтағы сол дереккөздің барлық дерегі.
tru-kind = Түрі
tru-definitions-table = Қолданылған көрсеткіштердің анықтамалары

source-kind-official = ресми
source-kind-press = мемлекеттік органға сілтеме жасаған баспасөз
source-kind-derived = есептелген
source-kind-printed = басылғандай
cause-census = санақ
cause-reform = шекараның өзгеруі
cause-vintage = деректердің қайта қаралуы
cause-conflict = дереккөздердің қайшылығы
cause-inconsistent = жарияланым өзіне өзі қайшы
cause-rounding = дөңгелектеу
cause-unknown = белгісіз

tru-note-identities = Барлық құраушысы жарияланған бірліктер мен кезеңдер бойынша.
tru-note-residual = Адам немесе көрсеткіштің өлшем бірлігі.
