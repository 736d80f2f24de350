using DeepNfa.Records;

namespace DeepNfa.Features;

/// <summary>How a step is made of a gradient g.</summary>
public enum AscentRule
{
    /// <summary>Adam with β = (0.9, 0.999): what Olah et al. 2017 and Lucid use.</summary>
    Adam,

    /// <summary>x + rate·g/‖g‖₂, then back into the ball and the box: its fixed points on a ball are those of the constrained maximum.</summary>
    Normalized,
}

/// <summary>Where the ascent starts.</summary>
public enum AscentStart
{
    /// <summary>The mean of the data (zero without data) and Gaussian noise.</summary>
    Noise,

    /// <summary>Samples drawn from the data.</summary>
    Data,
}

/// <summary>How activation maximization searches. The default is a bare ascent; <see cref="ForPictures"/> is what makes pictures that people recognise.</summary>
/// <remarks>
/// <b>Formula.</b> Maximizes f(T x)/σ − L2·‖x − m‖² − TV·Σ|∇x| − (Prior/2)·‖u‖², with T a random transform a step, σ the deviation of f over the data and m their mean (1 and 0 without data).
/// <b>Source.</b> Three families after Olah, Mordvintsev and Schubert, Feature Visualization (Distill 2017): penalties on frequency (total variation, blur), robustness to transforms
/// (jitter, rotation, scaling), and a learned prior. Lucid's and DeepDream's numbers are in docs/atlas.md.
/// </remarks>
public sealed record MaximizationOptions
{
    /// <summary>Steps of the ascent. <value>The default value is 200.</value></summary>
    public int Steps { get; init; } = 200;

    /// <summary>The step size, in units of the input, or of standard deviations with a prior. <value>The default value is 0.05.</value></summary>
    public double Rate { get; init; } = 0.05;

    /// <summary>How a step is made. <value>The default value is Adam.</value></summary>
    public AscentRule Rule { get; init; } = AscentRule.Adam;

    /// <summary>How many searches each objective gets; the best is kept. <value>The default value is 4.</value></summary>
    public int Starts { get; init; } = 4;

    /// <summary>Where they start. <value>The default value is noise.</value></summary>
    public AscentStart Start { get; init; } = AscentStart.Noise;

    /// <summary>The deviation of the noise, in units of the input, or of standard deviations with a prior. <value>The default value is 0.5.</value></summary>
    public double Noise { get; init; } = 0.5;

    /// <summary>The weight of ‖x − m‖². <value>The default value is 0.</value></summary>
    public double L2 { get; init; }

    /// <summary>The weight of the total variation Σ|x_p − x_q| over neighbouring pixels. <value>The default value is 0.</value></summary>
    public double TotalVariation { get; init; }

    /// <summary>Every so many steps the image is blurred; 0 for never. Not with a prior. <value>The default value is 0.</value></summary>
    public int BlurEvery { get; init; }

    /// <summary>The deviation of the blur in pixels. <value>The default value is 0.5.</value></summary>
    public double Blur { get; init; } = 0.5;

    /// <summary>The largest shift in pixels, along each axis. <value>The default value is 0.</value></summary>
    public double Jitter { get; init; }

    /// <summary>The largest rotation in degrees. <value>The default value is 0.</value></summary>
    public double Rotation { get; init; }

    /// <summary>The largest relative change of size. <value>The default value is 0.</value></summary>
    public double Scaling { get; init; }

    /// <summary>The last steps, which go without transforms, so that what is found is a maximum of the network itself. <value>The default value is 0.</value></summary>
    public int SettleSteps { get; init; }

    /// <summary>Components of the data's Gaussian prior: the search is for u in x = m + Σ_j u_j √λ_j v_j, the data's decorrelated coordinates; 0 for the inputs themselves. <value>The default value is 0.</value></summary>
    public int PriorComponents { get; init; }

    /// <summary>The weight of ‖u‖²/2, minus the log-density of the prior. <value>The default value is 0.</value></summary>
    public double Prior { get; init; }

    /// <summary>Whether every coordinate stays within its range over the data, so that a constant pixel stays as it is. <value>The default value is false.</value></summary>
    public bool BoxOfData { get; init; }

    /// <summary>The largest ‖x‖₂; null for no ball. Not with a prior. <value>The default value is null.</value></summary>
    public double? Radius { get; init; }

    /// <summary>How the inputs lie on an image; needed by all that looks at neighbouring pixels. <value>The default value is null.</value></summary>
    public ImageShape? Image { get; init; }

    /// <summary>The settings of the atlas: a prior of 60 components, transforms of up to 1.5 pixels, 5° and 5 % but for the last 40 steps, within the range of the data.</summary>
    public static MaximizationOptions ForPictures(ImageShape? image) => new()
    {
        Image = image,
        PriorComponents = 60,
        Prior = 0.045,
        SettleSteps = 40,
        BoxOfData = true,
        Jitter = image is null ? 0 : 1.5,
        Rotation = image is null ? 0 : 5,
        Scaling = image is null ? 0 : 0.05,
    };

    internal bool Transforms => Jitter > 0 || Rotation > 0 || Scaling > 0;

    /// <summary>Requires that all settings fit each other and the data.</summary>
    /// <exception cref="UsageException">One does not; all violations are listed.</exception>
    internal void Check(int width, bool data)
    {
        bool pixels = Transforms || TotalVariation > 0 || BlurEvery > 0;
        Require.None(
            Require.Violation(Steps >= 1, "steps", "at least 1", Steps),
            Require.Violation(Rate > 0 && double.IsFinite(Rate), "rate", "a positive finite number", Rate),
            Require.Violation(SettleSteps >= 0, "settle steps", "at least 0", SettleSteps),
            Require.Violation(Starts >= 1, "starts", "at least 1", Starts),
            Require.Violation(Noise >= 0 && double.IsFinite(Noise), "noise", "a finite number of at least 0", Noise),
            Require.Violation(L2 >= 0 && TotalVariation >= 0 && Prior >= 0, "L2, total variation, prior", "weights of at least 0", $"{L2}, {TotalVariation}, {Prior}"),
            Require.Violation(BlurEvery >= 0 && Blur > 0, "blur", "a period of at least 0 and a positive deviation", $"{BlurEvery}, {Blur}"),
            Require.Violation(Jitter >= 0 && Rotation >= 0 && Scaling is >= 0 and < 1, "jitter, rotation, scaling", "at least 0, and scaling below 1", $"{Jitter}, {Rotation}, {Scaling}"),
            Require.Violation(Radius is null or > 0, "radius", "a positive number, or none", Radius),
            Require.Violation(PriorComponents >= 0, "prior components", "at least 0", PriorComponents),
            Require.Violation(PriorComponents == 0 || (Radius is null && BlurEvery == 0), "prior", "neither a radius nor a blur beside it", "both", "Leave one of the two out."),
            Require.Violation(data || (PriorComponents == 0 && Start == AscentStart.Noise && !BoxOfData), "data", "samples for a prior, a start from data or a box of data", "none"),
            Require.Violation(!pixels || Image is not null, "image", "the shape of the image for transforms, blur and total variation", "none"),
            Require.Violation(Image is null || (long)Image.Height * Image.Width * Image.Channels == width, "image", $"a shape of {width} numbers, the network's inputs", Image));
    }
}
