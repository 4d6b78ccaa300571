"""Slack's client of one user: what it shows, keeps, checks and sends."""
