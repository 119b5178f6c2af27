"""The REST API: a module per noun group with its serializers, filters and views. Rules and access are those of the screens."""
