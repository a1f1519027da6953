"""The report of a set as a page, a table, charts and words."""
