using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>The losses as functions that autograd can differentiate.</summary>
public static class Losses
{
    /// <summary>The loss of outputs (n × c) against targets (n × c), a number.</summary>
    public static Tensor Of(this LossKind loss, Tensor outputs, Tensor targets) => loss switch
    {
        LossKind.MeanSquaredError => nn.functional.mse_loss(outputs, targets),
        _ => -(outputs.log_softmax(1) * targets).sum(1).mean(),
    };
}
