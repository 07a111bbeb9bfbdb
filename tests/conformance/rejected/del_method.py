# Finalizers.


class Resource:
    def __del__(self):  # rejects: __del__
        print("collected")


print(Resource())
