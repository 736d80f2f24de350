"""The plain PyTorch loop that `train` is compared with: samples a second after a warm-up.

    python3 benchmarks/train_peer.py 784,256,256,256,10 1      (widths, threads)
"""
import os
import sys
import time

widths, threads = [int(w) for w in sys.argv[1].split(",")], sys.argv[2]
os.environ.update(OMP_NUM_THREADS=threads, OPENBLAS_NUM_THREADS=threads, OMP_WAIT_POLICY="PASSIVE")
import torch

torch.set_num_threads(int(threads))
batch, batches, epochs = 128, 16, 4
layers = []
for fan_in, fan_out in zip(widths, widths[1:]):
    layers += [torch.nn.Linear(fan_in, fan_out, bias=False), torch.nn.ReLU()]
network = torch.nn.Sequential(*layers[:-1])
sgd = torch.optim.SGD(network.parameters(), lr=0.1)
inputs = torch.randn(batch * batches, widths[0])
targets = torch.nn.functional.one_hot(torch.randint(widths[-1], (len(inputs),)), widths[-1]).float()


def epoch():
    for start in range(0, len(inputs), batch):
        sgd.zero_grad()
        torch.nn.functional.mse_loss(network(inputs[start:start + batch]), targets[start:start + batch]).backward()
        sgd.step()


epoch()
began = time.perf_counter()
for _ in range(epochs):
    epoch()
seconds = time.perf_counter() - began
print(f'{{"samplesPerSecond": {epochs * len(inputs) / seconds:.0f}, "threads": {threads}}}')
