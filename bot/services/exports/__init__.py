"""Taking the company's data out, as files that people and other programs read."""
