# Салыстыратын сөйлемдер: ең көбі мен ең азы, орындар, өзгерістер. Әрқайсысы нені салыстырғанын айтады ($…_set, $…_of).
cmp-none = { "" }
cmp-apart = , оларды ажырату мүмкін емес
cmp-tied = , тең
cmp-counter-most = ; { $label } бірге алғанда — { $total }, жылына орта есеппен одан көп
cmp-counter-least = ; { $label } бірге алғанда — { $total }, жылына орта есеппен одан аз

# Не салыстырылды; асырмалы шырайдың алдында тұрады.
cmp-set-areas = { $count } өңірдің ішінде
cmp-set-areas-known = дерегі бар { $count } өңірдің ішінде (барлығы { $all })
cmp-set-years = { $first }–{ $last } жылдар ішінде
cmp-set-years-known = белгілі { $count } жылдың ({ $years }) ішінде
cmp-set-months = { $count } айдың ішінде
cmp-set-months-of = { $year_gen } { $count } айының ішінде
cmp-set-cells = өңірлердің { $count } айлық мәнінің ішінде
cmp-set-parts = жарияланған { $count } топтың ішінде
cmp-set-flows = өңірлер арасындағы { $count } ағынның ішінде
cmp-set-criteria = { $count } көрсеткіштің ішінде
cmp-set-sources = { $count } көздің ішінде
cmp-set-choices = { $count } таңдаудың ішінде
cmp-set-capacities = белгілі { $count } мүмкіндік түрінің ішінде

# Сөйлемнің не суреттің болмау себебі.
cmp-why-no-figures = дерек жоқ
cmp-why-one-value = бір ғана мән: салыстыратын ештеңе жоқ
cmp-why-all-equal = барлық мән тең
cmp-why-not-separable = аралықтар бірінші орынды ажыратуға мүмкіндік бермейді
cmp-why-wrong-sign = деректердің таңбасы қарама-қарсы
cmp-why-contradicted = белгілі қосынды басқаша айтады
cmp-why-break = қатар үзіледі: есепке алу тәртібі өзгерген
cmp-why-other-unit = әртүрлі бірліктегі мәндерді реттеуге болмайды
cmp-why-other-group = деректер әртүрлі топтарға жатады
cmp-why-other-length = кезеңдердің ұзақтығы әртүрлі
cmp-why-other-period = кезеңдер қиылыспайды
cmp-why-other-borders = деректер әртүрлі шекараларда берілген
cmp-why-other-version = деректер әртүрлі редакцияларға жатады
cmp-why-not-met = ол айтар тұжырым орындалмайды
cmp-why-not-computed = оған қажет есептеу бұл деректермен мүмкін емес
reason-other-group = деректер әртүрлі топтарға жатады
reason-other-length = кезеңдердің ұзақтығы әртүрлі
reason-other-period = кезеңдер қиылыспайды
reason-other-borders = деректер әртүрлі шекараларда берілген
reason-other-version = деректер әртүрлі редакцияларға жатады
reason-total-unknown = қорытынды жарияланбаған, бөліктерінің бәрі белгілі емес
reason-zero = бөлетін ештеңе жоқ
cmp-explain-absent = Енгізілмегені не өзгертілгені
cmp-explain-none = Бәрі енгізілді.
cmp-explain-line = { $id }: { $why }
cmp-explain-instead = { $id }: { $why }; орнына { $instead } берілді

