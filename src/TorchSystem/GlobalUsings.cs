global using static TorchSharp.Aten;
global using static TorchSharp.torch;
