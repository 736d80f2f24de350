using System.Text.Json;
using DeepNfa.Algebra;
using DeepNfa.Records;
using DeepNfa.Tests.Cli;
using DeepNfa.Training;
using TorchSharp;
using Xunit;

namespace DeepNfa.Tests.Interchange;

/// <summary>Convolutional networks that PyTorch built compute the same here, and are measured as autograd over unfolded patches measures them there.</summary>
[Trait("Tier", "All")]
[Collection(Alone.Name)]
public sealed class ConvolutionExchangeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact("numpy", "torch")]
    public void LeNets_are_recognised_with_batch_normalisation_and_without()
    {
        Python.Run(_folder.Path, Script + """
            class LeNet(nn.Module):
                def __init__(self, channels, padding, norm, act, flat):
                    super().__init__()
                    self.conv1, self.conv2 = nn.Conv2d(channels, 6, 5, padding=padding), nn.Conv2d(6, 16, 5)
                    if norm: self.bn1, self.bn2 = nn.BatchNorm2d(6), nn.BatchNorm2d(16)
                    self.norm, self.act = norm, act
                    self.fc1, self.fc2, self.fc3 = nn.Linear(flat, 30), nn.Linear(30, 20), nn.Linear(20, 10)
                def forward(self, x):
                    x = self.conv1(x)
                    x = F.max_pool2d(self.act(self.bn1(x) if self.norm else x), 2)
                    x = self.conv2(x)
                    x = F.max_pool2d(self.act(self.bn2(x) if self.norm else x), 2)
                    x = self.act(self.fc1(x.flatten(1)))
                    return self.fc3(self.act(self.fc2(x)))
            export('mnist', LeNet(1, 2, False, F.relu, 400), (1, 28, 28))
            export('cifar', LeNet(3, 0, True, torch.tanh, 400), (3, 32, 32), npz=True)
            """);
        AssertEqual("mnist", "mnist.safetensors", "LeNet-shaped", "conv:6:5:1:2,relu,max:2,conv:16:5,relu,max:2,flatten,dense:30,relu,dense:20,relu,dense:10");
        AssertEqual("cifar", "cifar.npz", "folded into the weights before it, with eps 1e-5: bn1, bn2", "conv:6:5,tanh,max:2,conv:16:5,tanh,max:2,", "--activation", "tanh");
    }

    [PythonFact("numpy", "torch")]
    public void Vggs_are_recognised_by_the_gaps_between_their_numbers()
    {
        Python.Run(_folder.Path, Script + """
            class Vgg(nn.Module):
                def __init__(self, widths, norm, flat):
                    super().__init__()
                    layers, channels = [], 3
                    for w in widths:
                        if w == 'M': layers.append(nn.MaxPool2d(2))
                        else:
                            layers += [nn.Conv2d(channels, w, 3, padding=1)] + ([nn.BatchNorm2d(w)] if norm else []) + [nn.ReLU()]
                            channels = w
                    self.features, self.avgpool = nn.Sequential(*layers), nn.AdaptiveAvgPool2d(2)
                    self.classifier = nn.Sequential(nn.Linear(flat, 24), nn.ReLU(), nn.Dropout(), nn.Linear(24, 20), nn.ReLU(), nn.Dropout(), nn.Linear(20, 5))
                def forward(self, x): return self.classifier(self.avgpool(self.features(x)).flatten(1))
            export('plain', Vgg([6, 'M', 8, 8, 'M', 10, 'M'], False, 40), (3, 16, 16))
            export('norm', nn.ModuleDict({'module': Vgg([6, 'M', 8, 8, 'M', 10, 'M'], True, 40)}), (3, 16, 16), call='module')
            """);
        const string List = "conv:6:3:1:1,relu,max:2,conv:8:3:1:1,relu,conv:8:3:1:1,relu,max:2,conv:10:3:1:1,relu,max:2,flatten,dense:24,relu,dense:20,relu,dense:5";
        AssertEqual("plain", "plain.safetensors", "VGG-shaped", List);
        AssertEqual("norm", "norm.safetensors", "eps 1e-5: features.1, features.5, features.8, features.12", List);
    }

    [PythonFact("numpy", "torch")]
    public void ResNets_are_recognised_with_basic_blocks_and_with_bottlenecks()
    {
        Python.Run(_folder.Path, Script + """
            class Block(nn.Module):
                def __init__(self, i, w, stride, wide, norm, cifar):
                    super().__init__()
                    bn = nn.BatchNorm2d if norm else lambda k: nn.Identity()
                    c = lambda a, b, k, s: nn.Conv2d(a, b, k, s, k // 2, bias=not norm)
                    out = 4 * w if wide else w
                    shapes = [(i, w, 1, 1), (w, w, 3, stride), (w, out, 1, 1)] if wide else [(i, w, 3, stride), (w, w, 3, 1)]
                    for n, s in enumerate(shapes):
                        setattr(self, f'conv{n + 1}', c(*s))
                        setattr(self, f'bn{n + 1}', bn(s[1]))
                    self.count, self.side = len(shapes), None
                    if stride > 1 or i != out:
                        self.side = 'shortcut' if cifar else 'downsample'
                        setattr(self, self.side, nn.Sequential(c(i, out, 1, stride), bn(out)))
                def forward(self, x):
                    h = x
                    for n in range(1, self.count + 1):
                        h = getattr(self, f'bn{n}')(getattr(self, f'conv{n}')(h))
                        if n < self.count: h = F.relu(h)
                    return F.relu(h + (getattr(self, self.side)(x) if self.side else x))
            class ResNet(nn.Module):
                def __init__(self, counts, width, wide, cifar, norm=True):
                    super().__init__()
                    self.conv1 = nn.Conv2d(3, width, 3, 1, 1, bias=not norm) if cifar else nn.Conv2d(3, width, 7, 2, 3, bias=not norm)
                    self.bn1, self.cifar, i = nn.BatchNorm2d(width) if norm else nn.Identity(), cifar, width
                    for s, count in enumerate(counts):
                        w, blocks = width << s, []
                        for b in range(count):
                            blocks.append(Block(i, w, 2 if s > 0 and b == 0 else 1, wide, norm, cifar))
                            i = 4 * w if wide else w
                        setattr(self, f'layer{s + 1}', nn.Sequential(*blocks))
                    setattr(self, 'linear' if cifar else 'fc', nn.Linear(i, 4))
                    self.counts = counts
                def forward(self, x):
                    x = F.relu(self.bn1(self.conv1(x)))
                    if not self.cifar: x = F.max_pool2d(x, 3, 2, 1)
                    for s in range(len(self.counts)): x = getattr(self, f'layer{s + 1}')(x)
                    return (self.linear if self.cifar else self.fc)(x.mean((2, 3)))
            export('basic', ResNet([2, 1, 1], 6, False, False), (3, 48, 32), flat=False)
            export('wide', ResNet([1, 2], 4, True, False), (3, 32, 32))
            export('cifar', ResNet([1, 2], 5, False, True), (3, 10, 10), npz=True)
            export('bare', ResNet([1, 1], 5, False, True, norm=False), (3, 9, 9))
            """);
        AssertEqual("basic", "basic.safetensors", "ResNet-shaped", "conv:6:7:2:3,relu,stem=max:3:2:1,conv:6:3:1:1,relu,conv:6:3:1:1,add:stem,out1.0=relu,");
        AssertEqual("wide", "wide.safetensors", "layer1.0.downsample.1", "conv:4:1,relu,conv:4:3:1:1,relu,end1.0=conv:16:1,conv:16:1@stem,add:end1.0,out1.0=relu,conv:8:1,relu,conv:8:3:2:1,relu,end2.0=conv:32:1,conv:32:1:2@out1.0,add:end2.0,");
        AssertEqual("cifar", "cifar.npz", "layer2.0.shortcut.1", "conv:5:3:1:1,stem=relu,");
        AssertEqual("bare", "bare.safetensors", "with biases", "end2.0=conv:10:3:1:1,conv:10:1:2@out1.0,add:end2.0");
    }

    [PythonFact("numpy", "torch")]
    public void Lists_name_what_no_names_tell()
    {
        Python.Run(_folder.Path, Script + """
            net = nn.Sequential(nn.Conv2d(2, 5, 3, stride=2, padding=1), nn.BatchNorm2d(5, affine=False), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(5, 7, 2, bias=False), nn.GELU(), nn.Flatten(), nn.Linear(42, 6), nn.BatchNorm1d(6), nn.Sigmoid(), nn.Linear(6, 3))
            export('list', net, (2, 12, 16), flat=False)
            class Odd(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.eye, self.calm, self.mind = nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.Linear(64, 3)
                def forward(self, x): return self.mind(torch.sin(self.calm(self.eye(x))).flatten(1))
            export('odd', Odd(), (1, 6, 6))
            """);
        AssertEqual("list", "list.safetensors", "as --architecture tells", "conv:5:3:2:1,tanh,mean:2,", "--architecture", "conv:5:3:2:1,tanh,mean:2,conv:7:2,gelu,flatten,dense:6,sigmoid,dense");
        File.WriteAllText(_folder["odd.json"], """{"image": [1, 6, 6], "layers": [{"layer": "conv:4:3", "weights": "eye", "batch_norm": "calm"}, "sine", "flatten", {"layer": "dense", "weights": "mind.weight"}]}""");
        AssertEqual("odd", "odd.safetensors", "calm", "conv:4:3,sine,flatten,dense", "--architecture", _folder["odd.json"]);
    }

    [PythonFact("numpy", "torch")]
    public void What_train_saves_computes_the_same_in_pytorch()
    {
        Assert.Equal(0, Called.Run("train", "--data", "digits", "--train-samples", "60", "--architecture", "conv:4:5:2:1,relu,max:2,conv:6:2,tanh,flatten,dense:7,relu,dense", "--bias", "--epochs", "1", "--plots", "none", "--out", _folder["run"], "--save", _folder["ours.safetensors"]).Code);
        Python.Run(_folder.Path, Script + """
            net = nn.Sequential(nn.Conv2d(1, 4, 5, 2, 1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 6, 2), nn.Tanh(), nn.Flatten(), nn.Linear(150, 7), nn.ReLU(), nn.Linear(7, 10))
            net.load_state_dict(load('ours.safetensors'))
            export('theirs', net, (1, 28, 28), fresh=False)
            """);
        AssertEqual("theirs", "ours.safetensors", "as its header tells", "--architecture conv:4:5:2:1,relu,max:2,conv:6:2,tanh,flatten,dense:7,relu,dense --image-shape 28x28x1");
    }

    /// <summary>What was recognised, the outputs, and the measures of every layer.</summary>
    private void AssertEqual(string name, string file, string recognised, string list, params string[] options)
    {
        var (code, output, error) = Called.Run(["measure", "--model", _folder[file], "--inputs", _folder[$"{name}-x.npy"], "--power", "1", "--similarity", "pearson,cosine", "--json", .. options]);
        Assert.True(code == 0, error);
        Assert.Contains(recognised, error, StringComparison.Ordinal);
        Assert.Contains(list, error, StringComparison.Ordinal);
        var expected = Npy.Read(_folder[$"{name}-measures.npy"]).Matrix2D(); // (layers × pearson and cosine)
        var measured = JsonElement.Parse(output).GetProperty("correlations").EnumerateArray().Where(c => c.GetProperty("measure").GetString() == Measures.NfmAgop).ToList();
        Assert.Equal(2 * expected.GetLength(0), measured.Count);
        foreach (var c in measured)
        {
            int column = c.GetProperty("similarity").GetString() == "pearson" ? 0 : 1;
            Assert.Equal(expected[c.GetProperty("layer").GetInt32() - 1, column], c.GetProperty("value").GetDouble(), 1e-8);
        }
        string? Option(string option) => Array.IndexOf(options, option) is >= 0 and var at ? options[at + 1] : null;
        using var scope = torch.NewDisposeScope();
        var x = Npy.Read(_folder[$"{name}-x.npy"]).ToTensor();
        ImageShape? image = x.shape.Length == 4 ? new((int)x.shape[2], (int)x.shape[3], (int)x.shape[1]) : null;
        var model = LayeredFile.Open(_folder[file], new(Option("--architecture"), image, (int)x[0].numel(), Option("--activation")));
        var (weights, biases) = model.Read(torch.ScalarType.Float64);
        using var network = new LayeredNetwork(model.Graph, weights, biases);
        var y = Npy.Read(_folder[$"{name}-y.npy"]).ToTensor();
        Assert.True((network.forward(x.flatten(1)) - y).abs().max().ToDouble() < 1e-10 * Math.Max(1, y.abs().max().ToDouble()), $"outputs of {name}");
    }

    /// <summary>Writes a network with random weights and statistics, inputs, outputs, and the measures: convolutions become products with unfolded patches, at which autograd takes the gradients.</summary>
    private const string Script = ArrayExchangeTests.Format + """
        import numpy as np
        from torch import nn
        import torch.nn.functional as F
        class Unfolded(nn.Module):
            def __init__(self, layer):
                super().__init__()
                self.layer = layer
            def forward(self, x):
                l = self.layer
                if isinstance(l, nn.Linear):
                    self.seen = x.clone()
                    return l(self.seen)
                self.seen = F.unfold(x, l.kernel_size, padding=l.padding, stride=l.stride)
                size = [(n + 2 * p - k) // s + 1 for n, p, k, s in zip(x.shape[2:], l.padding, l.kernel_size, l.stride)]
                z = l.weight.flatten(1) @ self.seen
                return (z if l.bias is None else z + l.bias[:, None]).view(len(x), -1, *size)
        def unfold(net):
            for name, child in net.named_children():
                if isinstance(child, (nn.Conv2d, nn.Linear)): setattr(net, name, Unfolded(child))
                else: unfold(child)
        # batch normalisation stands behind the module before it in the order of the definition of a pass; its scale belongs to the filters
        def scales(net, x):
            found, last = {}, [None]
            def hook(m, inputs, output):
                if isinstance(m, Unfolded): last[0] = m
                elif isinstance(m, (nn.BatchNorm2d, nn.BatchNorm1d)):
                    s = 1 / torch.sqrt(m.running_var + m.eps)
                    found[last[0]] = s if m.weight is None else m.weight * s
            hooks = [m.register_forward_hook(hook) for m in net.modules()]
            y = net(x)
            for h in hooks: h.remove()
            return y, found
        def export(name, net, image, npz=False, call=None, flat=True, fresh=True):
            torch.manual_seed(len(name))
            net = net.double().eval()
            if fresh:
                for m in net.modules():
                    if isinstance(m, (nn.BatchNorm2d, nn.BatchNorm1d)):
                        m.running_mean.normal_()
                        m.running_var.uniform_(0.3, 2)
                        if m.weight is not None:
                            m.weight.data.normal_()
                            m.bias.data.normal_()
                    elif isinstance(m, (nn.Conv2d, nn.Linear)):
                        m.weight.data.normal_(std=(1.5 / m.weight[0].numel()) ** 0.5)
            state = net.state_dict()
            if npz: np.savez(name + '.npz', **{k: v.numpy() for k, v in state.items()})
            else: save(state, name + '.safetensors')
            f = net[call] if call else net
            x = torch.randn(5, *image, dtype=torch.float64)
            np.save(name + '-x.npy', (x.flatten(1) if flat else x).numpy())
            np.save(name + '-y.npy', f(x).detach().numpy())
            unfold(f)
            y, scale = scales(f, x.requires_grad_())
            layers = [m for m in f.modules() if isinstance(m, Unfolded)]
            # the order of the list: as the layers are defined, a shortcut behind its block
            agops = [0] * len(layers)
            for c in range(y.shape[1]):
                for l, g in enumerate(torch.autograd.grad(y[:, c].sum(), [m.seen for m in layers], retain_graph=True)):
                    g = g.transpose(1, 2).flatten(0, 1) if g.dim() == 3 else g
                    agops[l] = agops[l] + g.T @ g / len(g)
            told = []
            for m, g in zip(layers, agops):
                w = m.layer.weight.detach().flatten(1)
                if m in scale: w = w * scale[m].detach()[:, None]
                a, b = (w.T @ w).flatten().numpy(), g.detach().flatten().numpy()
                told.append([np.corrcoef(a, b)[0, 1], a @ b / np.sqrt((a @ a) * (b @ b))])
            np.save(name + '-measures.npy', np.array(told))

        """;
}
