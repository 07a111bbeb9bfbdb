import concurrent.futures
concurrent.futures.ProcessPoolExecutor()  # rejects: concurrent.futures.ProcessPoolExecutor is not supported by Mini
