# Times, lengths of time and ranges.

ago-now = just now
ago-today = today
ago-yesterday = yesterday
duration-within_day = less than a day
ago-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
ago-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
ago-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
duration-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
duration-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
duration-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
lasting-minutes = { $count ->
    [one] for { $count } minute
   *[other] for { $count } minutes
}
lasting-hours = { $count ->
    [one] for { $count } hour
   *[other] for { $count } hours
}
lasting-days = { $count ->
    [one] for { $count } day
   *[other] for { $count } days
}
time-about = about { $time }
time-on_day = { $day }, { $time }
time-between = { $from } to { $until }
range-between = { $least } to { $most }
range-at_least = at least { $least }
range-at_most = at most { $most }
