"""Making the models under `data/models/`; nothing here is needed to run them."""
