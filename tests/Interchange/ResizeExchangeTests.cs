using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Tests.Data.Preparation;
using Xunit;

namespace DeepNfa.Tests.Interchange;

/// <summary>Resized images are those of Pillow's filter BILINEAR, which widens its triangle where images shrink.</summary>
[Trait("Tier", "All")]
public sealed class ResizeExchangeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact("numpy", "PIL")]
    public void Resized_images_agree_with_pillow()
    {
        var image = new float[7 * 9];
        new Seed(1).Stream("image").FillUniform(image.AsSpan());
        using (var file = File.Create(_folder["image.npy"])) Npy.Write(file, NpyArray.Of(image, 7, 9));
        foreach (var (height, width) in new[] { (3, 4), (14, 5), (7, 20), (2, 2), (28, 31) })
        {
            Python.Run(_folder.Path, $"""
                import numpy as np
                from PIL import Image
                np.save('resized.npy', np.asarray(Image.fromarray(np.load('image.npy'), 'F').resize(({width}, {height}), Image.BILINEAR)))
                """);
            using var data = Sets.Prepared($"resize:{height}x{width}", Sets.Images(new(7, 9, 1), image));
            using var stream = File.OpenRead(_folder["resized.npy"]);
            Assert.Equal(Npy.Read(stream, "resized.npy").ToDoubles(), data.Train.Inputs.Values().Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-6);
        }
    }
}
