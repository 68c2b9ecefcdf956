# The API's own words: problems and documents.
