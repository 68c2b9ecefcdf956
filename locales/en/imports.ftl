# Imports.
