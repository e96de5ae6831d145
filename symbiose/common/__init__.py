"""What every room uses: records and their trail, the chain, the municipality, and the kits for pages, search and states."""
