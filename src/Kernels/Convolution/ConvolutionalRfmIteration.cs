using DeepNfa.Records;

namespace DeepNfa.Kernels.Convolution;

/// <summary>The machine after some updates of M.</summary>
/// <param name="Iteration">Updates of M so far; 0 is the plain kernel machine.</param>
/// <param name="Machine">The machine; whoever pulls the iteration disposes it.</param>
/// <param name="Train">Its score on the training samples.</param>
/// <param name="Validation">Its score on the validation samples, or null without any.</param>
/// <param name="Solve">How its coefficients were found.</param>
/// <param name="SolveElapsed">Wall-clock time of kernel matrix and solution.</param>
/// <param name="UpdateElapsed">Wall-clock time of the AGOP that led to M; zero for iteration 0.</param>
public sealed record ConvolutionalRfmIteration(int Iteration, ConvolutionalMachine Machine, SplitMetrics Train, SplitMetrics? Validation, SolveReport Solve, TimeSpan SolveElapsed, TimeSpan UpdateElapsed);
