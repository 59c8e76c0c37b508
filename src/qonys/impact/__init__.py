"""What happens if people arrive: wages, output, unemployment, homes and places, from declared ranges of parameters."""
