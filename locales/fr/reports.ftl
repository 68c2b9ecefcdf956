# Reports.

field-not_a_day = Ce jour n’est pas lisible. Écrivez-le ainsi : 2016-11-01.
