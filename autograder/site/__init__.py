"""The handout site: what students get, as pages to read and to play with, made of the course alone."""
