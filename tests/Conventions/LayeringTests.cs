using System.Reflection;
using Xunit;

namespace DeepNfa.Tests.Conventions;

/// <summary>Rules that the compiler does not know.</summary>
public sealed class LayeringTests
{
    internal static readonly Assembly[] Library =
    [
        typeof(DeepNfa.Records.RunRecord).Assembly,
        typeof(DeepNfa.Algebra.Spectrum).Assembly,
        typeof(DeepNfa.Data.Seed).Assembly,
        typeof(DeepNfa.Training.Mlp).Assembly,
        typeof(DeepNfa.Ansatz.AnsatzProbe).Assembly,
        typeof(DeepNfa.Features.PrincipalComponents).Assembly,
        typeof(DeepNfa.Kernels.KernelMachine).Assembly,
        typeof(DeepNfa.Reports.Figure).Assembly,
        typeof(DeepNfa.Experiments.Catalogue).Assembly,
    ];

    [Fact]
    public void Records_and_reports_never_mention_a_tensor()
    {
        foreach (var assembly in new[] { typeof(DeepNfa.Records.RunRecord).Assembly, typeof(DeepNfa.Reports.Figure).Assembly })
            Assert.DoesNotContain(assembly.GetReferencedAssemblies(), a => a.Name == "TorchSharp");
    }

    [Fact]
    public void Data_flow_one_way()
    {
        // Each assembly may use those before it in the list of its line; nothing points back.
        var allowed = new Dictionary<string, string[]>
        {
            ["DeepNfa.Records"] = [],
            ["DeepNfa.Algebra"] = ["DeepNfa.Records"],
            ["DeepNfa.Data"] = ["DeepNfa.Records"],
            ["DeepNfa.Training"] = ["DeepNfa.Records", "DeepNfa.Algebra", "DeepNfa.Data"],
            ["DeepNfa.Ansatz"] = ["DeepNfa.Records", "DeepNfa.Algebra", "DeepNfa.Data", "DeepNfa.Training"],
            ["DeepNfa.Kernels"] = ["DeepNfa.Records", "DeepNfa.Algebra", "DeepNfa.Data"],
            ["DeepNfa.Features"] = ["DeepNfa.Records", "DeepNfa.Algebra", "DeepNfa.Data", "DeepNfa.Training"],
            ["DeepNfa.Reports"] = ["DeepNfa.Records"],
            ["DeepNfa.Experiments"] = ["DeepNfa.Records", "DeepNfa.Data", "DeepNfa.Algebra", "DeepNfa.Training", "DeepNfa.Kernels", "DeepNfa.Ansatz", "DeepNfa.Features", "DeepNfa.Reports"],
        };
        var wrong = from assembly in Library
                    from reference in assembly.GetReferencedAssemblies()
                    where reference.Name!.StartsWith("DeepNfa.", StringComparison.Ordinal) && !allowed[assembly.GetName().Name!].Contains(reference.Name)
                    select $"{assembly.GetName().Name} uses {reference.Name}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_public_type_is_sealed_static_abstract_or_an_interface()
    {
        var open = Library.SelectMany(a => a.GetExportedTypes()).Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(t => t.FullName);
        Assert.Empty(open);
    }
}
