"""What was handed over: the periods that are asked about, what the two sides said, what of it counts, and how it is shown."""
