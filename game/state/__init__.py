"""What is: world, orders, parameters, luck, scenario, position."""
