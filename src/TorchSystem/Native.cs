using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>What an argument or a result is; mirrored in NativeTorch.cpp.</summary>
internal enum Tag { Absent, None, Tensor, Int, Double, Bool, Ints, Doubles, Tensors, OptTensors, Text, Device, Generator }

/// <summary>One argument or result as it crosses the border; mirrored in NativeTorch.cpp.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct Value
{
    [FieldOffset(0)] public Tag Tag;
    [FieldOffset(4)] public int Count;
    [FieldOffset(8)] public long I;
    [FieldOffset(8)] public double D;
    [FieldOffset(8)] public nint P;
}

/// <summary>The functions of NativeTorch.cpp. The library, and libtorch with it, is loaded by the first call of any of them.</summary>
internal static unsafe partial class Native
{
    const string Library = "NativeTorch";

    [LibraryImport(Library)] public static partial nint nt_error();
    [LibraryImport(Library)] public static partial void nt_release(nint tensor);
    [LibraryImport(Library)] public static partial void nt_free(nint memory);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial nint nt_operator(string name);
    [LibraryImport(Library)] public static partial int nt_call(nint op, Value* args, int count, Value* results, int room);
    [LibraryImport(Library)] public static partial nint nt_from_data(void* data, long* sizes, int rank, int dtype);
    [LibraryImport(Library)] public static partial nint nt_data(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] public static partial int nt_sizes(nint tensor, long* sizes, int room);
    [LibraryImport(Library), SuppressGCTransition] public static partial int nt_strides(nint tensor, long* strides, int room);
    [LibraryImport(Library), SuppressGCTransition] public static partial long nt_numel(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] public static partial int nt_dtype(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] public static partial int nt_device(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] public static partial int nt_contiguous(nint tensor);
    [LibraryImport(Library)] public static partial int nt_requires_grad(nint tensor);
    [LibraryImport(Library)] public static partial nint nt_grad(nint tensor);
    [LibraryImport(Library)] public static partial int nt_set_grad(nint tensor, nint gradient);
    [LibraryImport(Library)] public static partial int nt_autograd(Value* outputs, Value* inputs, Value* seeds, int retain, int create, int allowUnused, nint* gradients);
    [LibraryImport(Library)] public static partial int nt_backward(Value* outputs, Value* seeds, Value* inputs, int retain, int create);
    [LibraryImport(Library)] public static partial int nt_grad_mode(int on);
    [LibraryImport(Library)] public static partial nint nt_inference_enter(int on);
    [LibraryImport(Library)] public static partial void nt_inference_leave(nint guard);
    [LibraryImport(Library)] public static partial nint nt_generator(int device, int index, ulong seed);
    [LibraryImport(Library)] public static partial nint nt_default_generator();
    [LibraryImport(Library)] public static partial void nt_generator_release(nint generator);
    [LibraryImport(Library)] public static partial void nt_generator_seed(nint generator, ulong seed);
    [LibraryImport(Library)] public static partial ulong nt_generator_reseed(nint generator);
    [LibraryImport(Library)] public static partial ulong nt_generator_current_seed(nint generator);
    [LibraryImport(Library)] public static partial nint nt_generator_state(nint generator);
    [LibraryImport(Library)] public static partial int nt_generator_set_state(nint generator, nint state);
    [LibraryImport(Library)] public static partial int nt_seed_all(ulong seed);
    [LibraryImport(Library)] public static partial int nt_threads(int count);
    [LibraryImport(Library)] public static partial int nt_interop_threads(int count);
    [LibraryImport(Library)] public static partial int nt_blas_threads();
    [LibraryImport(Library)] public static partial int nt_cuda_devices();
    [LibraryImport(Library)] public static partial int nt_cuda_synchronize(int index);
    [LibraryImport(Library)] public static partial int nt_cudnn();
    [LibraryImport(Library)] public static partial nint nt_version();
    [LibraryImport(Library)] public static partial nint nt_configuration();
    [LibraryImport(Library)] public static partial nint nt_library_path();

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)] private static partial int setenv(string name, string value, int overwrite);

    /// <summary>libtorch's own sentence for the call that has just failed on this thread.</summary>
    [SuppressMessage("Usage", "CA2201", Justification = "TorchSharp throws this type.")]
    public static Exception Error() => new ExternalException(Text(nt_error()));

    public static string Text(nint utf8) => Marshal.PtrToStringUTF8(utf8) ?? "";

    /// <summary>Throws libtorch's sentence when a call says that it failed.</summary>
    public static int Check(int result) => result >= 0 ? result : throw Error();

    /// <summary>Throws libtorch's sentence when a call that makes something made nothing.</summary>
    public static nint Check(nint made) => made != 0 ? made : throw Error();

    // A module initializer and not a static constructor: what fails here must reach the caller as it is, not inside a TypeInitializationException.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The resolver must be in place before the first call, and setting it loads nothing.")]
    internal static void Prepare() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, (name, _, _) => name == Library ? Load() : 0);

    static readonly Lock Loading = new();
    static nint loaded;

    /// <summary>The library. .NET asks once for every function; after a failure the next call tries again.</summary>
    static nint Load()
    {
        lock (Loading) return loaded != 0 ? loaded : loaded = LoadOnce();
    }

    static nint LoadOnce()
    {
        // Idle OpenMP threads spin by default and starve OpenBLAS's own pool. libgomp reads this once, when libtorch brings it in, and from
        // the environment of libc, which Environment.SetEnvironmentVariable does not change.
        if (!OperatingSystem.IsWindows()) _ = setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
        var file = Path.Combine(Path.GetDirectoryName(typeof(Native).Assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory,
            OperatingSystem.IsWindows() ? "NativeTorch.dll" : OperatingSystem.IsMacOS() ? "libNativeTorch.dylib" : "libNativeTorch.so");
        if (!File.Exists(file))
            throw new DllNotFoundException($"The library that binds libtorch is missing: expected {file}. Build again with -p:DeepNfaTorch=System.");
        nint library;
        try { library = NativeLibrary.Load(file); }
        catch (DllNotFoundException failure)
        {
            var reason = failure.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
            throw new DllNotFoundException($"libtorch could not be loaded ({reason.TrimEnd('.')}). Install libtorch, or set DeepNfaLibtorch to its folder, and build again.");
        }
        // libtorch and OpenBLAS count the machine's cores, .NET those that this process may use. Where the user has said how many, that stands.
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null)
            ((delegate* unmanaged<int, int>)NativeLibrary.GetExport(library, nameof(nt_threads)))(Environment.ProcessorCount);
        return library;
    }
}
