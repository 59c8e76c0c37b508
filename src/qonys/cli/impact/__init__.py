"""`qonys impact`: what happens if people arrive, and claims about migrants examined."""
