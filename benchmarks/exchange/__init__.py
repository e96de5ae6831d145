"""Exchange: time, memory and value beside greedy and the best bound."""
