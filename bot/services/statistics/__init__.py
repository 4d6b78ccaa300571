"""Sums over the log: of a template, a group, a contact, of whatever an interaction names."""
