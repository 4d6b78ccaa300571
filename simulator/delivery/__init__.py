"""How things that happen in the workspace reach the app."""
