# Беттің, жұмыс кітабының сөздері және еңбек көші-қонының бірліктері.
ui-back = Мазмұнға оралу
ui-estimate = бағалау
ui-function = Есептеу
ui-label = Атауы
ui-numbers = Сандары
ui-reason = Себебі
ui-series = Қатар
ui-sheet = Парақ
ui-title = Атауы
unit-employers = жұмыс беруші
unit-enterprises = кәсіпорын
unit-jobs = жұмыс орны
unit-places = орын
unit-resumes = түйіндеме
unit-schools = мектеп
unit-transfers = аударым
unit-vacancies = бос жұмыс орны
