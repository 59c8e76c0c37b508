"""The procedure of a household by the rules of a pack."""
