"""What happens, in which order: loops over rows that call the rules of the theory."""
