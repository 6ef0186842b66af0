"""The course as it lies on disk, and what is written of it for students."""
