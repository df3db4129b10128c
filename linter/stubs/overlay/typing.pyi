# Typeshed leaves it to each type checker to know what these are other names for.
import collections

List = list
Dict = dict
Set = set
FrozenSet = frozenset
DefaultDict = collections.defaultdict
Counter = collections.Counter
Deque = collections.deque
ChainMap = collections.ChainMap
OrderedDict = collections.OrderedDict
