namespace DeepNfa.Experiments;

/// <summary>How the settings of a machine are chosen on a UCI set.</summary>
public enum UciSelection
{
    /// <summary>As published: settings and M are chosen once, on the tuning split, and used on all four folds. M has then seen labels of rows that the folds test on.</summary>
    Published,

    /// <summary>Nested: settings are chosen, and M is learned, inside the training part of each fold.</summary>
    Nested,

    /// <summary>Nested, by a recipe of our own, <see cref="UciRecipe.Own"/>.</summary>
    Own,
}

/// <summary>One fold of one set: the accuracies of all methods, and what was chosen for them.</summary>
/// <param name="Set">The set's name.</param>
/// <param name="Selection">How the settings were chosen.</param>
/// <param name="Fold">The fold, counted from 1.</param>
/// <param name="Rows">Rows of the set.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Classes">Its classes.</param>
/// <param name="Rfm">Test accuracy of the Recursive Feature Machine, in [0, 1].</param>
/// <param name="Laplace">Test accuracy of the Laplace kernel machine.</param>
/// <param name="RfmChoice">What was chosen for the first.</param>
/// <param name="LaplaceChoice">What was chosen for the second; its iteration is 0.</param>
public sealed record UciRow(string Set, UciSelection Selection, int Fold, int Rows, int Inputs, int Classes, double Rfm, double Laplace, UciChoice RfmChoice, UciChoice LaplaceChoice)
{
    /// <summary>The centres that the kernel machines keep; 0 where they keep all training rows.</summary>
    public int Centers { get; init; }

    /// <summary>The tuned network on the same fold; null where none was trained.</summary>
    public UciNetworkResult? Mlp { get; init; }
}

/// <summary>Settings of a kernel machine that validation chose.</summary>
/// <param name="Ridge">λ.</param>
/// <param name="UnitRows">Whether rows were scaled to norm 1.</param>
/// <param name="Iteration">Updates of M.</param>
/// <param name="Validation">Validation accuracy, the mean over all divisions of the rows.</param>
public sealed record UciChoice(double Ridge, bool UnitRows, int Iteration, double Validation);

/// <summary>A network on one fold: how accurate it is, and what validation chose for it.</summary>
/// <param name="Accuracy">Test accuracy, in [0, 1].</param>
/// <param name="Layers">Hidden layers.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Decay">The decay of the weights.</param>
/// <param name="Epochs">Epochs trained.</param>
/// <param name="Validation">Validation accuracy.</param>
public sealed record UciNetworkResult(double Accuracy, int Layers, double Rate, double Decay, int Epochs, double Validation);
