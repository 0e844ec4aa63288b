"""What is known of passages and their words before anything is chosen."""
