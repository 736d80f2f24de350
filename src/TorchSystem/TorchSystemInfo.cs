using System.Text.RegularExpressions;

namespace TorchSharp;

/// <summary>Which libtorch this is and how it computes, in words; the real TorchSharp has no such class.</summary>
public static partial class TorchSystemInfo
{
    /// <summary>The version of the libtorch that the binding was built for.</summary>
    public static string Version => Native.Text(Native.nt_version());

    /// <summary>The file that libtorch's operators were loaded from; empty where the system does not say.</summary>
    public static string LibraryPath => Native.Text(Native.nt_library_path());

    /// <summary>The library of linear algebra: OpenBLAS with its version and kernels where that is loaded, else what libtorch was built with.</summary>
    public static string Blas =>
        OpenBlas().Match(Configuration) is { Success: true } open ? open.Groups[1].Value :
        BuiltWith().Match(Configuration) is { Success: true } built ? built.Groups[1].Value : "unknown";

    /// <summary>What libtorch says about its build and its threads, as it says it; many lines.</summary>
    public static string Configuration => Native.Text(Native.nt_configuration());

    /// <summary>Threads of one operator.</summary>
    public static int Threads => get_num_threads();

    /// <summary>Threads of OpenBLAS; 0 where the linear algebra is another library's and follows <see cref="Threads"/>.</summary>
    public static int BlasThreads => Native.nt_blas_threads();

    /// <summary>Threads for operators side by side.</summary>
    public static int InteropThreads => get_num_interop_threads();

    [GeneratedRegex("OpenBLAS: (.*)")]
    private static partial Regex OpenBlas();

    [GeneratedRegex(@"\bBLAS_INFO=([^,\s]+)")]
    private static partial Regex BuiltWith();
}

public static partial class torch
{
    public static string __version__ => TorchSystemInfo.Version;

    public static int get_num_threads() => Native.nt_threads(0);

    /// <summary>The threads that one operator may use, in libtorch's own pool and in OpenBLAS's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one.</exception>
    public static void set_num_threads(int num)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(num, 1);
        _ = Native.nt_threads(num);
    }

    public static int get_num_interop_threads() => Native.Check(Native.nt_interop_threads(0));

    /// <summary>The threads for operators side by side; libtorch accepts it once, before it uses them.</summary>
    public static void set_num_interop_threads(int num)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(num, 1);
        Native.Check(Native.nt_interop_threads(num));
    }
}
