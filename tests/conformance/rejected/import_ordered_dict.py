from collections import deque
from collections import OrderedDict  # rejects: collections.OrderedDict is not supported by Mini
print(OrderedDict(), deque())
