"""``resources/`` → checked, compiled knowledge. An unknown key, label or dangling name is an error naming file and entry."""
