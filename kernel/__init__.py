"""The kernel: refusals, facts, acts, actors, scope and time. It knows nothing of exams."""
