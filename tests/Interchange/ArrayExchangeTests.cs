using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DeepNfa.Algebra;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using Xunit;

namespace DeepNfa.Tests.Interchange;

/// <summary>Arrays that NumPy and PyTorch wrote are read bit for bit, and ours by them.</summary>
[Trait("Tier", "All")]
public sealed class ArrayExchangeTests : IDisposable
{
    /// <summary>One array of every type with its extreme and odd values, in three shapes.</summary>
    private const string Arrays = """
        import numpy as np, hashlib
        def arrays():
            r = np.random.RandomState(0)
            for t in 'f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 ?'.split():
                d = np.dtype(t)
                bits = r.bytes(24 * d.itemsize)
                a = np.frombuffer(bits, dtype='u1').reshape(24, -1)[:, 0] % 2 == 0 if t == '?' else np.frombuffer(bits, dtype=d)
                yield t.replace('?', 'b'), a.reshape(2, 3, 4)
        def digest(a):
            a = np.ascontiguousarray(a)
            return hashlib.sha256(a.astype(a.dtype.newbyteorder('<')).tobytes()).hexdigest()

        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact("numpy")]
    public void Npy_and_npz_of_every_type_order_and_layout_are_read_bit_for_bit()
    {
        string[] told = Python.Run(_folder.Path, Arrays + """
            for name, a in arrays():
                for order in '<>':
                    for layout in 'CF':
                        b = np.array(a.astype(a.dtype.newbyteorder(order)), order=layout)
                        f = f'{name}-{"le" if order == "<" else "be"}-{layout}.npy'
                        np.save(f, b)
                        print(f, digest(a))
            np.savez('stored.npz', **dict(arrays()))
            np.savez_compressed('deflated.npz', **dict(arrays()), scalar=np.float64(1.5), empty=np.zeros((0, 3), 'f4'))
            import zipfile
            with zipfile.ZipFile('zip64.npz', 'w', zipfile.ZIP_DEFLATED) as z:
                for name, a in arrays():
                    with z.open(name + '.npy', 'w', force_zip64=True) as f:
                        np.lib.format.write_array(f, a)
            for name, a in arrays(): print(name, digest(a))
            """).Split('\n');
        Assert.Equal((12 * 4) + 12, told.Length);
        foreach (string[] line in told.Select(t => t.Split(' ')))
        {
            if (line[0].EndsWith(".npy", StringComparison.Ordinal)) Assert.True(Digest(Npy.Read(_folder[line[0]])) == line[1], line[0]);
            else foreach (string archive in new[] { "stored.npz", "deflated.npz", "zip64.npz" }) Assert.True(Digest(Npz.Read(_folder[archive])[line[0]]) == line[1], $"{archive}: {line[0]}");
        }
        Assert.Equal([1.5], Npz.Read(_folder["deflated.npz"])["scalar"].ToDoubles());
        Assert.Equal([0, 3], Npz.Read(_folder["deflated.npz"])["empty"].Shape);
    }

    [PythonFact("numpy")]
    public void Npy_and_npz_that_are_written_here_are_read_by_numpy_bit_for_bit()
    {
        Python.Run(_folder.Path, Arrays + "np.savez('theirs.npz', **dict(arrays()))");
        var arrays = Npz.Read(_folder["theirs.npz"]);
        foreach (var (name, array) in arrays) File.WriteAllBytes(_folder[$"{name}.npy"], Npy.ToBytes(array));
        using (var stream = File.Create(_folder["ours.npz"])) Npz.Write(stream, arrays.Select(a => (a.Key, a.Value)), compress: true);
        Assert.Equal("12", Python.Run(_folder.Path, Arrays + """
            z = np.load('ours.npz')
            for name, a in arrays():
                for b in (np.load(name + '.npy'), z[name]):
                    assert b.dtype == a.dtype and b.shape == a.shape and b.tobytes() == a.tobytes(), name
            print(len(z.files))
            """));
    }

    [PythonFact("numpy", "torch")]
    public void Safetensors_go_to_pytorch_and_back_bit_for_bit()
    {
        string told = Python.Run(_folder.Path, Arrays + Format + """
            state = {n: torch.from_numpy(np.array(a)) for n, a in arrays() if n not in ('u2', 'u4', 'u8')}
            state['bf'] = state['f4'].bfloat16()
            save(state, 'theirs.safetensors')
            for n, a in arrays():
                if n in state: print(n, digest(a))
            print('bf', digest(state['bf'].float().numpy()))
            """);
        var arrays = Safetensors.Read(_folder["theirs.safetensors"]);
        foreach (string[] line in told.Split('\n').Select(t => t.Split(' '))) Assert.True(Digest(arrays[line[0]]) == line[1], line[0]);
        Assert.Equal(10, arrays.Count);
        using (var stream = File.Create(_folder["ours.safetensors"])) Safetensors.Write(stream, [.. arrays.Select(a => (a.Key, a.Value))], new Dictionary<string, string> { ["format"] = "pt" });
        Python.Run(_folder.Path, Arrays + Format + """
            ours, theirs = load('ours.safetensors'), load('theirs.safetensors')
            for n in theirs:
                a, b = (theirs[n].float() if n == 'bf' else theirs[n]), ours[n]
                assert a.dtype == b.dtype and a.shape == b.shape and a.numpy().tobytes() == b.numpy().tobytes(), n
            """);
    }

    [PythonFact("numpy", "torch")]
    public void A_network_that_is_saved_here_computes_the_same_in_pytorch_and_one_of_pytorch_the_same_here()
    {
        var seed = new DeepNfa.Data.Seed(1);
        using var scope = torch.NewDisposeScope();
        using var network = new Mlp(new MlpShape(5, [7, 6], 3, Activation.Tanh, biases: true), seed);
        NetworkFile.Save(_folder["ours.safetensors"], [.. network.Weights.Select(w => w.ToNpy())], [.. network.Biases.Select(b => b.ToNpy())], "tanh");
        var x = torch.ones([2, 5]);
        Python.Run(_folder.Path, "import numpy as np\n" + Format + """
            from torch import nn
            net = nn.Sequential(nn.Linear(5, 7), nn.Tanh(), nn.Linear(7, 6), nn.Tanh(), nn.Linear(6, 3))
            net.load_state_dict(load('ours.safetensors'))
            np.save('y.npy', net(torch.ones(2, 5)).detach().numpy())
            big = nn.Sequential(*[m for i in range(12) for m in (nn.Linear(5, 5), nn.Tanh())])
            save(big.state_dict(), 'theirs.safetensors')
            np.save('z.npy', big[:-1](torch.ones(2, 5)).detach().numpy())
            """);
        Assert.Equal(Npy.Read(_folder["y.npy"]).ToSingles(), network.forward(x).data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
        var file = NetworkFile.Open(_folder["theirs.safetensors"]);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{2 * i}.weight"), file.Layers.Select(l => l.Weight));
        using var theirs = new Mlp([.. file.Layers.Select(l => file.File.Read(l.Weight).ToTensor(torch.ScalarType.Float32))], Activation.Tanh, [.. file.Layers.Select(l => file.File.Read(l.Bias!).ToTensor(torch.ScalarType.Float32))]);
        Assert.Equal(Npy.Read(_folder["z.npy"]).ToSingles(), theirs.forward(x).data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [PythonFact("torch")]
    public void A_pickle_of_pytorch_gets_a_sentence_and_is_not_loaded()
    {
        Python.Run(_folder.Path, "import torch\ntorch.save({'0.weight': torch.ones(2, 3)}, 'new.pt')\ntorch.save({'0.weight': torch.ones(2, 3)}, 'old.pth', _use_new_zipfile_serialization=False)");
        foreach (string file in new[] { "new.pt", "old.pth" })
            Assert.Contains($"torch.load('{file}', map_location='cpu')", Assert.Throws<DataException>(() => NetworkFile.Open(_folder[file])).Message, StringComparison.Ordinal);
    }

    /// <summary>The format in Python, after its description; Debian has no package of it. Names are sorted, as the usual writer sorts them.</summary>
    internal const string Format = """
        import torch, json, struct
        types = {'F16': torch.float16, 'BF16': torch.bfloat16, 'F32': torch.float32, 'F64': torch.float64, 'I8': torch.int8, 'I16': torch.int16, 'I32': torch.int32, 'I64': torch.int64, 'U8': torch.uint8, 'BOOL': torch.bool}
        codes = {t: c for c, t in types.items()}
        def save(state, path):
            header, data = {}, b''
            for n in sorted(state):
                t = state[n].contiguous()
                b = (t.view(torch.int16) if t.dtype == torch.bfloat16 else t).numpy().tobytes()
                header[n] = dict(dtype=codes[t.dtype], shape=list(t.shape), data_offsets=[len(data), len(data) + len(b)])
                data += b
            h = json.dumps(header).encode()
            open(path, 'wb').write(struct.pack('<Q', len(h)) + h + data)
        def load(path):
            raw = open(path, 'rb').read()
            n = struct.unpack('<Q', raw[:8])[0]
            header = json.loads(raw[8:8 + n])
            header.pop('__metadata__', None)
            return {k: torch.frombuffer(bytearray(raw[8 + n + v['data_offsets'][0]:8 + n + v['data_offsets'][1]]), dtype=types[v['dtype']]).reshape(v['shape']) for k, v in header.items()}

        """;

    /// <summary>The hash of the elements, little-endian in C order, as the scripts take it.</summary>
    private static string Digest(NpyArray array)
    {
        byte[] file = Npy.ToBytes(array);
        int size = array.ElementType == typeof(bool) ? 1 : Marshal.SizeOf(array.ElementType);
        return Convert.ToHexStringLower(SHA256.HashData(file.AsSpan(file.Length - (array.Count * size))));
    }
}
