namespace DeepNfa.Records;

/// <summary>How alike M of one iteration and a matrix of a network's first layer are: one row of network.csv.</summary>
/// <param name="Iteration">Updates of M; 0 is M = I.</param>
/// <param name="Matrix">One of <see cref="Matrices"/>.</param>
/// <param name="Convention">The power p of both AGOPs, and how entries are compared: of a machine that takes M ← AGOP^s it is M^(p/s) that is compared, with AGOP^p of the network, or with WᵀW as it is.</param>
/// <param name="Value">The similarity; NaN where one of the two has no variation.</param>
/// <param name="Null">Its mean with the eigenvectors of M turned at random.</param>
/// <param name="NullSd">The standard deviation of that.</param>
/// <param name="Inputs">The similarity of the same matrix and the power p of the inputs' second moment XᵀX/n, which knows nothing of targets.</param>
public sealed record MachineLikeness(int Iteration, string Matrix, Convention Convention, double Value, double Null, double NullSd, double Inputs)
{
    /// <summary>The name of the table in the folder of a fit.</summary>
    public const string File = "network.csv";

    /// <summary>The AGOP of the network at the training inputs.</summary>
    public const string Agop = "agop";

    /// <summary>(W − aW⁰)ᵀ(W − aW⁰): what training changed.</summary>
    public const string Update = "update";

    /// <summary>WᵀW.</summary>
    public const string Nfm = "nfm";

    /// <summary>W⁰ᵀW⁰, before training: the control.</summary>
    public const string InitialNfm = "initial_nfm";

    /// <summary>All of them, in the order of figures and tables.</summary>
    public static IReadOnlyList<string> Matrices { get; } = [Nfm, Update, Agop, InitialNfm];

    /// <summary>Rows as a CSV table with its header; a cell is empty where a value is NaN.</summary>
    public static string Table(IEnumerable<MachineLikeness> rows) => "iteration,matrix,power,centered,similarity,value,null,null_sd,inputs\n" + string.Concat(rows.Select(r =>
        $"{r.Iteration},{r.Matrix},{TableCell.Of(r.Convention.Power)},{TableCell.Of(r.Convention.Centered)},{TableCell.Of(r.Convention.Similarity)},{TableCell.Of(r.Value)},{TableCell.Of(r.Null)},{TableCell.Of(r.NullSd)},{TableCell.Of(r.Inputs)}\n"));
}
