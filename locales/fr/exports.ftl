# Exports and their data dictionary.
