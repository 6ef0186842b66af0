"""Where the course meets nbgrader: a course folder for its commands, and what they call there to grade."""
