# The API's own words: problems and documents.

problem-rate_limited = Trop de requêtes
problem-rate_limited-detail = Ce compte a dépassé ce qu’il peut demander en une minute. Attendez le temps indiqué par Retry-After, puis continuez.
problem-precondition_failed = Modifié entre-temps
problem-precondition_failed-detail = Ce n’est plus ce que vous avez vu. Relisez, puis refaites ce qui est encore nécessaire.

api-not_an_instant = Cet instant n’est pas lisible. Écrivez le jour, l’heure et le décalage, ainsi : 2016-11-07T10:30:00+02:00.
