namespace TorchSharp;

/// <summary>The kinds of device, with libtorch's numbers.</summary>
public enum DeviceType { CPU, CUDA, MKLDNN, OPENGL, OPENCL, IDEEP, HIP, FPGA, MSNPU, XLA, MPS = 13, META = 14 }

public static partial class torch
{
    /// <summary>Where a tensor's elements are: <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>. The index −1 is the current device of its kind.</summary>
    public class Device
    {
        public DeviceType type { get; protected internal set; }
        public int index { get; protected internal set; } = -1;

        /// <exception cref="ArgumentException">The description is not a kind of device with at most one index.</exception>
        public Device(string description)
        {
            var parts = description.Split(':');
            type = Enum.TryParse<DeviceType>(parts[0], ignoreCase: true, out var kind) && parts.Length <= 2 ? kind : throw Unknown(description);
            if (parts.Length == 2) index = int.TryParse(parts[1], out var number) ? number : throw Unknown(description);
        }

        public Device(string deviceType, int index = -1) : this(deviceType) => this.index = index;
        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);
        public Device(int index) : this(DeviceType.CUDA, index) { }

        static ArgumentException Unknown(string description) => new($"'{description}' is not a device; expected cpu, cuda or cuda:<index>.");

        public override string ToString() => type == DeviceType.CPU || index == -1 ? type.ToString().ToLowerInvariant() : $"{type.ToString().ToLowerInvariant()}:{index}";
        public static implicit operator Device(string description) => new(description);
    }

    public static readonly Device CPU = new(DeviceType.CPU);
    public static readonly Device META = new(DeviceType.META);
    public static Device CUDA => new(DeviceType.CUDA);

    public static Device device(string description) => new(description);
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);
    public static Device device(int index) => new(index);

    static Device defaultDevice = CPU;
    public static Device get_default_device() => defaultDevice;
    public static void set_default_device(Device device) => defaultDevice = device;
    public static void set_default_device(string device) => defaultDevice = device;

    /// <exception cref="InvalidOperationException">The machine has no such device, or this libtorch cannot use it.</exception>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine.");
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType != DeviceType.CUDA || cuda.is_available();

    public static Device InitializeDevice(Device? device)
    {
        device ??= CPU;
        InitializeDeviceType(device.type);
        return device;
    }

    /// <summary>CUDA devices, where libtorch was built for them.</summary>
    public static class cuda
    {
        public static bool is_available() => device_count() > 0;
        public static int device_count() => Native.Check(Native.nt_cuda_devices());
        public static bool is_cudnn_available() => Native.Check(Native.nt_cudnn()) != 0;
        public static void manual_seed(long seed) => torch.manual_seed(seed);
        public static void manual_seed_all(long seed) => torch.manual_seed(seed);

        /// <summary>Waits until the device has done all that it was asked.</summary>
        public static void synchronize(Device? device = null) => Native.Check(Native.nt_cuda_synchronize(device?.index ?? -1));
    }
}
