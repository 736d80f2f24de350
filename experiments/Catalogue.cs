using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>All experiments of this assembly.</summary>
public static class Catalogue
{
    /// <summary>Every experiment, by name.</summary>
    public static IReadOnlyList<IExperiment> All { get; } =
    [
        .. typeof(Catalogue).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IExperiment).IsAssignableFrom(t))
            .Select(t => (IExperiment)Activator.CreateInstance(t)!)
            .OrderBy(e => e.Name, StringComparer.Ordinal),
    ];

    /// <summary>The experiment called <paramref name="name"/>.</summary>
    /// <exception cref="UsageException">There is none of that name; those that exist are listed.</exception>
    public static IExperiment Find(string name) =>
        All.FirstOrDefault(e => e.Name == name) ?? throw new UsageException($"There is no experiment '{name}'. Expected one of {string.Join(", ", All.Select(e => e.Name))}; 'deepnfa list' describes them.");
}
