"""Inside the organisation: leaders, mission, culture, levels of relationship management, internal service, effort.

It moves the sellers that sell to buyers; in a chain these are its second tier.
"""
