using System.CommandLine;
using System.Globalization;

namespace DeepNfa.Cli;

/// <summary>An option whose value is a finite number; a decimal comma is refused, not passed over.</summary>
internal static class NumberOption
{
    public static Option<double> Of(string name, string description, double value) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
                result.AddError($"{name}: expected a finite number such as 0.1; got '{text}'.");
            return number;
        },
    };
}
