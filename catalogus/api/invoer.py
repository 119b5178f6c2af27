"""What the API reads: unknown members are refused, and related records are looked up among what the user may see."""

from typing import Any

from rest_framework import serializers

from catalogus import toegang


class Invoer(serializers.Serializer):
    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (vreemd := sorted(set(data) - set(self.fields))):
            raise serializers.ValidationError(
                dict.fromkeys(vreemd, "Dit veld is hier niet bekend. Haal het weg of verbeter de naam."), code="onbekend"
            )
        return super().to_internal_value(data)


class Eigen(serializers.SlugRelatedField):
    """A record that the user may see, by a field of it; what he may not see does not exist."""

    def get_queryset(self):
        return toegang.zichtbaar_voor(self.context["request"].user, super().get_queryset())  # type: ignore[arg-type]  # each has one
