"""How payloads come in: Slack's HTTP requests, or a socket that we open."""