# Көші-қон.
mig-leader = { $year_in } { $top_set } ең үлкен теріс көші-қон айырымы — { $top_loc }: кеткендер келгендерден { $top_value } адамға көп{ $top_apart }. 1 000 адамға шаққанда бұл { $rate_value }, яғни айырымы теріс { $rate_of } өңірдің ішінде { $rate_place }-орын; ең көбі — { $worst_loc } ({ $worst_value }).
mig-leader-same = { $year_in } { $top_set } ең үлкен теріс көші-қон айырымы — { $top_loc }: кеткендер келгендерден { $top_value } адамға көп; 1 000 адамға шаққанда да ең көбі осы ({ $worst_value }).
mig-magnets = { $year_in } { $areas } өңірдің { $losers }-{ $losers_possloc } көші-қон айырымы теріс болды. Қалған { $gainers } өңірдің көші-қон өсімі { $gain } адамды құрады; { $top_set } ең көбі — { $top } ({ $top_value }){ $top_apart }.
mig-magnets-plain = { $year_in } { $areas } өңірдің { $losers }-{ $losers_possloc } көші-қон айырымы теріс болды.
mig-villages-record = { $year_in } көші-қон айырымы ауылда { $record_value } адамды құрады, бұл { $record_set } ең төменгісі; қалада — { $urban }.
mig-villages = { $year_in } көші-қон айырымы ауылда { $rural }, қалада { $urban } адамды құрады.
mig-region-loss = { $year_in } { $area_abl } кеткендер келгендерден { $count_value } адамға көп болды: айырымы теріс { $count_of } өңірдің ішінде адам саны бойынша { $count_place }-орын, 1 000 адамға шаққанда { $rate_of } өңірдің ішінде { $rate_place }-орын ({ $rate_value }){ $beside }.
mig-region-gain = { $year_in } { $area_into } келгендер кеткендерден { $count_value } адамға көп болды: айырымы оң { $count_of } өңірдің ішінде адам саны бойынша { $count_place }-орын, 1 000 адамға шаққанда { $rate_of } өңірдің ішінде { $rate_place }-орын ({ $rate_value }){ $beside }.
mig-region-beside = ; 1 000 адамға шаққанда { $top_set } ең көбі — { $top_loc } ({ $top_value })
mig-region-loss-plain = { $year_in } { $area_abl } кеткендер келгендерден { $net } адамға көп болды (1 000 адамға шаққанда { $rate }).
mig-region-gain-plain = { $year_in } { $area_into } келгендер кеткендерден { $net } адамға көп болды (1 000 адамға шаққанда { $rate }).
mig-region-even = { $year_in } { $area_into } келгендер мен кеткендердің саны тең болды.
mig-region-title-loss = { $rank }: { $year_in } 1 000 адамға шаққанда { $rate }, айырымы теріс { $rank_of } өңірдің ішінде { $rank_place }-орын
mig-region-title-gain = { $rank }: { $year_in } 1 000 адамға шаққанда { $rate }, айырымы оң { $rank_of } өңірдің ішінде { $rank_place }-орын
mig-region-title-plain = Өңірлердің 1 000 адамға шаққандағы көші-қон айырымы, { $year }
mig-external-title = { $area_gen } сыртқы көші-қон айырымы: { $last_year_in } { $last }; { $low_set } ең төменгісі — { $low_in } ({ $low_value })
mig-external-title-plain = { $area_gen } сыртқы көші-қон айырымы, жылдар бойынша
mig-history-title = { $area_gen } көші-қон айырымы: { $last_year_in } { $last }; { $low_set } ең төменгісі — { $low_in } ({ $low_value })
mig-history-title-plain = { $area_gen } көші-қон айырымы, жылдар бойынша
mig-partners-title = { $year_in } { $top_set } ең көп келген ел — { $top }: { $top_value } адам{ $top_apart }
mig-partners-title-plain = Елдер бойынша келгендер мен кеткендер, { $year }
mig-map-title = { $year_in } 1 000 адамға шаққандағы көші-қон айырымы: { $high_set } ең жоғарысы — { $high_loc } ({ $high_value }), ең төмені — { $low_loc } ({ $low_value })
mig-ranking-title = { $year_in } көші-қон айырымы: { $high_set } ең жоғарысы — { $high_loc } ({ $high_value }), ең төмені — { $low_loc } ({ $low_value })
mig-growth-years-title = { $area }: { $year_in } табиғи өсім { $natural } адам; { $high_set } ең үлкені — { $high_in } ({ $high_value })
mig-growth-years-title-plain = { $area }: табиғи өсім мен көші-қон айырымы, жылдар бойынша
mig-growth-regions-title = { $year_in } халық өсімі: { $high_set } ең жоғары — { $high_loc } (1 000 адамға { $high_value }), ең төмен — { $low_loc } ({ $low_value })
mig-growth-regions-title-plain = Өңірлер бойынша 1 000 адамға шаққандағы халық өзгерісінің құрамы, { $year }
mig-decades-title = { $turn_set } көші-қон айырымы ең көп өзгерген — { $turn }: 1 000 адамға шаққанда { $first_in } { $then }, { $last_in } { $now }{ $turn_apart }
mig-decades-apart-title = { $turn_set }, қалаларды қоспағанда, көші-қон айырымы ең көп өзгерген — { $turn }: 1 000 адамға шаққанда { $first_in } { $then }, { $last_in } { $now }{ $turn_apart }
mig-decades-title-plain = Өңірлердің 1 000 адамға шаққандағы көші-қон айырымы, { $first_short }–{ $last_short }
mig-decades-cities-title = Қалалар арасында, { $turn_set }, көші-қон айырымы ең көп өзгерген — { $turn }: 1 000 адамға шаққанда { $first_in } { $then }, { $last_in } { $now }{ $turn_apart }
mig-decades-cities-title-plain = Қалалардың 1 000 адамға шаққандағы көші-қон айырымы, { $first_short }–{ $last_short }
mig-months-title = Ішкі көші-қон айырымы: { $low_set } ең төменгісі — { $low } адам
mig-area-month = { $area_loc } { $month_in }: { $net }
mig-months-title-plain = Өңірлер мен айлар бойынша ішкі көші-қон айырымы, { $year }
mig-months-own-title = Ішкі көші-қон айырымы, { $area }: { $low_set } ең төменгісі — { $low_in } ({ $low_value } адам), ең жоғарысы — { $high_in } ({ $high_value })
mig-months-own-title-plain = { $area }: ішкі көші-қон айырымы айлар бойынша, { $year }
mig-season-title = { $area }: { $high_set } ішкі көші-қон бойынша кеткендер ең көп ай — { $high } (орташа айлық деңгейден { $high_value } есе көп), ең аз ай — { $low } (орташа айлық деңгейдің { $low_value }-{ $low_value_poss })
mig-season-title-plain = { $area }: ішкі көші-қон бойынша кеткендер айлар бойынша, орташа айлық деңгейге қатынасы, { $year }
mig-flow-first-title = { $year_in } { $top_set } бағалау бойынша ең үлкені: { $top }, { $top_value } адам ({ $low }–{ $high }){ $top_apart }
mig-flow-matrix-plain = Қоныс аударулардың бағасы: қайдан (жолдар), қайда (бағандар), { $year }
mig-flow-map-plain = Өңірлер арасындағы қоныс аударулардың бағасы, { $year }: { $top_set } ең үлкен { $top_shown } баға
mig-flow-map-own-plain = { $area }: осы жерден басталатын не осында аяқталатын, { $top_set } ең үлкен { $top_shown } баға, { $year }
mig-flow-ring-title = Өңірлер арасындағы қоныс аударулардың бағасы, { $year }: доғаның ұзындығы — кеткендер саны
mig-flow-ranking-title = Ағындардың реті белгісіз: { $top_set } ең үлкен { $top_shown } бағаның { $top_count ->
    [0] ешқайсысын біріншісінен ажырату мүмкін емес
   *[other] { $top_count } бағасын ғана біріншісінен ажыратуға болады
 }
