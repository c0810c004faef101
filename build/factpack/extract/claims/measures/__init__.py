"""What numbers measure: metrics of organisations and products, as sentences of news state them."""
