"""A student in front of JupyterLab: a real server, a real browser, what is typed and what is seen."""
