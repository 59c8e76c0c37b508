# Слова страницы и книги, единицы трудовой миграции.
ui-back = К содержанию
ui-estimate = оценка
ui-function = Вычисление
ui-label = Название
ui-numbers = Числа
ui-reason = Причина
ui-series = Ряд
ui-sheet = Лист
ui-title = Название
unit-employers = работодателей
unit-enterprises = предприятий
unit-jobs = рабочих мест
unit-places = мест
unit-resumes = резюме
unit-schools = школ
unit-transfers = переводов
unit-vacancies = вакансий
