namespace DeepNfa.Data;

/// <summary>Random orthonormal vectors, uniform in all rotations.</summary>
internal static class OrthonormalVectors
{
    /// <summary>Gaussian vectors made orthonormal by Gram and Schmidt, twice, which loses no digits.</summary>
    public static double[][] Draw(int count, int dimension, RandomStream random)
    {
        var vectors = new double[count][];
        for (int k = 0; k < count; k++)
        {
            var v = vectors[k] = new double[dimension];
            random.FillGaussian(v);
            for (int pass = 0; pass < 2; pass++)
                for (int j = 0; j < k; j++) Subtract(v, vectors[j], Dot(v, vectors[j]));
            double norm = Math.Sqrt(Dot(v, v));
            for (int i = 0; i < v.Length; i++) v[i] /= norm;
        }
        return vectors;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void Subtract(double[] a, double[] b, double factor)
    {
        for (int i = 0; i < a.Length; i++) a[i] -= factor * b[i];
    }
}
