"""The Web API, at /api/<method>."""
