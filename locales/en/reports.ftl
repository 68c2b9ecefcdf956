# Reports.

field-not_a_day = This is not a day that we can read. Write it like 2016-11-01.
