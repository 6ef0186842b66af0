"""What students' machines and the grader share: comparing, describing calls and figures, reading cells."""
