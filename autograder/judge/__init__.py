"""The trusted side of grading: pytest collects a set's hidden tests once, and runs them for each submission."""
