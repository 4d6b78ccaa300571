"""`make demo`: Touchpoint against the local Slack simulator, with the sample company."""
