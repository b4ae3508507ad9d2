"""The catalogue as frozen values: moments, province presets, session tables. A wrong file fails loudly."""
