import subprocess

subprocess.run(["true"], preexec_fn=print)  # rejects: Popen() with preexec_fn is not supported by Mini
