# Typeshed writes Any for "may be None, but hardly anybody checks". Here a None beside other types is looked past, and an
# Any would hide them.
from collections.abc import Buffer
from typing_extensions import TypeAlias

MaybeNone: TypeAlias = None

# A buffer that has a length, too: all that are sliced do.
SizedBuffer: TypeAlias = Buffer
