"""What is shown of charges, and what people decide about them."""
