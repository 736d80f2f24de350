"""The published route to patch AGOPs, which `patches` is compared with: unfolded inputs, gradients in chunks of outputs, each with a forward pass of its own.

    python3 benchmarks/patch_peer.py network.npz 2      (weights, images and layers; threads)

Layer by layer the inputs are unfolded and the network from there on is differentiated with respect to the patches, for ten outputs at a time;
the outer products are (d x d) with d the numbers of a patch. The correlation is Pearson's, of WᵀW with the AGOP (power 1) and its root.
"""
import json
import os
import sys
import time

path, threads = sys.argv[1], sys.argv[2]
os.environ.update(OMP_NUM_THREADS=threads, OPENBLAS_NUM_THREADS=threads, OMP_WAIT_POLICY="PASSIVE")
import numpy
import torch
from torch.nn import functional as F

torch.set_num_threads(int(threads))
CHUNK, IMAGES = 10, 4
arrays = {name: torch.from_numpy(value) for name, value in numpy.load(path).items() if name != "layers"}
layers = bytes(numpy.load(path)["layers"]).decode().split(",")
inputs, weights = arrays["inputs"], [arrays[f"W{l + 1}"] for l in range(sum(n.startswith(("conv", "dense")) for n in layers))]


def step(h, index):
    """One layer."""
    kind, *numbers = layers[index].split(":")
    numbers = [int(n) for n in numbers]
    if kind in ("conv", "dense"):
        weight = weights[sum(n.startswith(("conv", "dense")) for n in layers[:index])]
        return F.linear(h, weight) if kind == "dense" else F.conv2d(h, weight.view(numbers[0], -1, numbers[1], numbers[1]), padding=numbers[3])
    return {"relu": F.relu, "flatten": lambda t: t.flatten(1), "max": lambda t: F.max_pool2d(t, numbers[0])}[kind](h)


def after(h, first):
    """The layers from `first` on."""
    for index in range(first, len(layers)):
        h = step(h, index)
    return h


def agop(index, weight):
    filters, q, _, padding = [int(n) for n in layers[index].split(":")[1:]]
    total, places = 0, 0
    for start in range(0, len(inputs), IMAGES):
        with torch.no_grad():
            h = inputs[start:start + IMAGES]
            for i in range(index):
                h = step(h, i)
            patches = F.unfold(h, q, padding=padding)
        side = int(patches.shape[2] ** 0.5)
        for first in range(0, weights[-1].shape[0], CHUNK):
            patches.requires_grad_(True)
            outputs = after((weights[weight] @ patches).view(len(patches), filters, side, side), index + 1)[:, first:first + CHUNK]
            seeds = torch.eye(outputs.shape[1]).unsqueeze(1).expand(-1, len(patches), -1)
            gradients = torch.autograd.grad(outputs, patches, seeds, is_grads_batched=True)[0]  # (c, b, d, places)
            rows = gradients.transpose(2, 3).reshape(-1, gradients.shape[2])
            total = total + rows.T @ rows
            patches = patches.detach()
        places += patches.shape[0] * patches.shape[2]
    return total / places


def pearson(a, b):
    a, b = a.flatten() - a.mean(), b.flatten() - b.mean()
    return float(a @ b / (a.norm() * b.norm()))


began, found = time.perf_counter(), []
for index, name in enumerate(layers):
    if not name.startswith("conv"):
        continue
    weight = sum(n.startswith("conv") for n in layers[:index])
    matrix = agop(index, weight).double()
    nfm = (weights[weight].T @ weights[weight]).double()
    values, vectors = torch.linalg.eigh(matrix)
    root = (vectors * values.clamp(min=0).sqrt()) @ vectors.T
    found.append([pearson(nfm, matrix), pearson(nfm, root)])
print(json.dumps({"seconds": time.perf_counter() - began, "correlations": found}))
