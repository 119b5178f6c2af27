"""The demo: data in `gegevens/*.toml`, and the modules that put it into an empty database (`laden.laad`)."""
