"""What those who run the service use: health, and the manifest."""
