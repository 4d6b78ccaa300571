"""Slack's users for tests: people who type, choose and press, and read what is on their screen."""
