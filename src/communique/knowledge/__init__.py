"""``resources/`` → checked, compiled knowledge. An unknown key, label or dangling name is an error naming file and entry."""

# Year and month of the last review of resources/; it stands in every record.
VERSION = "2026.11"
