"""Project package and the domain: what is offered, taken, carried out and counted."""
