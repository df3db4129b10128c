# As in typing.pyi.
import collections

OrderedDict = collections.OrderedDict
