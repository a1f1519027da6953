"""From a recording, a saved track or a live stream to finished sets and their files."""
