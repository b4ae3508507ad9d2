"""The API of exams."""
