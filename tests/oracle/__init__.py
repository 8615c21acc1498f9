"""The oracle: the product's own theory as plain Mesa objects, which the engine equals to the last bit."""
