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
        int n = m.GetLength(0), count = 0;
        foreach (double v in m)
            count += double.IsFinite(v) ? 1 : 0;
        for (int i = 0; i < n && n > 1; i++)
            count -= double.IsFinite(m[i, i]) ? 1 : 0;
        // The smallest of the largest hundredth: a heap of that size is a tenth of the work of sorting all.
        int kept = count - (int)(0.99 * (count - 1));
        var largest = new PriorityQueue<double, double>(kept + 1);
        double top = 0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < m.GetLength(1); j++)
            {
                double v = Math.Abs(m[i, j]);
                if (!double.IsFinite(v) || (i == j && n > 1))
                    continue;
                top = Math.Max(top, v);
                if (largest.Count < kept)
                    largest.Enqueue(v, v);
                else if (v > largest.Peek())
                    largest.EnqueueDequeue(v, v);
            }
        double typical = largest.Count > 0 ? largest.Peek() : 0;
        return typical > 0 ? typical : top > 0 ? top : 1;
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
