"""What users do, one module a feature, in rooms by what it is about."""
