"""What things are: the resource families, the uses of one for another, and reading Danish text into them."""
