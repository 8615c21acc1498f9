"""The six interaction processes of Geersbro and Ritter; none knows another."""
