using Xunit;

namespace DeepNfa.Tests;

/// <summary>For tests of what the whole process shares, such as the number of live tensors or of threads: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
