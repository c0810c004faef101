"""Put a release where others find it: the Hugging Face Hub, Zenodo, or any store."""
