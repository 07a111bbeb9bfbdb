# Finalizers.


class Resource:  # rejects: __del__
    def __del__(self):
        print("collected")


print(Resource())
