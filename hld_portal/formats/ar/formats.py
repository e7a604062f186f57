"""Dates and figures in Arabic."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، H:i"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y، H:i"
MONTH_DAY_FORMAT = "j F"
THOUSAND_SEPARATOR = "\xa0"  # as the United Nations writes: 1 000
NUMBER_GROUPING = 3
