"""Many profiles: lanes bring columns, one kernel scores them, nothing is lost on the way."""
