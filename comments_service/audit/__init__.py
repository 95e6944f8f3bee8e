"""What happened here, for those who may look: checked, told in sentences, exported."""