mig-flow-ranking-alt = { $year_in } { $top_set } ең үлкен { $top_shown } баға, әр сызықта үш нүкте: төменгі шегі, бағалау, жоғарғы шегі.
mig-flow-map-alt = { $year_in } өңірлер арасындағы бағаланған ағындардың { $count } көрсеткісі бар карта, кеткен жерден барған жерге; сандары кестеде.
mig-largest-flow = { $year_in } { $top_set } бағалау бойынша ең үлкені — { $top }: шамамен { $top_value } адам ({ $low } мен { $high } аралығында){ $top_apart }; ағындар кестесі жарияланбайды.
mig-largest-flow-open = { $year_in } { $top_set } қайсысы ең үлкен болғанын айту мүмкін емес: кесте жарияланбайды, ал ең үлкен { $top_shown } бағаның { $top_count ->
    [0] ешқайсысын біріншісінен ажырату мүмкін емес
   *[other] { $top_count } бағасын ғана біріншісінен ажыратуға болады
 }.
mig-largest-flows-table = { $top_set } ең үлкен { $top_shown } баға, { $year }

# Еңбек.
lab-returnees-fell = Этникалық репатриант мәртебесін { $fall_after_in } { $fall_is } адам алды — { $fall_before_in } алғандардан аз: ол кезде бұл сан { $fall_was } болған, ол — { $high_set } ең көбі{ $high_counter }.
lab-by-date-title = { $indicator }, { $date }: { $top_set } ең көбі — { $top } ({ $top_value }){ $top_apart }
lab-breakdown-title = { $indicator }, { $period }: { $top_set } бірінші орында — { $top } ({ $top_value }){ $top_apart }
lab-area-title = { $indicator }, { $period }: { $top_set } бірінші орында — { $top } ({ $top_value }){ $top_apart }
lab-figure-plain = { $indicator }
lab-yearly-title = { $indicator }: { $last_year_in } { $last }{ $version }; { $high_set } ең көбі — { $high_in } ({ $high_value }){ $high_apart }{ $high_counter }
lab-yearly-version = { " " }({ $count } редакцияның соңғысы)
lab-season-title = Маусымдық жұмыскерлер: { $high_set } ең көп ай — { $high } (орташа айлық деңгейден { $high_value } есе көп), ең аз ай — { $low } (орташа айлық деңгейдің { $low_value }-{ $low_value_poss }){ $high_apart }
lab-season-title-plain = Айлар бойынша маусымдық жұмыскерлер саны, орташа айлық деңгейге қатынасы
lab-note-newer = Бұдан жаңа деректер ({ $newer }) жарамайды: { $lacks }.
lab-lacks-parts = үштен аз бөлігі аталған
lab-note-share = Үлестер аталған сандардан есептелген; бөлімі — сол күнгі аталған қорытынды.
lab-note-version = Бірнеше редакциясы бар жылдың соңғысы көрсетілген.
lab-note-no-fulfilment = Көшкендер саны екі топ бойынша бірге, ал өңірлердің квоталары олардың біреуі бойынша жарияланған: олардың қатынасы салыстыруға келмейді, сондықтан берілмеген.
lab-note-length = Жылдың бір бөлігіндегі сан жылдық квотамен салыстырылмайды.
lab-note-steered = Квота үлестері сол топ бойынша жарияланған қорытындыдан есептелген.
lab-two-channels = { $year_in } жеке тұлғаларда жұмыс істейтін еңбекші көшіп келушілерге { $immigrants } рұқсат, ал кәсіпорындарға { $employers } рұқсат берілді.
lab-note-season = Тек санаттарға бөлінген күндер; маусымдық жұмыстар жыл ішінде өзгеріп отырады, сондықтан әр жылдың бір айын салыстырыңыз.
mig-growth-moves = { $area_gen } халқы ең алдымен көші-қон есебінен өсуде: { $year_in } көші-қон өсімі { $net } адамды, табиғи өсім { $natural } адамды құрады; барлығы — 1 000 адамға шаққанда { $rate }{ $later }.
mig-growth-ages = { $area_loc } қайтыс болғандар туғандардан көп: { $year_in } табиғи кему { $natural } адамды, көші-қон айырымы { $net } адамды құрады; барлығы — 1 000 адамға шаққанда { $rate }{ $later }.
mig-growth-plain = { $area }: { $year_in } табиғи өсім { $natural }, көші-қон айырымы { $net } адам; барлығы — 1 000 адамға шаққанда { $rate }{ $later }.
mig-region-internal-loss = { $area_gen } теріс көші-қон айырымы ең алдымен шетелге емес, басқа өңірлерге кетуден: { $year_in } ішкі көші-қон айырымы { $internal }, сыртқысы { $external } адам болды.
mig-region-internal-gain = { $area_gen } оң көші-қон айырымы ең алдымен шетелден емес, басқа өңірлерден келуден: { $year_in } ішкі көші-қон айырымы { $internal }, сыртқысы { $external } адам болды.

