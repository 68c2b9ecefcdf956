# Heures, durées et fourchettes.

ago-now = à l’instant
ago-today = aujourd’hui
ago-yesterday = hier
duration-within_day = moins d’un jour
ago-minutes = { $count ->
    [one] il y a { $count } minute
   *[other] il y a { $count } minutes
}
ago-hours = { $count ->
    [one] il y a { $count } heure
   *[other] il y a { $count } heures
}
ago-days = { $count ->
    [one] il y a { $count } jour
   *[other] il y a { $count } jours
}
duration-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
duration-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
duration-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
lasting-minutes = { $count ->
    [one] depuis { $count } minute
   *[other] depuis { $count } minutes
}
lasting-hours = { $count ->
    [one] depuis { $count } heure
   *[other] depuis { $count } heures
}
lasting-days = { $count ->
    [one] depuis { $count } jour
   *[other] depuis { $count } jours
}
time-about = vers { $time }
time-on_day = { $day }, { $time }
time-between = du { $from } au { $until }
range-between = { $least } à { $most }
range-at_least = au moins { $least }
range-at_most = au plus { $most }
