"""What the browser page and scripts in other processes talk to."""
