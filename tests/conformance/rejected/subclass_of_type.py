# A metaclass: a class derived from type.
class Meta(type):  # rejects: 'type'
    pass


print(Meta)
