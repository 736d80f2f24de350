using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module learns. It takes over the tensor that it is made from, which is empty afterwards.</summary>
    public class Parameter : Tensor
    {
        public Parameter(Tensor data, bool requires_grad = true) : base(Take(data, requires_grad, out var scope), register: false) => scope?.Attach(this);

        static nint Take(Tensor data, bool requires_grad, out DisposeScope? scope)
        {
            scope = data.OwningDisposeScope;
            data.requires_grad_(requires_grad).DetachFromDisposeScope();
            return data.Release();
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        /// <summary>Networks.</summary>
        public static partial class nn
        {
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);

            /// <summary>A part of a network: its parameters, buffers and parts by name, in the order of registration.</summary>
            public class Module : IDisposable
            {
                readonly string name;
                readonly Dictionary<string, Parameter> ownParameters = [];
                readonly Dictionary<string, (Tensor Tensor, bool Persistent)> ownBuffers = [];
                readonly Dictionary<string, Module> ownModules = [];
                bool registered;

                protected Module(string name) => this.name = name;

                public virtual string GetName() => name;
                public virtual bool training { get; private set; } = true;

                public virtual void register_parameter(string name, Parameter param) => Register(ownParameters, name, param);
                public virtual void register_buffer(string name, Tensor tensor, bool persistent = true) => Register(ownBuffers, name, (tensor, persistent));

                public virtual void register_module(string name, Module submodule)
                {
                    submodule.RegisterComponents();
                    Register(ownModules, name, submodule);
                }

                static void Register<T>(Dictionary<string, T> components, string name, T component)
                {
                    if (name.Length == 0 || name.Contains('.', StringComparison.Ordinal)) throw new ArgumentException($"The name of a component cannot be empty or contain a dot; got '{name}'.");
                    if (!components.TryAdd(name, component)) throw new InvalidOperationException($"A component '{name}' is already registered.");
                }

                /// <summary>Registers the fields of this object that are parameters, tensors (as buffers) or modules, by their names.</summary>
                protected virtual void RegisterComponents()
                {
                    if (registered) return;
                    registered = true;
                    for (var type = GetType(); type != typeof(Module) && type is not null; type = type.BaseType)
                        foreach (var field in type.GetFields(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                            switch (field.GetValue(this))
                            {
                                case Module module when !ownModules.ContainsKey(field.Name): register_module(field.Name, module); break;
                                case Parameter parameter when !ownParameters.ContainsKey(field.Name): register_parameter(field.Name, parameter); break;
                                case Tensor tensor and not Modules.Parameter when !ownBuffers.ContainsKey(field.Name): register_buffer(field.Name, tensor); break;
                            }
                }

                public virtual IEnumerable<(string name, Module module)> named_children() => ownModules.Select(m => (m.Key, m.Value));
                public virtual IEnumerable<Module> children() => ownModules.Values;
                public virtual IEnumerable<(string name, Module module)> named_modules() => named_children().SelectMany(c => c.module.named_modules().Select(m => ($"{c.name}.{m.name}", m.module)).Prepend(c));
                public virtual IEnumerable<Module> modules() => named_modules().Select(m => m.module);
                public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) => ownParameters.Select(p => (p.Key, p.Value)).Concat(recurse ? Below(m => m.named_parameters()) : []);
                public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(p => p.parameter);
                public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) =>
                    ownBuffers.Where(b => include_nonpersistent || b.Value.Persistent).Select(b => (b.Key, b.Value.Tensor)).Concat(recurse ? Below(m => m.named_buffers(true, include_nonpersistent)) : []);
                public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) => named_buffers(recurse, include_nonpersistent).Select(b => b.buffer);
                public virtual bool has_parameter(string target) => named_parameters().Any(p => p.name == target);
                public virtual Parameter? get_parameter(string target) => named_parameters().FirstOrDefault(p => p.name == target).parameter;

                IEnumerable<(string, T)> Below<T>(Func<Module, IEnumerable<(string Name, T Value)>> of) => ownModules.SelectMany(c => of(c.Value).Select(v => ($"{c.Key}.{v.Name}", v.Value)));

                /// <summary>The parameters and persistent buffers themselves, not copies, by their dotted names.</summary>
                public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
                {
                    destination ??= [];
                    var before = prefix is null ? "" : prefix + ".";
                    foreach (var (key, parameter) in named_parameters()) destination[before + key] = parameter;
                    foreach (var (key, buffer) in named_buffers(include_nonpersistent: false)) destination[before + key] = buffer;
                    return destination;
                }

                /// <summary>Copies the values in, by name.</summary>
                /// <exception cref="InvalidOperationException">Strict, and the names are not the same.</exception>
                public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
                {
                    var own = state_dict();
                    List<string> missing = [.. own.Keys.Except(source.Keys).Except(skip ?? [])], unexpected = [.. source.Keys.Except(own.Keys).Except(skip ?? [])];
                    if (strict && missing.Count + unexpected.Count > 0)
                        throw new InvalidOperationException($"The state does not fit the module. Missing: {string.Join(", ", missing)}. Unexpected: {string.Join(", ", unexpected)}.");
                    using var unrecorded = no_grad();
                    foreach (var (key, tensor) in own)
                        if (source.TryGetValue(key, out var value) && skip?.Contains(key) != true) tensor.copy_(value);
                    return (missing, unexpected);
                }

                public virtual Module apply(Action<Module> fn)
                {
                    foreach (var child in ownModules.Values) child.apply(fn);
                    fn(this);
                    return this;
                }

                public virtual void train(bool train = true)
                {
                    training = train;
                    foreach (var child in ownModules.Values) child.train(train);
                }

                public virtual void eval() => train(false);

                public virtual void zero_grad(bool set_to_none = true)
                {
                    foreach (var parameter in parameters())
                    {
                        if (set_to_none) { parameter.grad = null; continue; }
                        using var gradient = parameter.grad;
                        gradient?.zero_();
                    }
                }

                /// <summary>Moves and converts in place: parameters and buffers stay the same objects. Whole-number buffers keep their type.</summary>
                internal void Convert(ScalarType? type, Device? device)
                {
                    using var unrecorded = no_grad();
                    using var scope = NewDisposeScope();
                    foreach (var tensor in named_parameters().Select(p => (Tensor)p.parameter).Concat(buffers()))
                    {
                        var converted = tensor.to(tensor.is_floating_point() ? type ?? tensor.dtype : tensor.dtype, device ?? tensor.device);
                        using var gradient = tensor.grad;
                        tensor.Replace(converted);
                        if (gradient is not null) tensor.grad = gradient.to(converted);
                    }
                }

                /// <summary>Disposes the parameters, buffers and parts.</summary>
                protected virtual void Dispose(bool disposing)
                {
                    if (!disposing) return;
                    foreach (var parameter in ownParameters.Values) parameter.Dispose();
                    foreach (var (tensor, _) in ownBuffers.Values) tensor.Dispose();
                    foreach (var child in ownModules.Values) child.Dispose();
                }

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }
            }

            /// <summary>Anything that maps one input to one output.</summary>
            public interface IModule<in T, out TResult>
            {
                TResult call(T input1);
            }

            /// <summary>A module with one input.</summary>
            [SuppressMessage("Naming", "CA1711", Justification = "TorchSharp's name.")]
            public abstract class Module<T, TResult> : Module, IModule<T, TResult>
            {
                protected Module(string name) : base(name) { }
                public abstract TResult forward(T input);
                public virtual TResult call(T input) => forward(input);
            }

            /// <summary>A module with two inputs.</summary>
            public abstract class Module<T1, T2, TResult> : Module
            {
                protected Module(string name) : base(name) { }
                public abstract TResult forward(T1 input1, T2 input2);
                public virtual TResult call(T1 input1, T2 input2) => forward(input1, input2);
            }
        }
    }

    /// <summary>Moving and converting modules: the module itself, changed.</summary>
    public static class ModuleExtensionMethods
    {
        public static T to<T>(this T module, ScalarType type, bool non_blocking = false) where T : nn.Module => Converted(module, type, null);
        public static T to<T>(this T module, Device device, bool non_blocking = false) where T : nn.Module => Converted(module, null, device);
        public static T to<T>(this T module, Device device, ScalarType type, bool non_blocking = false) where T : nn.Module => Converted(module, type, device);
        public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : nn.Module => Converted(module, null, new Device(deviceType, deviceIndex));
        public static T to<T>(this T module, string device, bool non_blocking = false) where T : nn.Module => Converted(module, null, device);
        public static T to<T>(this T module, Tensor other, bool non_blocking = false) where T : nn.Module => Converted(module, other.dtype, other.device);
        public static T cpu<T>(this T module, bool non_blocking = false) where T : nn.Module => Converted(module, null, CPU);
        public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : nn.Module => Converted(module, null, new Device(DeviceType.CUDA, deviceIndex));
        public static T @float<T>(this T module, bool non_blocking = false) where T : nn.Module => Converted(module, ScalarType.Float32, null);
        public static T @double<T>(this T module, bool non_blocking = false) where T : nn.Module => Converted(module, ScalarType.Float64, null);

        static T Converted<T>(T module, ScalarType? type, Device? device) where T : nn.Module
        {
            module.Convert(type, device);
            return module;
        }
    }
}