# Әл-ауқат.
wel-ends = { $leads } { $trails }
wel-leads = { $year_in } әл-ауқат бойынша { $top_set } ең жоғары — { $top } ({ $top_value } балл, ең көбі 100){ $top_apart }.
wel-leads-open = { $year_in } әл-ауқаты { $top_set } қайсысында ең жоғары екенін айту мүмкін емес: балы бойынша біріншісінен ({ $first }) { $top_count } өңірді ғана ажыратуға болады.
wel-trails = { $top_set } ең төмен — { $top } ({ $top_value }){ $top_apart }.
wel-trails-open = Ең төмені { $top_set } қайсысы екенін айту мүмкін емес: балы бойынша соңғысынан ({ $first }) { $top_count } өңірді ғана ажыратуға болады.
wel-map-title = { $year_in } әл-ауқат, { $high_set }: ең жоғары — { $high }{ $high_apart }; ең төмен — { $low }{ $low_apart }
wel-map-plain = Өңірлер бойынша әл-ауқат, { $year }
wel-place = { $rank } — { $year_in } әл-ауқат бойынша { $rank_of } өңірдің ішінде { $rank_place }-орында; белгісіздікті ескергенде — { $low } мен { $high } аралығында. Мықты жақтары: { $best }. Әлсіз жақтары: { $worst }.
wel-place-plain = { $area }: { $year_in } әл-ауқат. Мықты жақтары: { $best }. Әлсіз жақтары: { $worst }.
wel-best-in = { $part_inside } — { $best }
wel-parts-title = { $any_set } құрамдас бөліктер бойынша ең көп балл: { $best }
wel-parts-plain = Құрамдас бөліктер мен өңірлер бойынша балл, { $year }
wel-moved = { $first } жылдан { $last } жылға дейін { $risen_set } орны жоғарылауы ең ықтимал өңір — { $risen } ({ $risen_value }), төмендеуі ең ықтимал өңір — { $fallen } ({ $fallen_value }).
wel-blame = Орындардың белгісіздігіне { $top_set } ең көп үлес қосатыны — { $top }: дисперсияның { $top_value }-{ $top_value_poss }{ $top_apart }.
wel-without-table = Жеке көрсеткіш алынып тасталса, { $any_set } қайсысы ең көп жылжиды
wel-without-plain = Жеке көрсеткіш алынып тасталғандағы орындар
reason-several = бірнешеуі бірдей жылжиды
reason-none-moves = бірде-бірі жылжымайды

