# What the columns of a workbook hold that goes out and comes back.

columns-sheet = Бағандар
columns-name = Баған
columns-meaning = Мағынасы
column-quota-cell = Жолдың белгісі: аумақ, қызмет түрі, санат; оқылмайды
column-quota-area = Аумақтың коды немесе атауы
column-quota-area-name = Аумақтың атауы; оқылмайды
column-quota-sector = Экономикалық қызмет түрі
column-quota-sector-name = Қызмет түрінің атауы; оқылмайды
column-quota-category = Рұқсат санаты
column-quota-category-name = Санаттың атауы; оқылмайды
column-quota-need-low = Қажеттіліктің төменгі шегі, адам; бос болса, қажеттіліктің өзі
column-quota-need = Шетелдік жұмыскерлерге қажеттілік, адам; сіз толтырасыз, ешкім керек болмаса — 0
column-quota-need-high = Қажеттіліктің жоғарғы шегі, адам; бос болса, қажеттіліктің өзі
column-quota-staff = Осы санаттағы жергілікті жұмыскерлер, адам; онсыз жергілікті кадрлар үлесі тексерілмейді
column-quota-used = Жыл басынан пайдаланылған орындар; орындарды қайта бөлу үшін
column-quota-last-year = Былтырғы орындар; өзгерістің шегі үшін
column-quota-wanted = Жоспар негізге алған қажеттілік, адам; оқылмайды
column-quota-places = Жоспардағы орындар; қайта бөлуде — қолданыстағы квота
column-quota-coverage = Орындардың қажеттіліктегі үлесі; оқылмайды
column-quota-unit = Өлшем бірлігі; оқылмайды
column-quota-origin = Қажеттілікті кім көрсеткені: сіз бе, әлде сценарий ме
column-quota-basis = Жоспардың негізі: сценарий немесе көрсетілген қажеттілік; оқылмайды
column-quota-status = Мәндердің мәртебесі; оқылмайды
