import threading


class Settings:
    only = None

    @classmethod
    def get(cls):
        if cls.only is None:  # race: only
            cls.only = Settings()  # race: only
        return cls.only  # race: only


def work():
    Settings.get()


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