# Әсерлер.
eff-verdict-effect = { $all } көрсеткішке түзету жасалғанда да нөлден өзгеше
eff-verdict-single = жеке алғанда — иә, { $all } көрсеткіштің бірі ретінде — жоқ
eff-p-holm = p, түзетілген
eff-holm-note = p көрсеткіштер санына Хольм қадамдарымен түзетілген: әсер деп солардың бәрінің ішінде сақталатыны аталады.
eff-says-single = «{ $outcome }» жалғыз көрсеткіш болса, нөлден өзгеше болар еді (p = { $p }); { $all } көрсеткіштің бірі ретінде өзгеше емес (p = { $adjusted }).
eff-curve-choice = { $outcome }: нәтиже { $top_set } бәрінен бұрын «{ $top }» таңдауына тәуелді: бағалаулар дисперсиясының { $top_value }-{ $top_value_poss }.
eff-whatif-depends = Жоғары білімі жоқ жергілікті жұмыскерлер жалақысының өзгеруі { $top_set } бәрінен бұрын мынаған тәуелді: { $top } — дисперсияның { $top_value }-{ $top_value_poss }.

# Жұмыскерлерге қажеттілік.
need-lead-first = Жұмыс күші { $top_set } ең тапшы — { $top } (индексі { $top_value }){ $top_apart }. Тым аз өңір жариялайтын көрсеткіштердің индекстегі салмағы — { $unknown }.
need-lead-open = Жұмыс күші { $top_set } қай жерде ең тапшы екенін айту мүмкін емес: аралықтар қиылысады — { $last_gen } индексі { $high } деңгейіне жетуі мүмкін, ал { $first_gen } индексі бар болғаны { $low } болуы мүмкін. Тым аз өңір жариялайтын көрсеткіштердің индекстегі салмағы — { $unknown }.
need-lead-region = { $rank }: жұмыс күшінің тапшылығы бойынша { $rank_of } өңірдің ішінде { $rank_place }-орында; белгісіз жайттарды ескергенде — { $best } мен { $worst } аралығында.
need-index-title = Жұмыс күші тапшылығының { $top_set } ең жоғары индексі — { $top }: { $top_value } ({ $low } – { $high }){ $top_apart }
need-index-table = Өңірлер бойынша жұмыс күші тапшылығының индексі, аралығы және өңірдің орны
need-binding = { $area }: { $top_set } ең аз мүмкіндік қалдыратыны — «{ $top }», жылына { $top_value } адам.
need-binding-open = { $area }: { $top_set } қайсысы ең аз мүмкіндік қалдыратынын айту мүмкін емес: олардың аралықтары қиылысады.
need-binding-one = { $area }: «{ $capacity }» жылына { $people } адамға мүмкіндік қалдырады; басқа мүмкіндіктер белгісіз.

