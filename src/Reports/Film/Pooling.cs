namespace DeepNfa.Reports;

/// <summary>How large matrices are made small, and where their colours end.</summary>
internal static class Pooling
{
    /// <summary>Block means of a square matrix: at most <paramref name="side"/> rows and columns.</summary>
    public static double[,] To(double[,] m, int side)
    {
        int n = m.GetLength(0);
        if (n <= side)
            return m;
        var pooled = new double[side, side];
        int Start(int block) => (block * n + side - 1) / side;
        for (int a = 0; a < side; a++)
            for (int b = 0; b < side; b++)
            {
                double sum = 0;
                for (int i = Start(a); i < Start(a + 1); i++)
                    for (int j = Start(b); j < Start(b + 1); j++)
                        sum += m[i, j];
                pooled[a, b] = sum / ((Start(a + 1) - Start(a)) * (Start(b + 1) - Start(b)));
            }
        return pooled;
    }

    /// <summary>The 99th percentile of the absolute off-diagonal entries: the diagonal would leave everything else white.</summary>
    public static double Typical(double[,] m)
    {
        var values = new List<double>(m.Length);
        for (int i = 0; i < m.GetLength(0); i++)
            for (int j = 0; j < m.GetLength(1); j++)
                if ((i != j || m.GetLength(0) == 1) && double.IsFinite(m[i, j]))
                    values.Add(Math.Abs(m[i, j]));
        values.Sort();
        double typical = values.Count == 0 ? 0 : values[(int)(0.99 * (values.Count - 1))];
        return typical > 0 ? typical : values.Count > 0 && values[^1] > 0 ? values[^1] : 1;
    }

    /// <summary>The entry of a row that is largest in absolute value, with its sign.</summary>
    public static double Largest(double[,] rows, int row)
    {
        double largest = 0;
        for (int j = 0; j < rows.GetLength(1); j++)
            if (Math.Abs(rows[row, j]) > Math.Abs(largest))
                largest = rows[row, j];
        return largest;
    }
}
