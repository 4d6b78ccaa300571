"""A stand-in for Slack that speaks only Slack's wire and knows nothing of the app it serves."""
