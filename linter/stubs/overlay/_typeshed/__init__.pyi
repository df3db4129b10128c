# Typeshed writes Any for "may be None, but hardly anybody checks". Here a None beside other types is looked past, and an
# Any would hide them.
from typing_extensions import TypeAlias

MaybeNone: TypeAlias = None
