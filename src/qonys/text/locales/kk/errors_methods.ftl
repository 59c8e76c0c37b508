# Әдістердің қателері мен ескертпелері: сандар бойынша ағындар, құрама индекстер.

error-stocks-areas = екі санақта әртүрлі аумақ аталған: { $names }
    .fix = екі кестеде де бірдей аумақтар
error-stocks-axes = екі санақ әртүрлі бөлінген: { $names }
    .fix = екі кестеде де бірдей бөлініс
error-stocks-empty = кестеде бірде-бір адам жоқ
    .fix = туған жері мен тұратын жері бойынша адам саны кестесі
error-stocks-nobody-left = туу мен өлім шегерілгенде екі кестенің бірінде ешкім қалмайды
    .fix = туу мен өлім сандарын тексеріңіз немесе ашық жүйені алыңыз: --open
error-stocks-no-natives = туған жерінде қанша адам тұратыны көрсетілмеген: { $first } (саны жоқ ұяшықтар: { $count })
    .fix = қосыңыз: халық санынан басқа жерде туғандарды шегеріңіз
error-stocks-unstated = екінші кестеде көрсетілген жұптар мұнда жоқ: { $count }, біріншісі — { $first }
    .fix = қосыңыз; ешкім тұрмайтын жерге 0 қойыңыз
error-vital-axes = туу мен өлім адам саны сияқты { $names } бойынша бөлінбеген
    .fix = бағандар қосыңыз: { $names }
error-deaths-over-people = { $areas }: { $text } өлім, ал онда тұрғаны мен туғаны { $most } адам ғана
    .fix = өлім санын түзетіңіз
error-births-over-people = { $areas }: { $text } туу, ал соңында онда { $most } адам ғана тұрады
    .fix = қайтыс болған немесе көшкен нәрестелерді шегеріп беріңіз
fault-blank-figure = ұяшықта сан жоқ; ешкім болмаса, 0 жазылады
note-stocks-rescaled = { $part }екінші кестедегі { $excess } адамды бірінші кесте, туу мен өлім түсіндірмейді; туған жері бойынша кестелердің айырмасы { $moved } адам, олар сәйкес келгенше қайта есептелді; --open айырманы сыртқы дүниеге жатқызады
note-stocks-open = { $part }екінші кестедегі { $excess } адамды бірінші кесте, туу мен өлім түсіндірмейді; туған жері бойынша { $moved } адам сырттан келген немесе сыртқа кеткен
note-births-spread = { $part }{ $names }: туу саны соңындағы жергілікті туғандардан көп; туу барлық туған жерге адам санына қарай бөлінді

error-score-missing = балдар жоқ: { $count }
    .fix = бос орындарды толтырыңыз: [method] ішінде impute
error-denominator-not-positive = бөлгіштер нөлден үлкен емес: { $count }
    .fix = 0-ден үлкен мәндер немесе бос ұяшықтар
error-weight-negative = теріс салмақтар: { $count }
    .fix = 0 немесе одан үлкен салмақтар
error-share-negative = «share of maximum» үшін мәндер 0 немесе одан үлкен болуы керек; нөлден кіші: { $count }
    .fix = normalise = "min max"
error-share-zero = азы жақсы болса, «share of maximum» мәнге бөледі; нөлдер: { $count }
    .fix = normalise = "min max"
error-share-nothing = 0-ден үлкен мәні жоқ көрсеткіштердің үлесі болмайды: { $count }
    .fix = оларды алып тастаңыз немесе normalise = "min max" алыңыз
error-doubt-negative = «benefit of the doubt» әдісіне 0 немесе одан үлкен балдар керек; жоғы не нөлден кішісі: { $count }
    .fix = normalise = { "{" } how = "min max", low = 0, high = 100 { "}" }
error-doubt-zero-share = нөлдік балдың ең аз үлесі болмайды: { $count }
    .fix = low өрісін алып тастаңыз немесе low = 1, high = 100 шкаласын алыңыз
error-importance-not-positive = нөлдік салмақтарды оңтайландыру мүмкін емес: көрсеткіштер { $count }
    .fix = бұл көрсеткіштерді алып тастаңыз
error-scores-not-positive = геометриялық және гармоникалық орташаға 0-ден үлкен балдар керек; үлкен еместері: { $count }
    .fix = normalise = { "{" } how = "min max", low = 1, high = 100 { "}" }
error-scores-negative = дәрежелік орташаға 0 немесе одан үлкен балдар керек; нөлден кіші: { $count }
    .fix = normalise = { "{" } how = "min max", low = 1, high = 100 { "}" }
error-mean-not-positive = Маццотта — Парето индексі аумақтың орташасына бөледі; нөлден үлкен емес орташалар: { $count }
    .fix = normalise = "mazziotta pareto"
error-one-score = жалғыз балдың стандартты ауытқуы болмайды: { $count }
    .fix = spread = "population"
error-no-two-figures = екі түрлі мәні жоқ көрсеткіштер: { $count }
    .fix = оларды алып тастаңыз
error-too-few-for-kurtosis = төрттен аз мәні бар көрсеткіштердің эксцесі болмайды: { $count }
    .fix = көбірек мән беріңіз немесе [method] ішінен treat алып тастаңыз
error-log-not-positive = бұл логарифмге 0-ден үлкен мәндер керек; үлкен еместері: { $count }
    .fix = transform = "log shifted"
error-log-too-small = бұл логарифмге ең үлкен мәні 1-ден үлкен көрсеткіш керек: { $count }
    .fix = transform = "log shifted"
error-criterion-no-figure = бірде-бір мәні жоқ көрсеткіштер: { $count }
    .fix = оларды алып тастаңыз
error-figure-infinite = шексіз мәндер: { $count }
    .fix = түзетіңіз немесе ұяшықтарды бос қалдырыңыз
error-components-negative = «{ $name }» тобында көрсеткіштер бірінші компонентке қарсы бағытталған (теріс жүктемелер): { $names }
    .fix = weight = "rotated components" немесе бұл көрсеткіштерді алып тастаңыз
error-weights-not-optimised = «{ $name }» үшін салмақтарды оңтайландыру мүмкін емес: индекс олардан секіріп өзгереді
    .fix = weight = "given"
