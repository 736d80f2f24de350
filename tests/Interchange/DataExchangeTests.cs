using DeepNfa.Data.Readers;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Interchange;

/// <summary>Data sets that SciPy, Pillow and NumPy wrote are read number by number.</summary>
[Trait("Tier", "All")]
public sealed class DataExchangeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact("numpy", "scipy")]
    public void Matlab_files_in_the_layout_of_svhn_are_read_pixel_by_pixel()
    {
        Python.Run(_folder.Path, """
            import numpy as np, scipy.io
            r = np.random.RandomState(0)
            x = r.randint(0, 256, (32, 32, 3, 12)).astype('u1')
            y = np.array([[1], [2], [3], [4], [5], [6], [7], [8], [9], [10], [10], [1]], 'u1')
            for name, c in (('train_32x32.mat', True), ('test_32x32.mat', False)):
                scipy.io.savemat(name, dict(X=x, y=y), do_compression=c)
            np.save('x.npy', x.transpose(3, 2, 0, 1).reshape(12, -1).astype('f4') / np.float32(255))
            """);
        using var data = DataFiles.Open(_folder.Path);
        float[] expected = Npy.Read(_folder["x.npy"]).ToSingles();
        Assert.Equal(expected, data.Train.Inputs.data<float>().ToArray());
        Assert.Equal(expected, data.Test!.Inputs.data<float>().ToArray());
        Assert.Equal(new ImageShape(32, 32, 3), data.Train.Image);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 1], data.Train.Targets.argmax(1).data<long>().ToArray());
        Assert.Equal("MATLAB: 12 images of 32 × 32 in colour, 3072 inputs, 10 classes (0, 1, 2, 3, 4, 5, 6, 7, 8, 9), label 10 being digit 0", data.Recognized);
    }

    [PythonFact("numpy", "scipy")]
    public void Matlab_matrices_of_every_type_are_read_and_other_variables_passed_over()
    {
        Python.Run(_folder.Path, """
            import numpy as np, scipy.io
            x = np.arange(12).reshape(4, 3) - 5
            for t in 'f4 f8 i1 i2 i4 i8 u1 u2 u4 u8'.split():
                a = np.abs(x).astype(t) if t[0] == 'u' else x.astype(t)
                for c in (True, False):
                    scipy.io.savemat(f'{t}-{c}.mat', dict(note='text', cells=np.array([1, 'a'], dtype=object), fea=a, gnd=np.array([1, 2, 1, 2.])), do_compression=c, oned_as='column' if c else 'row')
            scipy.io.savemat('text.mat', dict(a='only text', b=dict(c=1)))
            """);
        foreach (string type in "f4 f8 i1 i2 i4 i8 u1 u2 u4 u8".Split(' '))
            foreach (string compressed in new[] { "True", "False" })
            {
                using var data = DataFiles.Open(_folder[$"{type}-{compressed}.mat"]);
                Assert.Equal(Enumerable.Range(-5, 12).Select(i => (float)(type[0] == 'u' ? Math.Abs(i) : i)), data.Train.Inputs.data<float>().ToArray());
                Assert.Equal(["1", "2"], data.ClassNames);
            }
        Assert.Contains("expected at least one numeric array; got 'a' (text), 'b' (a structure)", Assert.Throws<DataException>(() => DataFiles.Open(_folder["text.mat"])).Message, StringComparison.Ordinal);
    }

    [PythonFact("numpy", "PIL")]
    public void Png_and_pnm_images_of_every_kind_are_read_pixel_by_pixel()
    {
        string[] files = Python.Run(_folder.Path, """
            import numpy as np, os
            from PIL import Image
            r = np.random.RandomState(1)
            base = Image.fromarray(r.randint(0, 256, (9, 13, 3)).astype('u1'))
            smooth = Image.fromarray((np.add.outer(np.arange(9) * 20, np.arange(13) * 5)[..., None] + [0, 10, 20]).astype('u1'))
            n = 0
            def save(im, what, ending, expected, **options):
                global n
                os.makedirs(what, exist_ok=True); os.makedirs(what + '/b', exist_ok=True)
                for cls in 'ab':
                    os.makedirs(f'{what}/{cls}', exist_ok=True)
                    im.save(f'{what}/{cls}/i.{ending}', **options)
                e = expected.astype('f4')
                np.save(what + '.npy', (e if e.ndim == 3 else e[..., None]).transpose(2, 0, 1).reshape(1, -1))
                print(what)
            for tag, im in (('noise', base), ('smooth', smooth)):
                g = im.convert('L'); a = np.array(im) / np.float32(255); ga = np.array(g) / np.float32(255)
                save(im, tag + '-rgb', 'png', a); save(g, tag + '-grey', 'png', ga)
                save(im.convert('RGBA'), tag + '-rgba', 'png', a); save(g.convert('LA'), tag + '-la', 'png', ga)
                p = im.quantize(200); save(p, tag + '-palette', 'png', np.array(p.convert('RGB')) / np.float32(255))
                for colours in (2, 4, 16):
                    p = im.quantize(colours); save(p, f'{tag}-palette{colours}', 'png', np.array(p.convert('RGB')) / np.float32(255))
                one = g.point(lambda v: 255 * (v > 127), '1'); save(one, tag + '-1bit', 'png', np.array(one))
                deep = Image.fromarray((np.array(g).astype('u2') * 257 - 3).clip(0, 65535).astype('u2')); save(deep, tag + '-16bit', 'png', np.array(deep) / np.float32(65535))
                save(im, tag + '-ppm', 'ppm', a); save(g, tag + '-pgm', 'pgm', ga)
            """).Split('\n');
        Assert.Equal(24, files.Length);
        foreach (string what in files)
        {
            using var data = DataFiles.Open(_folder[what]);
            float[] expected = Npy.Read(_folder[$"{what}.npy"]).ToSingles();
            Assert.True(data.Train.Inputs.data<float>().ToArray().AsSpan(0, expected.Length).SequenceEqual(expected), what);
            Assert.Equal(["a", "b"], data.ClassNames);
        }
    }

    [PythonFact("numpy")]
    public void Archives_with_the_usual_names_are_read_with_their_official_split()
    {
        Python.Run(_folder.Path, """
            import numpy as np
            x = np.arange(2 * 2 * 4 * 3).reshape(2, 2, 4, 3)
            np.savez('keras.npz', x_train=x.astype('u1'), y_train=np.array([0, 9], 'u1'), x_test=x[:1].astype('u1'), y_test=np.array([9], 'u1'))
            np.savez('first.npz', X=x.transpose(0, 3, 1, 2).astype('f4'), y=np.array([[0.5, 1], [2, 3]], 'f2'))
            np.savez('two.npz', np.asfortranarray(np.arange(6.).reshape(2, 3)), np.array([-1, 1], 'i8'))
            np.save('table.npy', np.array([[1, 2, 0.5], [3, np.nan, 1.5]], '>f8'))
            """);
        using var keras = DataFiles.Open(_folder["keras.npz"], new() { Classification = null });
        Assert.Equal((2, 1, 24), (keras.Train.Samples, keras.Test!.Samples, keras.Train.InputWidth));
        Assert.Equal(new ImageShape(2, 4, 3), keras.Train.Image);
        Assert.Equal(3 / 255f, keras.Train.Inputs.data<float>().ToArray()[1]); // channel 0 of the second pixel
        using var first = DataFiles.Open(_folder["first.npz"]);
        Assert.Equal(new ImageShape(2, 4, 3), first.Train.Image);
        Assert.Equal(3f, first.Train.Inputs.data<float>().ToArray()[1]);
        Assert.Equal((2, false), (first.Train.Outputs, first.Train.Classification));
        using var two = DataFiles.Open(_folder["two.npz"]);
        Assert.Equal([0f, 1, 2, 3, 4, 5], two.Train.Inputs.data<float>().ToArray());
        Assert.Equal(["-1", "1"], two.ClassNames);
        using var table = DataFiles.Open(_folder["table.npy"]);
        Assert.Equal([0.5f, 1.5f], table.Train.Targets.data<float>().ToArray());
        Assert.Equal(1, table.Missing);
    }
}
