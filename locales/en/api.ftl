# The API's own words: problems and documents.

problem-rate_limited = Too many requests
problem-rate_limited-detail = This account has asked more than it may in a minute. Wait as long as Retry-After says, then go on.
problem-precondition_failed = Changed in the meantime
problem-precondition_failed-detail = It is no longer as you have seen it. Read it again, and repeat what is still needed.

api-not_an_instant = This is not a moment that we can read. Write day, time and offset, like 2016-11-07T10:30:00+02:00.
