"""What organisations decide about their relationships: knowing the market, splitting purchases, leaving."""