# Шаралар.
cmp-set-paying = сынақтардың көбінде шығынынан көп беретін { $count } шараның ішінде
plan-lead-none = { $area_loc } қолдануға болатын { $count } шараның бірде-бірі сынақтардың көбінде шығынынан артық пайда бермейді, жарияланған аралықтары бар модель бойынша.{ $saves }
plan-lead-pays = { $area_loc } қолдануға болатын { $count } шараның { $paying }-{ $paying_poss } сынақтардың көбінде шығынынан артық пайда береді, жарияланған аралықтары бар модель бойынша: { $names }.{ $best }{ $saves }
plan-saves = { " " }Өзге пайдасы болмаса да, алғанынан көп қаражат үнемдейді: { $names }.
plan-paying = «{ $name }» ({ $size }; сынақтардың { $share }-{ $share_poss })
plan-best = { " " }Шығын бірлігіне шаққанда { $top_set } ең көп беретіні — { $top }{ $top_apart }.
plan-best-open = { " " }Олардың қайсысы шығын бірлігіне ең көп беретінін айту мүмкін емес: { $top_set } біріншісінен ажыратуға болатыны — { $top_count }.
plan-order-index = { $area_loc } қолданылатын шаралар, әсерінің реті бойынша, индекс балымен
plan-order-money = { $area_loc } қолданылатын шаралар, жылдық әсерінің реті бойынша, { $unit }
plan-table-costs = { $area_loc } шаралар шығын бірлігіне шаққандағы әсерінің реті бойынша: жылдық шығыны ({ $unit }) және оны кім төлейді
plan-col-more = Ақшалай қорытынды нөлден жоғары, сынақтар үлесі
plan-note-order = Алдымен әсері бар әрі қаражат үнемдейтін шаралар, содан кейін қаражатқа әсер беретіндері, шығын бірлігіне шаққандағы әсері бойынша; соңында — зиян келтіретіндері.
cmp-value-of = { $who }: { $value }
reason-one-group = тек бір топ бойынша жарияланған
